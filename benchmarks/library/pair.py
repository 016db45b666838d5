"""The app twice, each with a library of its own, asked the same in turn."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.children import environment
from promptrun_desktop.settings.paths import Profile

_CHUNK = 1 << 22


class Worker:
    """The app in a process of its own; see `benchmarks.library.worker`."""

    def __init__(self, profile: Profile, process: subprocess.Popen[str]) -> None:
        self.profile = profile
        self._process = process
        self._answer()

    def ask(self, what: str, *values: object) -> Any:
        assert self._process.stdin is not None
        print(json.dumps([what, *values]), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the app ended by itself")
        return json.loads(line)


@contextmanager
def working(profile: Profile) -> Iterator[Worker]:
    command = [sys.executable, "-m", "benchmarks.library.worker", str(profile.root)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        yield Worker(profile, process)
        # The end of its input ends it.
        process.communicate()


def warm(folder: Path) -> None:
    """Read every file of it once, so that the system has them in memory, if it has room."""
    for path in sorted(folder.glob("*")):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(_CHUNK):
                    pass
