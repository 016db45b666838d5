"""The outermost handlers: what went wrong and where, without a word of what was being handled.

An exception's text may hold a key, a question or an answer, and a stack's variables hold more. So
only the kinds of errors and the places in our code are written down.
"""

import faulthandler
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LARGEST = 256 * 1024


class CrashLog:
    """`errors.txt` and `crash.txt` in the profile's log folder; also printed, where there is a
    terminal."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "errors.txt"
        self._folder = folder

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        qInstallMessageHandler(_on_qt_message)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Kept open for the life of the process: faulthandler writes to its descriptor.
            path = self._folder / "crash.txt"
            self._crash = path.open(_mode(path), encoding="utf-8")
            faulthandler.enable(self._crash)
        except OSError:
            # A profile that cannot be written is told by the store, in words.
            return

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        text = "\n".join(describe(kind, error, trace)) + "\n"
        if sys.stderr is not None:
            print(text, file=sys.stderr, end="")
        try:
            with self._path.open(_mode(self._path), encoding="utf-8") as file:
                file.write(time.strftime("%Y-%m-%d %H:%M:%S ") + text)
        except OSError:
            return


def _mode(path: Path) -> str:
    """Append, or begin anew where the file has grown too large."""
    full = path.exists() and path.stat().st_size > LARGEST
    return "w" if full else "a"


def describe(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> Iterator[str]:
    """One line an error of the chain, one line a place."""
    yield from _place(kind, trace)
    # A chain may lead back to where it began.
    told = {id(error)}
    while error is not None:
        error = error.__cause__ or error.__context__
        if error is None or id(error) in told:
            return
        told.add(id(error))
        yield "after"
        yield from _place(type(error), error.__traceback__)


def _place(kind: type[BaseException], trace: TracebackType | None) -> Iterator[str]:
    yield f"{kind.__module__}.{kind.__qualname__}"
    for frame in traceback.extract_tb(trace):
        yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    # Qt's own warnings may quote what was being drawn; they are of use to developers alone.
    if kind in (QtMsgType.QtFatalMsg, QtMsgType.QtCriticalMsg) and sys.stderr is not None:
        print(f"Qt: {text[:200]}", file=sys.stderr)


def report(_name: str, error: BaseException) -> None:
    """The outermost handler of tasks."""
    sys.excepthook(type(error), error, error.__traceback__)
