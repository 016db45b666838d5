"""Holds the window back from closing on work that is under way, until a person decided."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.transfer import Transfer, Work
from promptrun_desktop.ui.sharing.closing_question import ClosingQuestion


class Closing(QObject):
    def __init__(self, transfer: Transfer, page: QWidget) -> None:
        super().__init__(page)
        self._transfer = transfer
        self._page = page
        self._close: Callable[[], object] | None = None
        page.destroyed.connect(transfer.ended.connect(self._on_ended))

    def asks(self, close: Callable[[], object]) -> bool:
        """Whether it is asked; `close` is called when it may be. What is only looked at is let
        go of."""
        running = self._transfer.running
        if running is None or running is Work.LOOK:
            return False
        question = ClosingQuestion(self._doing(running), self._page.window())
        question.stop_wanted.connect(lambda: self._stop(close))
        question.wait_wanted.connect(lambda: self._wait(close))
        question.open()
        return True

    def _stop(self, close: Callable[[], object]) -> None:
        self._transfer.cancel()
        close()

    def _wait(self, close: Callable[[], object]) -> None:
        if self._transfer.running is None:
            close()
        else:
            self._close = close

    def _on_ended(self, _work: Work) -> None:
        close, self._close = self._close, None
        if close is not None:
            close()

    def _doing(self, work: Work) -> str:
        if work is Work.BRING:
            return self.tr(
                "Chats are still coming in. Those that came stay; the others come in when you "
                "bring the file again."
            )
        if work is Work.BACK_UP:
            return self.tr("Your chats are still being backed up.")
        return self.tr("Your chats are still being saved.")
