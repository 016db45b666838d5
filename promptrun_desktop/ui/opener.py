"""The one door to the browser: foreign links are shown as they are and asked about first."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from promptrun_desktop.ui.link_question import LinkQuestion, RefusedLink
from promptrun_desktop.ui.links import Link, read_link
from promptrun_desktop.ui.translation import translate


def unopened(address: str) -> str:
    """The sentence for `failed`; the address in it can be read off and typed elsewhere."""
    words = translate("LinkOpener", "No program on this computer would open {address}")
    return words.replace("{address}", address)


class LinkOpener(QObject):
    """`failed` carries the address that no program would open."""

    failed = Signal(str)

    def __init__(self, parent_widget: QWidget) -> None:
        super().__init__(parent_widget)
        self._window = parent_widget

    def open(self, url: str) -> QDialog:
        """Ask, then open; `url` is foreign. Returns the dialog, which closes by itself."""
        link = read_link(url)
        if link is None:
            dialog: QDialog = RefusedLink(self._window)
        else:
            dialog = LinkQuestion(link, self._window)
            dialog.accepted.connect(lambda: self._launch(link))
        dialog.open()
        return dialog

    def open_trusted(self, url: str) -> None:
        """For addresses that stand in our own code."""
        link = read_link(url)
        if link is None:
            raise ValueError("not an address")
        self._launch(link)

    def open_folder(self, folder: Path) -> None:
        self._open_local(folder)

    def open_document(self, path: Path) -> None:
        """For a file that this app has just written, with what the person's system has for it."""
        self._open_local(path)

    def _open_local(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(str(path))

    def _launch(self, link: Link) -> None:
        if not QDesktopServices.openUrl(link.url):
            self.failed.emit(link.address)
