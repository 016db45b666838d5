"""The process that draws formulas: started when one is needed, ended when none is for a while.

A process, not a thread: a formula is 10 to 100 ms of Python, and while that holds the interpreter's
lock every call of the window's thread waits for its turn; and a thread can not be ended.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import promptrun_desktop
from promptrun_desktop.text.formula import Outline

CHILD = "--draw-formulas"
_MODULE = "promptrun_desktop.text.formula_child"
# What starting Python, here or in a packed program, may need; the rest is none of its business.
_PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
)


def command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD]
    return [sys.executable, "-m", _MODULE]


class Typesetter:
    """Blocks until it has an answer: for a worker thread alone."""

    # Formulas it may end at; who sends more of them wants the machine, not mathematics.
    MOST_ENDS = 5

    def __init__(self, words: list[str] | None = None) -> None:
        self._words = words or command()
        self._process: subprocess.Popen[str] | None = None
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

    def _answer(self, question: str) -> str:
        """An empty line where the process came to its end."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  our own words, and no shell
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                # Where the package is found, however this program was started.
                cwd=Path(promptrun_desktop.__file__).parent.parent,
                text=True,
                encoding="ascii",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return process.stdout.readline()
