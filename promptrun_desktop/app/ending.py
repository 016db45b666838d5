"""Ctrl+C in a terminal, and the session manager's request to end, close the window in order."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget


class Ending(QObject):
    """Python runs signal handlers between byte codes only; a byte on a socket wakes Qt for them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._read, self._write = socket.socketpair()
        for each in (self._read, self._write):
            each.setblocking(False)
        self._before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._window = window
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: window.close())

    def _drain(self) -> None:
        try:
            self._read.recv(64)
        except BlockingIOError:
            return
