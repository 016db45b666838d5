"""Fills the preview of a dialog with what the wished document will look like."""

from PySide6.QtCore import QObject

from promptrun_desktop.services.beginning import beginning
from promptrun_desktop.services.transfer import Composed, Transfer
from promptrun_desktop.ui.documents.preview import Preview
from promptrun_desktop.ui.export_labels import export_labels
from promptrun_desktop.ui.sharing.document_dialog import DocumentDialog
from promptrun_desktop.ui.sharing.forms import AS_PAGES, AS_TEXT
from promptrun_desktop.ui.sharing.scope import Wish


class Composing(QObject):
    """Lives as long as its dialog. Of many chats one is shown: the first, or a sample."""

    def __init__(
        self, transfer: Transfer, dialog: DocumentDialog, preview: Preview, sample: str
    ) -> None:
        super().__init__(dialog)
        self._transfer = transfer
        self._dialog = dialog
        self._preview = preview
        self._sample = sample
        self._labels = export_labels()
        self._wish = dialog.wish
        self._pages = (0, False)
        self._page = 1
        dialog.changed.connect(self._ask)
        preview.counted.connect(self._on_counted)
        preview.moved.connect(self._on_moved)
        dialog.destroyed.connect(transfer.composed.connect(self._on_composed))

    def _ask(self, wish: Wish) -> None:
        self._wish = wish
        if not self._dialog.shows_preview:
            return
        chat, scope = self._chat(), wish.scope
        if chat:
            self._transfer.content(chat, scope.messages or None, wish.options, self._labels)
        else:
            self._preview.clear()
            self._dialog.set_caption("")

    def _chat(self) -> str:
        scope = self._wish.scope
        return scope.ids[0] if scope.ids else self._sample

    def _on_composed(self, composed: Composed) -> None:
        if composed.conversation_id != self._chat():
            return
        content, form = composed.content, self._wish.form
        self._pages = (0, False)
        if form in AS_TEXT:
            self._preview.show_text(beginning(content, form, self._labels))
        else:
            self._preview.show_content(content, self._labels)
        self._caption()

    def _on_counted(self, pages: int, complete: bool) -> None:
        self._pages = (pages, complete)
        self._caption()

    def _on_moved(self, page: int) -> None:
        self._page = page
        self._caption()

    def _caption(self) -> None:
        if self._wish.scope.is_many:
            text = self.tr("One of these chats")
        elif self._wish.form in AS_TEXT:
            text = self.tr("How it begins")
        elif self._wish.form in AS_PAGES:
            text = self._counted()
        else:
            text = self.tr("Nearly as it will look")
        self._dialog.set_caption(text)

    def _counted(self) -> str:
        """As far as it is known: pages are laid out when they are looked at."""
        pages, complete = self._pages
        if not pages:
            return ""
        text = self.tr("Page {page} of {pages}") if complete else self.tr("Page {page}")
        return text.replace("{pages}", str(pages)).replace("{page}", str(self._page))
