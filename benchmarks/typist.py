"""Someone who types at an even pace, whatever the window is busy with."""

import threading
import time

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

SECONDS_A_KEY = 0.08
# Then the line is deleted again, letter by letter: the box stays as high as it is.
_LINE = 30
_NONE = Qt.KeyboardModifier.NoModifier


class Typist(QObject):
    """`taken` are wall ms from when a key was due to the end of the turn that painted it.

    A thread posts the keys, as a window system would: a busy window makes them wait.
    """

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__()
        self.taken: list[float] = []
        self._box = box
        self._due: list[float] = []
        self._handled: list[float] = []
        self._painted = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._type, name="typist", daemon=True)
        box.installEventFilter(self)
        box.viewport().installEventFilter(self)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._on_turn)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()
        self._box.removeEventFilter(self)
        self._box.viewport().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self._box and self._due:
            self._handled.append(self._due.pop(0))
        elif event.type() == QEvent.Type.Paint and self._handled:
            self._painted = True
        return False

    def _on_turn(self) -> None:
        if self._painted:
            now = time.perf_counter()
            self.taken += [(now - due) * 1000 for due in self._handled]
            self._handled.clear()
            self._painted = False

    def _type(self) -> None:
        begun, number = time.perf_counter(), 0
        while not self._stop.is_set():
            number += 1
            due = begun + number * SECONDS_A_KEY
            time.sleep(max(0.0, due - time.perf_counter()))
            self._due.append(due)
            back = number // _LINE % 2 == 1
            key = Qt.Key.Key_Backspace if back else Qt.Key.Key_A
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, _NONE, "\b" if back else "a")
                QCoreApplication.postEvent(self._box, event)
