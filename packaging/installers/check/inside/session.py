"""One session of a desktop: the program is started in it, tries itself, and opens a file.

Prints a line of JSON for each step; what is seen goes to the folder /pictures.
"""

import argparse
import json
import os
import re
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from installers.check.inside import servers, windows
from installers.check.inside.pictures import PAINTED
from installers.check.inside.program import (
    HOME,
    ROOT,
    Program,
    check_log,
    running,
    settle,
    share_sockets,
)
from installers.check.inside.servers import BUS_LOG, TMP, SessionError, wait

T = TypeVar("T")
WHOLE = (0, 0, *servers.SIZE)
PICTURES = Path("/pictures")
TITLE = "Promptrun Desktop"
PREVIEW = "Bring my chats"
APP_ID = "ai.promptrun.Desktop"
MIME_TYPE = "application/vnd.promptrun.backup"
_ASKED_KEYRING = re.compile(r"destination=org\.freedesktop\.secrets .*member=(?!Peer)(\w+)")
_STORED = re.compile(r"member=CreateItem")


class Session:
    def __init__(self, kind: str, entry: str, command: str, backup: str, chat: str) -> None:
        self.kind = kind
        self._entry, self._command, self._backup, self._chat = entry, command, backup, chat
        # The chats of one session are still there when the program is removed.
        name = ".local/share/promptrun-desktop" if kind == "x11" else "other"
        self._profile = HOME / name
        share_sockets()
        self._environment = servers.start(kind)
        self._program = Program(self._environment)
        if kind == "wayland":
            wait("weston's own background", lambda: windows.picture().colours(WHOLE) > PAINTED)
        self._background = windows.background()

    def started(self) -> str:
        """By its entry among the programs, as a desktop does it."""
        self._program.run("gio", "launch", self._entry, WAYLAND_DEBUG="client")
        window = self._window()
        colours = self._seen(window, "started")
        if asked := _ASKED_KEYRING.search(BUS_LOG.read_text(errors="replace")):
            raise SessionError(
                f"it asked the password store before the person asked it: {asked[1]}"
            )
        self._end(window)
        return f"“{window.title}”, {colours} colours"

    def tested(self) -> str:
        """Its self-test, whose key must have been in the keyring."""
        place = TMP / self.kind
        report, picture = f"{place}.json", f"{place}.png"
        said = self._program.run(
            self._command,
            "--self-test",
            *("--profile", str(self._profile)),
            *("--report", report, "--screenshot", picture, "--export", f"{place}.md"),
            seconds=240,
        )
        check_log()
        result = json.loads(Path(report).read_text())
        if not result["ok"] or not Path(f"{place}.md").stat().st_size:
            raise SessionError(f"the report is not good: {result}")
        if not _STORED.search(BUS_LOG.read_text(errors="replace")):
            raise SessionError(f"the key was not given to the keyring\n{said}")
        (PICTURES / "self-test.png").write_bytes(Path(picture).read_bytes())
        (PICTURES / "self-test.json").write_bytes(Path(report).read_bytes())
        return f"{len(result['steps'])} steps, painted after {result['first_paint_ms']:.0f} ms"

    def opened(self) -> str:
        """A back-up, by its kind, in the app that runs already."""
        kind = self._program.run("gio", "info", "-a", "standard::content-type", self._backup)
        if MIME_TYPE not in kind:
            raise SessionError(f"a back-up is taken for something else: {kind.strip()}")
        default = self._program.run("xdg-mime", "query", "default", MIME_TYPE).strip()
        if default != f"{APP_ID}.desktop":
            raise SessionError(f"a back-up would be opened by “{default}”")
        self._program.run("gio", "launch", self._entry)
        self._seen(self._window(), "before opening")
        processes = running()
        self._program.run("gio", "open", self._backup)
        preview = wait("the preview", lambda: self._titled(PREVIEW))
        self._seen(preview, "opened")
        windows.press("Return", self._display())
        wait("the chat of the back-up", self._has_arrived)
        if missing := set(processes) - set(running()):
            raise SessionError(f"the app that ran ended: {missing}")
        os.kill(processes[0], signal.SIGTERM)
        self._program.wait_for_end()
        check_log()
        return default

    def _window(self) -> windows.Window:
        wanted = APP_ID if self.kind == "wayland" else self._class()
        window = wait("a window", lambda: next(iter(self._windows()), None))
        if wanted not in window.names or TITLE not in window.title:
            raise SessionError(f"the window is “{window.title}” of {window.names}, not of {wanted}")
        return window

    def _windows(self) -> list[windows.Window]:
        if self.kind == "wayland":
            return windows.of_wayland()
        return windows.of_x11(self._display())

    def _has_arrived(self) -> bool:
        database = ROOT / self._profile.relative_to("/") / "chats.sqlite3"
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as chats:
            titles = chats.execute("SELECT title FROM conversations").fetchall()
        return (self._chat,) in titles

    def _titled(self, title: str) -> windows.Window | None:
        return next((each for each in self._windows() if each.title == title), None)

    def _display(self) -> dict[str, str]:
        return self._environment | {"PATH": os.environ["PATH"]}

    def _class(self) -> str:
        entry = (ROOT / self._entry.lstrip("/")).read_text()
        match = re.search(r"^StartupWMClass=(.*)$", entry, re.MULTILINE)
        return match[1] if match else APP_ID

    def _seen(self, window: windows.Window, name: str) -> int:
        windows.wait_until_painted(window, self._background)
        settle(lambda: windows.picture().rows)
        colours = windows.wait_until_painted(window, self._background)
        windows.shoot(PICTURES / f"{name}.png")
        return colours

    def _end(self, window: windows.Window) -> None:
        """As a person closes it; a session's end is the nearest thing that weston offers."""
        if self.kind == "x11":
            windows.close(window, self._display())
        else:
            os.kill(running()[0], signal.SIGTERM)
        self._program.wait_for_end()
        check_log()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["x11", "wayland"])
    for name in ("--entry", "--command", "--backup", "--chat"):
        parser.add_argument(name, default="")
    parser.add_argument("steps", nargs="+", choices=["started", "tested", "opened"])
    asked = parser.parse_args()
    steps = vars(asked).pop("steps")
    session = _step("session", lambda: Session(**vars(asked)))
    for name in steps if session else []:
        _step(name, getattr(session, name))


def _step(name: str, work: Callable[[], T]) -> T | None:
    """Its result, and a line about it; None where it failed."""
    start, result, fault = time.monotonic(), None, None
    try:
        result = work()
    except Exception as error:  # noqa: BLE001  told to who started this
        fault = str(error) if isinstance(error, SessionError) else traceback.format_exc()
        if name == "session":
            fault += "\n" + servers.SERVERS_LOG.read_text(errors="replace")[-1500:]
        if servers.FRAME.exists():
            windows.shoot(PICTURES / f"{name} failed.png")
    remark = result if isinstance(result, str) else ""
    line = {"name": name, "seconds": time.monotonic() - start, "fault": fault, "remark": remark}
    print(json.dumps(line), flush=True)
    return result


if __name__ == "__main__":
    main()
