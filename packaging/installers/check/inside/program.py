"""The program in its own root, which shares nothing with the desktop's but sockets."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from installers.check.inside.servers import PERSON, TMP, UID, SessionError, wait

ROOT = Path("/app")
HOME = Path("/home") / PERSON
NAME = "promptrun-desktop"
LOG = TMP / "app.log"
_PATH = "/usr/local/bin:/usr/bin:/bin"


def share_sockets() -> None:
    """Must run before anything is started in it."""
    for name in ("proc", "sys", "dev", "tmp", "run"):
        subprocess.run(["mount", "--rbind", f"/{name}", ROOT / name], check=True)


class Program:
    """`session` is what a desktop tells its programs, as environment."""

    def __init__(self, session: dict[str, str]) -> None:
        self._session = session

    def start(self, *command: str, **more: str) -> "subprocess.Popen[bytes]":
        """As the person, with their home; what it says goes to the log."""
        home = {"HOME": str(HOME), "USER": PERSON, "PATH": _PATH, "LANG": "C.UTF-8"}
        environment = [f"{name}={value}" for name, value in (home | self._session | more).items()]
        enter = ["chroot", f"--userspec={UID}:{UID}", "--groups=", str(ROOT)]
        with LOG.open("wb") as log:
            return subprocess.Popen(
                [*enter, "/usr/bin/env", "-i", "--chdir", str(HOME), *environment, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def run(self, *command: str, seconds: float = 60, **more: str) -> str:
        """What it said. Raises SessionError."""
        process = self.start(*command, **more)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise SessionError(f"{command[0]} took longer than {seconds} s\n{said(20)}") from None
        if code:
            raise SessionError(f"{' '.join(command)} ended with {code}\n{said(20)}")
        return said()

    def wait_for_end(self) -> None:
        wait("the end of the program", lambda: not running())


def running() -> list[int]:
    """Its processes, of whatever kind."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if (each / "exe").readlink().name.startswith(NAME):
                found.append(int(each.name))
        except OSError:  # it ended, or is the kernel's
            continue
    return sorted(found)


def said(lines: int = 0) -> str:
    """Raises SessionError for what a program that works does not say."""
    text = LOG.read_text(errors="replace")
    return "\n".join(text.splitlines()[-lines:]) if lines else text


def check_log() -> None:
    """Raises SessionError for an error that nobody saw."""
    text = said()
    if match := re.search(r"Traceback|error while loading shared|Fatal Python|QPainter::", text):
        raise SessionError(f"it said {match[0]}\n" + "\n".join(text.splitlines()[-20:]))


def settle(look: Callable[[], object], seconds: float = 20.0) -> None:
    """Until it answers the same twice, a moment apart. Raises SessionError."""
    before, end = look(), time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.3)
        if (now := look()) == before:
            return
        before = now
    raise SessionError("what is shown does not come to rest")
