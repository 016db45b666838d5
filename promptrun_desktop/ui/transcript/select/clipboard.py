"""What was selected, a message, code or a table, on the clipboard."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QByteArray, QMimeData, QObject, QStringListModel, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from promptrun_desktop.text.block import Block, Table
from promptrun_desktop.ui.slices import FIRST_SLICE, WAIT, Slices
from promptrun_desktop.ui.transcript.select.copied import chunks, sources
from promptrun_desktop.ui.transcript.select.flavours import (
    Flavours,
    Writing,
    message_flavours,
    table_flavours,
)
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import Selection

RICH, MARKDOWN, PLAIN = "rich", "markdown", "plain"

# Beyond it, in characters of source, only the source is copied: no word processor takes more.
MOST = 2_000_000
MOST_MESSAGES = 500
_PRIMARY_MOST = 200_000
# Turns to wait for texts that are still being read from disk, about ten seconds.
_PATIENCE = 250


class Clipboard(QObject):
    """`copied` fires when it is there: at once, or after some turns of the loop if it is much."""

    copied = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._slices = Slices(self, FIRST_SLICE)

    @property
    def busy(self) -> bool:
        return self._slices.busy

    def copy_message(self, source: str, blocks: Sequence[Block]) -> None:
        self._put_now(message_flavours(source, blocks))

    def copy_code(self, code: str) -> None:
        self._put_now(Flavours(code))

    def copy_table(self, table: Table) -> None:
        self._put_now(table_flavours(table))

    def copy_text(self, text: str) -> None:
        """Such as an address."""
        self._put_now(Flavours(text))

    def copy_selection(self, selection: Selection, flavour: str = RICH) -> None:
        """`flavour` RICH is all three; the others are one of them as plain text."""
        writing = Writing()
        if self._is_much(selection):
            self._slices.start(self._copy_sources(selection))
            return

        def put() -> None:
            self._put(_only(writing.flavours, flavour))

        self._slices.start(self._steps(selection, writing), put)

    def offer_selection(self, selection: Selection) -> None:
        """For the middle mouse button, where there is such a custom."""
        clipboard = QGuiApplication.clipboard()
        if not clipboard.supportsSelection() or self._size(selection, _PRIMARY_MOST) is None:
            return
        writing = Writing()
        for _ in writing.steps(chunks(self._page, selection)):
            pass
        if writing.flavours.plain:
            clipboard.setText(writing.flavours.plain, QClipboard.Mode.Selection)

    def _steps(self, selection: Selection, writing: Writing) -> Iterator[object]:
        yield from self._loaded(selection)
        yield from writing.steps(chunks(self._page, selection))

    def _copy_sources(self, selection: Selection) -> Iterator[object]:
        yield from self._loaded(selection)
        texts: list[str] = []
        for text in sources(self._page, selection):
            if text:
                texts.append(text)
            yield None
        whole = "\n\n".join(texts)
        self._put(Flavours(whole, markdown=whole))

    def _loaded(self, selection: Selection) -> Iterator[object]:
        """A conversation is read in slices: what is not there yet will be soon."""
        patience = _PATIENCE
        last = min(selection.end.message, self._page.count() - 1)
        for message in range(selection.start.message, last + 1):
            while patience and message < self._page.count() and not self._page.is_loaded(message):
                patience -= 1
                yield WAIT

    def _is_much(self, selection: Selection) -> bool:
        messages = selection.end.message - selection.start.message + 1
        return messages > MOST_MESSAGES or self._size(selection, MOST) is None

    def _size(self, selection: Selection, most: int) -> int | None:
        """Characters of the messages that are touched, None beyond `most`."""
        size = 0
        for text in sources(self._page, selection):
            size += len(text)
            if size > most:
                return None
        return size

    def _put_now(self, flavours: Flavours) -> None:
        self._slices.cancel()
        self._put(flavours)

    def _put(self, flavours: Flavours) -> None:
        put(flavours)
        self.copied.emit()


def put(flavours: Flavours) -> None:
    """On the clipboard of the system, in one piece."""
    if not (flavours.html or flavours.markdown):
        QGuiApplication.clipboard().setText(flavours.plain)
        return
    mime = _made_by_qt()
    mime.setText(flavours.plain)
    if flavours.html:
        document = f'<html><head><meta charset="utf-8"></head><body>\n{flavours.html}</body></html>'
        mime.setData("text/html", QByteArray(document.encode()))
    if flavours.markdown:
        mime.setData("text/markdown", QByteArray(flavours.markdown.encode()))
    QGuiApplication.clipboard().setMimeData(mime)


def _made_by_qt() -> QMimeData:
    """Qt reads what is on the clipboard once more when the program ends, when Python is gone: an
    object of a Python class would end it with a crash. This one was never one."""
    model = QStringListModel([""])
    mime = model.mimeData([model.index(0, 0)])
    mime.clear()
    return mime


def _only(flavours: Flavours, flavour: str) -> Flavours:
    if flavour == MARKDOWN:
        return Flavours(flavours.markdown)
    if flavour == PLAIN:
        return Flavours(flavours.plain)
    return flavours
