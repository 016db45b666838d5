"""Save as…: asks where, in which form, and hands over the translated words."""

from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from promptrun_desktop.services.transfer import Transfer, safe_name
from promptrun_desktop.ui.export_labels import export_labels


class Exporting(QObject):
    """One dialog at a time, shown with open(): nothing else waits for it."""

    def __init__(self, transfer: Transfer, window: QWidget) -> None:
        super().__init__(window)
        self._transfer = transfer
        self._window = window
        self._folder = (
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            or QDir.homePath()
        )

    def ask(self, conversation_id: str, title: str) -> None:
        dialog = QFileDialog(self._window, self.tr("Save this chat as a document"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        filters = {
            self.tr("Web page, opens in any browser (*.html)"): "webpage",
            self.tr("Markdown text (*.md)"): "markdown",
        }
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(self._transfer.suffix_of(filters[chosen])[1:])
        )
        dialog.setDirectory(self._folder)
        dialog.selectFile(safe_name(title or self.tr("Chat"), ".html"))
        dialog.fileSelected.connect(
            lambda name: self._save(
                conversation_id, Path(name), filters.get(dialog.selectedNameFilter(), "webpage")
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, conversation_id: str, path: Path, chosen: str) -> None:
        """The ending of the name decides where it is one we know; else the chosen form does."""
        self._folder = str(path.parent)
        key = self._transfer.format_for(path.suffix) or chosen
        self._transfer.export(conversation_id, path, key, export_labels())
