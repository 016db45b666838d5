"""A conversation as PDF: text that can be selected, an outline, links that are safe."""

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPainter, QPdfWriter

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.ui.documents.emoji import EmojiPictures
from promptrun_desktop.ui.documents.foot import Foot
from promptrun_desktop.ui.documents.pages import lay_out
from promptrun_desktop.ui.documents.paper import PER_INCH, PageSize, local_paper, qt_size
from promptrun_desktop.ui.documents.pdf_binding import Leaf, bind
from promptrun_desktop.ui.documents.pdf_ink import PdfInk
from promptrun_desktop.ui.documents.press import Press

# What is left when all pages are drawn: feet, outline, links.
_DRAWN = 0.8


def render(content: Content, labels: Labels, draw: Draw) -> bytes:
    """As formats do. Needs a QGuiApplication, on whatever platform; `draw` may block."""
    stream = BytesIO()
    write(stream, content, labels, draw)
    return stream.getvalue()


def write(
    stream: BinaryIO,
    content: Content,
    labels: Labels,
    draw: Draw,
    paper: PageSize | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> int:
    """The number of pages. `progress` is told the share that is done, 0 to 1; what it raises ends
    the work, with nothing written."""
    paper = paper or local_paper()
    leaves: list[Leaf] = []
    emoji = EmojiPictures()
    # Programs show it where nothing but a line of text is expected.
    title = one_line(content.title)
    with Sheets(title, paper) as body:
        for page in lay_out(
            content, labels, draw, paper, progress=lambda part: progress(part * _DRAWN)
        ):
            if page is not None:
                ink = PdfInk(body.next_page(), emoji)
                page.paint_body(ink)
                leaves.append(Leaf(page.headings, page.links, ink.said, []))
    with Sheets(title, paper) as feet:
        foot = Foot(Press(labels, draw, paper), content.title)
        for number, leaf in enumerate(leaves, 1):
            ink = PdfInk(feet.next_page(), emoji)
            foot.paint(ink, number, len(leaves))
            leaf.said_below.extend(ink.said)
    bind(
        stream,
        body.file,
        feet.file,
        leaves,
        paper,
        title,
        labels,
        lambda part: progress(_DRAWN + part * (1 - _DRAWN)),
    )
    progress(1.0)
    return len(leaves)


class Sheets:
    """A file of Qt's while it is painted, page by page; `file` when it is done."""

    def __init__(self, title: str, paper: PageSize) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QBuffer.OpenModeFlag.ReadWrite)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(PER_INCH)
        self._writer.setPageSize(qt_size(paper))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(title)
        self._painter = QPainter(self._writer)
        self._fresh = True
        self.file = b""

    def next_page(self) -> QPainter:
        if not self._fresh:
            self._writer.newPage()
        self._fresh = False
        return self._painter

    def __enter__(self) -> "Sheets":
        return self

    def __exit__(self, *_error: object) -> None:
        self._painter.end()
        self.file = bytes(self._buffer.data().data())
        self._buffer.close()
