"""The operation that everything absolute is measured in: Qt's own Markdown, on 2 KB."""

import statistics
import time

from PySide6.QtGui import QTextDocument

from benchmarks.corpus import answer

WIDTH = 760
# Bounds in ms are stated for a machine that needs this many for the operation.
STATED_MS = 0.5


def reference_ms(times: int = 41) -> float:
    """CPU ms of this thread to parse and lay out a fixed answer: the median of many.

    Needs a QGuiApplication.
    """
    text, taken = answer(2_000), []
    for _ in range(times):
        start = time.thread_time()
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setMarkdown(text)
        document.setTextWidth(WIDTH)
        document.size()
        taken.append(time.thread_time() - start)
    return statistics.median(taken) * 1000


class Reference:
    """Asked for again in the course of a measurement: a machine may slow down in between."""

    def __init__(self) -> None:
        reference_ms(5)
        self._found = [reference_ms()]

    def again(self, times: int = 41) -> None:
        self._found.append(reference_ms(times))

    @property
    def ms(self) -> float:
        return statistics.median(self._found)

    def scaled(self, ms: float) -> float:
        """A bound stated in ms, for this machine."""
        return ms * self.ms / STATED_MS
