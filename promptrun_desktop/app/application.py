"""The Qt application, which hears of files where the system tells by an event (macOS)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Files that come before anybody listens are kept.

    An event filter would do as well, but every event of the app would pass through it.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._early: list[str] = []
        self._opened: Callable[[str], object] = self._early.append

    def listen(self, opened: Callable[[str], object]) -> None:
        """`opened` hears of each path from now on, and of those that came before."""
        self._opened = opened
        early, self._early = self._early, []
        for path in early:
            opened(path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            # An address that is no file has no path: the app opens none.
            if path := event.file():
                self._opened(path)
            return True
        return super().event(event)
