"""The process that draws formulas: started when one is needed, ended when none is for a while.

A process, not a thread: a formula is 10 to 100 ms of Python, and while that holds the interpreter's
lock every call of the window's thread waits for its turn; and a thread can not be ended.
"""

import json
import subprocess

from promptrun_desktop.services.own_process import command, start
from promptrun_desktop.text.formula import LONGEST, Outline

PURPOSE = "--draw-formulas"
# Of a document: beyond it those that come again are drawn again.
_MOST_KEPT = 2000


class Typesetter:
    """Blocks until it has an answer: for a worker thread, or a process of its own, alone."""

    # Formulas it may end at; who sends more of them wants the machine, not mathematics.
    MOST_ENDS = 5

    def __init__(self, words: list[str] | None = None) -> None:
        self._words = words or command(PURPOSE)
        self._process: subprocess.Popen[bytes] | None = None
        self._ends = 0

    def outline(self, latex: str, display: bool) -> Outline | None:
        """None where the formula cannot be drawn, or took too long."""
        if self._ends >= self.MOST_ENDS:
            return None
        try:
            value = json.loads(self._answer(json.dumps([latex, display])))
            if value is None:
                return None
            width, ascent, descent, commands, places = value
            return Outline(width, ascent, descent, commands, tuple(places))
        except (OSError, ValueError):
            self._ends += 1
            self.close()
            return None

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # Waits for it and closes the pipes.
            process.communicate()

    def _answer(self, question: str) -> bytes:
        """Nothing where the process came to its end."""
        if self._process is None:
            self._process = start(self._words)
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(question.encode("ascii") + b"\n")
        process.stdin.flush()
        return process.stdout.readline()


class Drawing:
    """Formulas for documents: each is drawn once, and what ends the process is not tried again."""

    def __init__(self, typesetter: Typesetter | None = None) -> None:
        self._typesetter = typesetter or Typesetter()
        self._kept: dict[tuple[str, bool], Outline | None] = {}

    def __call__(self, latex: str, display: bool) -> Outline | None:
        if len(latex) > LONGEST:
            return None
        key = (latex, display)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = self._typesetter.outline(latex, display)
        return self._kept[key]

    def close(self) -> None:
        self._typesetter.close()
