"""Binds the keeping of chats to the notices of their page, and asks which copy to restore."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.copies import Copy, Restored
from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.services.keeping import Keeping
from promptrun_desktop.ui.copies_dialog import CopiesDialog
from promptrun_desktop.ui.keeping_words import KeepingWords
from promptrun_desktop.ui.notice_bar import Notice


class KeepingBinder(QObject):
    """`restored` fires when chats came back. `tell` shows an error with what helps, `show` a
    notice; both are on `page`."""

    restored = Signal()

    def __init__(
        self,
        keeping: Keeping,
        page: QWidget,
        tell: Callable[[AppError], object],
        show: Callable[[Notice], object],
    ) -> None:
        super().__init__(page)
        self._keeping = keeping
        self._page = page
        self._tell = tell
        self._show = show
        self._words = KeepingWords()
        for undo in (
            keeping.damaged.connect(self._on_damaged),
            keeping.uncopied.connect(self._on_uncopied),
            keeping.restored.connect(self._on_restored),
            keeping.listed.connect(self._ask),
            keeping.failed.connect(tell),
        ):
            self.destroyed.connect(undo)

    def choose_copy(self) -> None:
        """Ask which copy shall be looked through."""
        self._keeping.list_copies()

    def _ask(self, copies: Sequence[Copy]) -> None:
        dialog = CopiesDialog(copies, self._page)
        dialog.chosen.connect(self._keeping.restore)
        dialog.open()

    def _on_damaged(self) -> None:
        self._tell(StoreError(ErrorKind.STORE_DAMAGED))

    def _on_uncopied(self, error: AppError) -> None:
        if error.kind is ErrorKind.DISK_FULL:
            self._show(self._words.uncopied())

    def _on_restored(self, restored: Restored) -> None:
        self.restored.emit()
        self._show(self._words.restored(restored))
