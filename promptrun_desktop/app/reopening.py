"""The second process of the self-test: opens the profile again and tells what it shows."""

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.main_window import MainWindow

PATIENCE = 60.0


async def read_back(
    profile: Profile, endpoint: Endpoint, service: str
) -> tuple[list[tuple[str, str]], str]:
    """The messages that a new process shows, as (id, text), and its conversation's title."""
    # A worker waits for it: Qt's loop has no way to watch a child on every system.
    return await asyncio.to_thread(_run, profile, endpoint, service)


def _run(profile: Profile, endpoint: Endpoint, service: str) -> tuple[list[tuple[str, str]], str]:
    with tempfile.TemporaryDirectory(prefix="promptrun-reopened-") as folder:
        answer = Path(folder, "shown.json")
        command = [
            sys.executable,
            *([] if getattr(sys, "frozen", False) else ["-m", "promptrun_desktop"]),
            *("--profile", str(profile.root), "--endpoint", endpoint.base_url),
            *("--keyring-service", service, "--reopened", str(answer)),
        ]
        ended = subprocess.run(command, timeout=PATIENCE * 2, check=False)  # noqa: S603
        if ended.returncode != 0 or not answer.is_file():
            return [], ""
        value = json.loads(answer.read_text(encoding="utf-8"))
    return [(each[0], each[1]) for each in value["messages"]], value["title"]


async def tell_shown(window: MainWindow, answer: Path) -> None:
    """Wait for all of the chat that was open last, write what the window holds of it, and close
    the window."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        shell = window.shell
        shown = shell.page.transcript.messages_shown() if shell is not None else []
        session = shell.session if shell is not None else None
        if session is not None and session.is_loaded and shown:
            title = session.conversation.title
            value = json.dumps({"messages": shown, "title": title})
            await asyncio.to_thread(answer.write_text, value, encoding="utf-8")
            break
        await asyncio.sleep(0.02)
    window.close()
