"""A table as a card: head row, hairlines, columns that fit, cells that wrap."""

import sys
from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from promptrun_desktop.text.block import Block, Span, Table
from promptrun_desktop.ui.transcript.code_card import RADIUS, top_rounded
from promptrun_desktop.ui.transcript.columns import fitted
from promptrun_desktop.ui.transcript.item import Item, Marks
from promptrun_desktop.ui.transcript.pieces import Piece, pieces
from promptrun_desktop.ui.transcript.sheet import CELL, HEAD_CELL, Face, Sheet
from promptrun_desktop.ui.transcript.side_scroll import BAR, SideScroll
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box

_PAD = 14
_RISE = 6
Row = tuple[tuple[Span, ...], ...]


class TableCard(Item):
    """Boxes are the cells, row by row; `columns` of each row, the head first."""

    def __init__(self, sheet: Sheet, block: Table) -> None:
        super().__init__(sheet, block)
        self.table = block
        self.side = SideScroll()
        self.columns = max(1, len(block.head))
        self._widths: list[int] = []
        self._tops: list[int] = []
        self.boxes = self._row(block.head, HEAD_CELL)
        for row in block.rows:
            self.boxes += self._row(row, CELL)

    def show(self, block: Block) -> bool:
        if not isinstance(block, Table) or block.head != self.table.head:
            return False
        if block.alignments != self.table.alignments:
            return False
        same = 0
        for old, new in zip(self.table.rows, block.rows, strict=False):
            if old != new:
                break
            same += 1
        del self.boxes[self.columns * (same + 1) :]
        for row in block.rows[same:]:
            self.boxes += self._row(row, CELL)
        self.block = self.table = block
        self.frame.show(block)
        return True

    def place(self) -> int:
        pad, rise = self.sheet.px(_PAD), self.sheet.px(_RISE)
        natural = [
            max(box.natural_width() for box in self.boxes[column :: self.columns])
            for column in range(self.columns)
        ]
        room = self.frame.inner - 2 - 2 * pad * self.columns
        self._widths = fitted(natural, room, self.sheet.px(56))
        self.side.set_sizes(sum(self._widths) + 2 * pad * self.columns, self.frame.inner - 2)
        self._tops, top = [], 0
        for first in range(0, len(self.boxes), self.columns):
            self._tops.append(top)
            top += self._place_row(first, top + rise) + 2 * rise + 1
        self._tops.append(top)
        height = top + (BAR if self.side.needed else 0)
        self.side.set_area(QRectF(self.frame.left + pad, top, self.frame.inner - 2 * pad, BAR))
        return height

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        self.frame.paint(painter, self.height, self.gap, self.first_baseline())
        card = self._card()
        edge = card.adjusted(0.5, 0.5, -0.5, -0.5)
        line = self.sheet.colour("line")
        head = QRectF(edge.left(), edge.top(), edge.width(), self._tops[1] - 1)
        painter.fillPath(top_rounded(head), self.sheet.colour("code"))
        for top in self._tops[1:-1]:
            if clip.top() - 1 <= top <= clip.bottom() + 1:
                painter.fillRect(QRectF(card.left() + 1, top - 1, card.width() - 2, 1), line)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        painter.save()
        painter.setClipRect(card.adjusted(1, 1, -1, -1), Qt.ClipOperation.IntersectClip)
        painter.translate(-self.side.offset, 0)
        self.paint_boxes(painter, clip.translated(self.side.offset, 0), marks, hovered)
        painter.restore()
        self.side.paint(painter, self.sheet)

    def paint_boxes(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        first, last = self._row_at(clip.top()), self._row_at(clip.bottom())
        for number in range(first * self.columns, min((last + 1) * self.columns, len(self.boxes))):
            box = self.boxes[number]
            if box.x <= clip.right() and box.x + self._widths[number % self.columns] >= clip.left():
                paint_box(painter, box, clip, marks.get(number), hovered)

    def hit(self, point: QPointF) -> tuple[int, int]:
        return super().hit(point + QPointF(self.side.offset, 0))

    def href_at(self, point: QPointF) -> str:
        return super().href_at(point + QPointF(self.side.offset, 0))

    def nearest_box(self, point: QPointF) -> int:
        first = self._row_at(point.y()) * self.columns
        pad = self.sheet.px(_PAD)
        for number in range(first, first + self.columns):
            if point.x() < self.boxes[number].x + self._widths[number - first] + pad:
                return number
        return first + self.columns - 1

    def _card(self) -> QRectF:
        width = min(self.side.extent, self.side.room) + 2
        left = self.frame.left
        if self.boxes[0].rtl:
            left += self.frame.inner - width
        return QRectF(left, 0, width, self.height)

    def _row_at(self, y: float) -> int:
        rows = len(self._tops) - 1
        return min(max(0, bisect_right(self._tops, y) - 1), rows - 1)

    def _place_row(self, first: int, top: int) -> int:
        pad = self.sheet.px(_PAD)
        x = self._card().left() + 1 + pad
        height = 0
        for number, width in enumerate(self._widths):
            box = self.boxes[first + number]
            box.x, box.y = x, top
            height = max(height, box.lay_out(width))
            x += width + 2 * pad
        return height

    def _row(self, cells: Row, face: Face) -> list[TextBox]:
        """As many cells as the head has: a short row is filled, a long one is cut (GFM)."""
        made = []
        for column in range(self.columns):
            spans = cells[column] if column < len(cells) else ()
            after = "\n" if column == self.columns - 1 else "\t"
            align = self.table.alignments[column] if column < len(self.table.alignments) else ""
            whole = pieces(spans, sys.maxsize)[0]
            piece = Piece(whole.text, whole.runs, after)
            made.append(TextBox(self.sheet, face, piece, align=align))
        return made
