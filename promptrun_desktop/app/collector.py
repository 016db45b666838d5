"""Collects Python's garbage on the window's thread, and there alone.

Python collects on whatever thread allocates next. A widget in a reference cycle would then be
deleted by the store's or a keyring's thread, and Qt's objects must die on their own.
"""

import gc
from time import thread_time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 250
# Net new objects since the last pass of each generation, as in gc.get_count(). The first is
# lower than what a second of streaming makes; a full pass takes 20 ms and waits for many others.
THRESHOLDS = (5_000, 10, 40)
# A pass over all that a long answer made takes longer than a frame: it waits until the thread had
# hardly anything to do for a second, so many seconds between two passes, but not for ever (in
# passes). What was made does not tell: in a steady stream as much goes as comes.
CALM = 0.005
CALM_TICKS = 4
LONG_WAITS = 1_200
# So many times a pass waits while objects come in a rush, as of a long chat that is being opened:
# its first picture comes before a pass of 20 ms over all that was just made.
WAITS = 4


class Collector(QObject):
    """Works as long as its parent lives; automatic collection is off from now on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._before = gc.get_count()[0]
        self._waited = 0
        self._long_waited = 0
        self._calm = 0
        self._worked = thread_time()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect_in_peace)
        self._timer.start()
        QTimer.singleShot(1000, self, self.settle)

    def settle(self) -> None:
        """What is alive once the window is up stays: later passes need not look at it."""
        gc.collect()
        gc.freeze()

    def collect_in_peace(self) -> None:
        """Not within a rush, but then all the same."""
        now = gc.get_count()[0]
        made = now - self._before
        rush = made > THRESHOLDS[0]
        self._before = now
        self._calm = self._calm + 1 if thread_time() - self._worked < CALM else 0
        if rush and self._waited < WAITS:
            self._waited += 1
        else:
            self._waited = 0
            self.collect(long=self._calm >= CALM_TICKS or self._long_waited >= LONG_WAITS)
            self._before = gc.get_count()[0]
        self._worked = thread_time()

    def collect(self, *, long: bool = True) -> None:
        """`long`: also what was there before the last pass."""
        counts = gc.get_count()
        due = any(counts[each] > THRESHOLDS[each] for each in (1, 2))
        self._long_waited = 0 if long or not due else self._long_waited + 1
        for generation in (2, 1, 0) if long else (0,):
            if counts[generation] > THRESHOLDS[generation]:
                gc.collect(generation)
                return
