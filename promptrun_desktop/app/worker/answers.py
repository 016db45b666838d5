"""What the process that does long work tells the window's."""

import json
import os
import time
from typing import Any

from promptrun_desktop.domain.errors import ErrorKind

# Seconds: nobody sees more than that.
PACE = 0.05


class Answers:
    """`output` is a descriptor. One that nobody reads any more is no trouble of the job."""

    def __init__(self, output: int) -> None:
        self._output = output
        self._next = 0.0

    def progress(self, done: int, total: int) -> None:
        """Call as often as you like."""
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + PACE
            self._tell({"progress": [done, total]})

    def done(self, facts: dict[str, Any]) -> None:
        self._tell({"done": facts})

    def failed(self, kind: ErrorKind, detail: str = "") -> None:
        self._tell({"failed": kind.value, "detail": detail})

    def _tell(self, value: object) -> None:
        line = json.dumps(value).encode("ascii") + b"\n"
        try:
            while line:
                line = line[os.write(self._output, line) :]
        except OSError:
            return
