"""Print: what will be on the pages, before the system asks for a printer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.documents import Options
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.document_dialog import DocumentDialog
from promptrun_desktop.ui.sharing.scope import Scope, Wish
from promptrun_desktop.ui.translation import translate


class PrintDialog(DocumentDialog):
    def __init__(
        self,
        look: Look,
        scopes: Sequence[Scope],
        scope: Scope,
        options: Options,
        preview: QWidget,
        window: QWidget,
    ) -> None:
        title, go = translate("PrintDialog", "Print"), translate("PrintDialog", "Print…")
        wish = Wish(scope, "pdf", options)
        super().__init__(look, title, go, wish, scopes, preview, window)
        self.setObjectName("print_dialog")
