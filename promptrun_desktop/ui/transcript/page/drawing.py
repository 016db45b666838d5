"""Painting what is seen: the ground, the cards of questions, the leaves."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.leaves.leaf import Marks
from promptrun_desktop.ui.transcript.leaves.question_card import paint_card
from promptrun_desktop.ui.transcript.page.damage import OVERHANG
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.page.question import Question
from promptrun_desktop.ui.transcript.page.sight import Sight
from promptrun_desktop.ui.transcript.sheet import Sheet


class Drawing:
    """`marks_of` says what is selected, found and hovered in a row."""

    def __init__(
        self, sheet: Sheet, entries: Entries, sight: Sight, marks_of: Callable[[Row], Marks]
    ) -> None:
        self._sheet = sheet
        self._entries = entries
        self._sight = sight
        self._marks_of = marks_of

    def paint(self, painter: QPainter, area: QRect, left: int) -> None:
        """`left` is where the column begins; what is outside `area` is not painted."""
        painter.fillRect(area, self._sheet.colour("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bottom = area.top() - OVERHANG, area.bottom() + 1 + OVERHANG
        last = -1
        for row in self._rows():
            if row.y >= bottom:
                break
            if row.entry != last:
                last = row.entry
                entry = self._entries[last]
                if isinstance(entry, Question):
                    self._paint_card(painter, entry, row, area, left)
            if row.y + row.height <= top:
                continue
            x = left + entry.box_of(row.number)[0]
            painter.translate(x, row.y)
            row.leaf.paint(painter, QRectF(area).translated(-x, -row.y), self._marks_of(row))
            painter.translate(-x, -row.y)

    def _rows(self) -> list[Row]:
        """What is seen, and the leaves above and below it whose letters may reach into it: they
        do where pixels were moved, so they must where all is painted again."""
        rows = self._sight.rows
        if not rows:
            return []
        first, last = rows[0], rows[-1]
        above = self._beside(first, first.number - 1) if first.y > -OVERHANG else []
        return [*above, *rows, *self._beside(last, last.number + 1)]

    def _beside(self, row: Row, number: int) -> list[Row]:
        """A neighbour of a row in its message, if that was painted already."""
        leaves = self._entries[row.entry].leaves or []
        if not 0 <= number < len(leaves) or not leaves[number].holds_layouts:
            return []
        leaf = leaves[number]
        y = row.y - leaf.height if number < row.number else row.y + row.height
        return [Row(row.entry, number, leaf, y, leaf.height)]

    def _paint_card(
        self, painter: QPainter, entry: Question, row: Row, area: QRect, left: int
    ) -> None:
        card = entry.card().translated(left, row.y - entry.tops[row.number])
        if card.intersects(QRectF(area)):
            paint_card(painter, self._sheet, card, QRectF(area), entry.asked)
