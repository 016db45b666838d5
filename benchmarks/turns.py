"""What each turn of Qt's event loop costs the window's thread."""

import time
from array import array

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class Turns(QObject):
    """CPU ms of every turn since `clear`: while the loop waits for events it uses none.

    Qt tells when it is about to wait; between two of these moments lies one turn, or more than
    one where something was posted already: then their sum.
    """

    def __init__(self) -> None:
        super().__init__()
        self.taken = array("d")
        self._last = time.thread_time()
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._on_turn)

    def clear(self) -> None:
        self.taken = array("d")

    def _on_turn(self) -> None:
        now = time.thread_time()
        self.taken.append((now - self._last) * 1000)
        # What the counting costs is no part of the next turn.
        self._last = time.thread_time()
