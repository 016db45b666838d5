"""Files that a person opens with the app: each is shown before anything of it comes in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from promptrun_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    # The window is painted before what a chat needs is imported.
    from promptrun_desktop.ui.sharing.sharing import Sharing

# More at a time than anybody looks through; another program of the person's could send thousands.
MOST = 20
# Dialogs that are in the way and lose nothing by closing: what was changed there applies already.
_CLOSED = ("preferences",)


class Opening(QObject):
    """One after the other, in the order they came. They wait until the chats are open, for long
    work, and for the dialog that a person is busy with."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._awaited: QDialog | None = None
        self._sharing: Sharing | None = None

    def open(self, path: str | Path) -> None:
        """From outside, so it may be anything. What waits already is not looked at twice."""
        file = Path(path)
        if self._sharing is not None and self._sharing.awaits_file:
            # The dialog that asks for a file, perhaps since the last one was no good.
            self._sharing.open(self._window, file)
        elif file not in self._waiting and len(self._waiting) < MOST:
            self._waiting.append(file)
            self._go_on()

    def serve(self, sharing: "Sharing") -> None:
        """The chats are open now: these are the person's own."""
        self._sharing = sharing
        sharing.freed.connect(self._soon)
        self._go_on()

    def pause(self) -> None:
        """The chats are not open any more."""
        self._sharing = None

    def _go_on(self) -> None:
        if self._sharing is None or self._window.is_closed or not self._waiting:
            return
        busy = QApplication.activeModalWidget()
        if isinstance(busy, QDialog):
            self._await(busy)
        elif not self._sharing.is_busy:
            self._sharing.open(self._window, self._waiting.pop(0))

    def _await(self, dialog: QDialog) -> None:
        if dialog is not self._awaited:
            self._awaited = dialog
            dialog.finished.connect(self._after_dialog)
            dialog.destroyed.connect(self._after_dialog)
        if dialog.objectName() in _CLOSED:
            dialog.close()

    def _after_dialog(self) -> None:
        self._awaited = None
        self._soon()

    def _soon(self) -> None:
        """Another dialog may follow the one that closes, other work that which ends."""
        QTimer.singleShot(0, self, self._go_on)
