"""What a start says to the outside, under a tracer: nothing to a network, nothing to a keyring."""

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.starting import ROOT, environment
from tests.services.stored import chat, store
from tests.settings.test_secret_service import bus_without_services

NEEDED = ("strace", "dbus-run-session")
pytestmark = pytest.mark.skipif(
    any(shutil.which(each) is None for each in NEEDED), reason="needs a tracer and a session bus"
)

# The window is closed a while after its first page is shown.
CODE = """
import sys
from PySide6.QtCore import QTimer
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window

def on_window(window):
    def look():
        if window.shell is not None or window.welcome._held is None:
            timer.stop()
            QTimer.singleShot(500, window.close)

    global timer
    timer = QTimer(window, interval=20)
    timer.timeout.connect(look)
    timer.start()

sys.exit(run_window(parse(["--profile", sys.argv[1]]), on_window))
"""
PASSWORDS = re.compile(r"org\.freedesktop\.secrets|org\.freedesktop\.Secret|kwallet|keyring", re.I)


def said(tmp_path: Path, profile: Path) -> list[str]:
    """Every call by which the process, or one of its children, reaches another."""
    trace = tmp_path / "trace"
    calls = "trace=connect,sendto,sendmsg,sendmmsg"
    tracer = ["strace", "-f", "-s", "4096", "-e", calls, "-o", str(trace)]
    bus = ["dbus-run-session", f"--config-file={bus_without_services(tmp_path)}", "--"]
    given = environment(QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path))
    ended = subprocess.run(
        [*bus, *tracer, sys.executable, "-c", CODE, str(profile)],
        env=given,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return trace.read_text(errors="replace").splitlines()


@pytest.mark.parametrize("has_chats", [False, True])
def test_before_a_person_asks_nobody_is_asked(tmp_path, has_chats):
    profile = tmp_path / "profile"
    if has_chats:
        asyncio.run(store(profile / "chats.sqlite3", chat("soup", "How?", "Boil it.")))
    lines = said(tmp_path, profile)
    assert [each for each in lines if "exited" not in each and PASSWORDS.search(each)] == []
    assert [each for each in lines if "AF_INET" in each] == []
