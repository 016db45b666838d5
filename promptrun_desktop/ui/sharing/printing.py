"""Has a wished document printed: its content is made first, then the system asks for a printer."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.transfer import Composed, Transfer
from promptrun_desktop.ui.documents.printing import Printing
from promptrun_desktop.ui.export_labels import export_labels
from promptrun_desktop.ui.sharing.scope import Wish


class DocumentPrinting(QObject):
    def __init__(self, transfer: Transfer, page: QWidget) -> None:
        super().__init__(page)
        self._transfer = transfer
        self.printing = Printing(page)
        self._waiting = ""
        page.destroyed.connect(transfer.composed.connect(self._on_composed))

    def start(self, wish: Wish) -> None:
        (self._waiting,) = wish.scope.ids
        messages = wish.scope.messages or None
        self._transfer.content(self._waiting, messages, wish.options, export_labels())

    def _on_composed(self, composed: Composed) -> None:
        if composed.conversation_id == self._waiting:
            self._waiting = ""
            self.printing.ask(composed.content, export_labels())
