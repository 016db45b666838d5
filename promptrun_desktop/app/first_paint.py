"""How long from the start of the process to the first painted window."""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

# Milliseconds after which a desktop that shows no window is not waited for.
PATIENCE = 1000


class FirstPaint(QObject):
    """`milliseconds` since the process began, once the window has painted; None before.

    Where the system does not tell when a process began, it counts from the first import.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.milliseconds: float | None = None
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.milliseconds is None:
            self.milliseconds = round(age_ms(), 1)
            self._window.removeEventFilter(self)
            self.painted.emit()
        return False

    def wait(self) -> None:
        """Until the window is on the screen; what is imported next would keep it from there."""
        limit = QTimer(singleShot=True, interval=PATIENCE)
        limit.start()
        while self.milliseconds is None and limit.isActive():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


_IMPORTED = time.monotonic()


def age_ms() -> float:
    """How old this process is, in milliseconds (steps of 10 on Linux)."""
    if sys.platform.startswith("linux"):
        # proc(5): field 22 of stat is the start in clock ticks after boot; the name may hold
        # spaces and stands in brackets.
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
    return (time.monotonic() - _IMPORTED) * 1000
