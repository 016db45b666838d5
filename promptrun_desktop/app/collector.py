"""Collects Python's garbage on the window's thread, and there alone.

Python collects on whatever thread allocates next. A widget in a reference cycle would then be
deleted by the store's or a keyring's thread, and Qt's objects must die on their own.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250
# Net new objects since the last pass of each generation, as in gc.get_count(). The first is
# lower than what a second of streaming makes; a full pass takes 20 ms and waits for many others.
THRESHOLDS = (5_000, 10, 40)


class Collector(QObject):
    """Works as long as its parent lives; automatic collection is off from now on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        QTimer.singleShot(1000, self, self.settle)

    def settle(self) -> None:
        """What is alive once the window is up stays: later passes need not look at it."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > THRESHOLDS[generation]:
                gc.collect(generation)
                return
