"""A page of the guide from top to bottom: headings, texts, lists, tables and pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from promptrun_desktop.text.block import Block, Heading, Item, Paragraph, Span, Table
from promptrun_desktop.ui.help.guide import Page, Picture
from promptrun_desktop.ui.help.picture_view import PictureView
from promptrun_desktop.ui.help.pictures import Pictures
from promptrun_desktop.ui.help.text_block import TextBlock
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.sheet import BODY, HEADINGS, SMALL, Face, Sheet

# A line of text is not longer than in a conversation.
WIDEST = 640
_TITLE = Face(24, bold=True, leading=1.3)
_STEP = 24  # how far the items of a list are set in


class PageView(QWidget):
    """`followed` carries the address of a link of the page."""

    followed = Signal(str)

    def __init__(self, look: Look, sheet: Sheet, pictures: Pictures, page: Page) -> None:
        super().__init__()
        self.setObjectName("help_page")
        self.setAccessibleName(page.title)
        self._look, self._sheet, self._pictures = look, sheet, pictures
        self._texts: list[TextBlock] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._text(_TITLE, (Span(page.title),)))
        before: Block | Picture | None = None
        for part in page.parts:
            self._column.addSpacing(_gap(before, part))
            if isinstance(part, Picture):
                self._column.addWidget(PictureView(look, pictures, part))
            else:
                self._add(part)
            before = part
        self._column.addStretch(1)
        self.fit()

    def fit(self) -> None:
        """Room around the text that grows with it, within reason."""
        side = min(32, self._look.px(20))
        self._column.setContentsMargins(side, 20, side, 24)
        self.setMaximumWidth(self._look.px(WIDEST) + 2 * side)

    def restyle(self) -> None:
        for each in self._texts:
            each.restyle()
        self.fit()

    def mark_found(self, text: str) -> list[QRect]:
        """Where a text stands, given folded, in pixels of this page from the top down."""
        found = []
        for each in self._texts:
            corner = each.mapTo(self, each.rect().topLeft())
            found += [rect.toRect().translated(corner) for rect in each.mark_found(text)]
        return found

    def _add(self, block: Block) -> None:
        match block:
            case Heading(level=level, spans=spans):
                face = HEADINGS[min(max(level, 1), 6) - 1]
                self._column.addWidget(self._text(face, spans))
            case Paragraph(spans=spans):
                self._column.addWidget(
                    self._text(BODY, spans, _marker(block), _STEP * len(block.path))
                )
            case Table():
                self._column.addLayout(self._table(block))
            case _:
                raise TypeError(f"the guide has no {type(block).__name__}")

    def _table(self, table: Table) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column in range(len(table.head)):
            grid.setColumnStretch(column, 3 if column == 0 else 2)
        rows = [(BODY, row) for row in table.rows]
        if any(table.head):
            rows.insert(0, (SMALL, table.head))
        for number, (face, row) in enumerate(rows):
            for column, spans in enumerate(row):
                cell = self._text(face, spans)
                grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _text(
        self, face: Face, spans: Sequence[Span], marker: str = "", indent: int = 0
    ) -> TextBlock:
        text = TextBlock(self._sheet, face, spans, marker, indent)
        text.followed.connect(self.followed)
        self._texts.append(text)
        return text


def _marker(block: Block) -> str:
    """Of the item that begins with this block."""
    last = block.path[-1] if block.path else None
    if not isinstance(last, Item) or not block.opens:
        return ""
    return "•" if last.number is None else f"{last.number}."


def _gap(before: Block | Picture | None, part: Block | Picture) -> int:
    """Pixels between two parts."""
    if isinstance(part, Heading):
        return 28 if part.level <= 2 else 20
    if isinstance(part, Picture) or isinstance(before, Picture):
        return 16
    if before is None or isinstance(before, Heading):
        return 8
    both_items = isinstance(before, Block) and before.path and part.path
    return 4 if both_items else 12
