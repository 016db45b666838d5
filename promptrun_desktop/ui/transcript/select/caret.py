"""Where the caret of a keyboard selection goes: by letter, word, line, or to an end."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLine

from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import Spot
from promptrun_desktop.ui.transcript.select.walk import (
    after,
    before,
    box_of,
    next_letter,
    next_word,
)
from promptrun_desktop.ui.transcript.text_box import TextBox


class Caret:
    """Steps are 1 forward, -1 back; at an end of the conversation a spot stays where it is.

    `x` is where the caret wants to be while it goes up and down, in the leaf's pixels.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.x: float | None = None

    def letter(self, spot: Spot, step: int) -> Spot:
        box = box_of(self._page, spot)
        place = next_letter(box.text, spot.offset, step) if box is not None else -1
        return spot._replace(offset=place) if place >= 0 else self._next_box(spot, step)

    def word(self, spot: Spot, step: int) -> Spot:
        box = box_of(self._page, spot)
        if box is not None and spot.offset != (box.length if step > 0 else 0):
            place = next_word(box.text, spot.offset, step)
            if place >= 0:
                return spot._replace(offset=place)
        return self._next_box(spot, step)

    def paragraph(self, spot: Spot, step: int) -> Spot:
        """Its end, or the next one's; back its start, or that of the one before."""
        box = box_of(self._page, spot)
        if box is not None:
            start, end = box.line_at(spot.offset)
            if step > 0 and spot.offset < end:
                return spot._replace(offset=end)
            if step < 0 and spot.offset > start:
                return spot._replace(offset=start)
            if step > 0 and end < box.length:
                return spot._replace(offset=box.line_at(end + 1)[1])
            if step < 0 and start > 0:
                return spot._replace(offset=box.line_at(start - 1)[0])
        other = self._next_box(spot, step)
        box = box_of(self._page, other)
        if box is None or other == spot:
            return spot
        return other._replace(offset=box.line_at(other.offset)[1 if step > 0 else 0])

    def is_rtl(self, spot: Spot) -> bool:
        box = box_of(self._page, spot)
        return box is not None and box.rtl

    def line_end(self, spot: Spot, step: int) -> Spot:
        """The end of the line as it is seen, or its start; the spot has to be seen."""
        box = box_of(self._page, spot)
        line = _line_of(box, spot.offset) if box is not None else None
        if box is None or line is None:
            return spot
        start = line.textStart()
        if step < 0:
            return spot._replace(offset=start)
        end = start + line.textLength()
        if end < box.length:  # behind the last letter of the line it would be in the next one
            end = max(start, next_letter(box.text, end, -1))
        return spot._replace(offset=end)

    def vertical(self, spot: Spot, step: int) -> Spot:
        """One line down or up; the spot has to be seen."""
        box = box_of(self._page, spot)
        if box is None:
            return spot
        line = _line_of(box, spot.offset)
        if self.x is None:
            self.x = box.x + (_x(line, spot.offset) if line is not None else 0)
        layout = box.layout()
        number = line.lineNumber() + step if line is not None else -1
        if 0 <= number < layout.lineCount():
            return spot._replace(offset=_offset(box, layout.lineAt(number), self.x))
        return self._other_leaf(spot, step)

    def _other_leaf(self, spot: Spot, step: int) -> Spot:
        """Cells of one row are side by side: down from one of them is the next row."""
        for other in self._boxes(spot, step):
            if other[:3] == spot[:3] and self._beside(spot, other):
                continue
            self._page.reveal(other)  # so that it is laid out
            leaf = self._page.leaves(other.message, other.part)[other.leaf]
            box = leaf.boxes[other.box]
            y = box.y + 1 if step > 0 else box.y + box.height - 1
            number, offset = leaf.hit(QPointF(self.x or 0, y))
            return other._replace(box=number, offset=offset)
        return spot

    def _beside(self, spot: Spot, other: Spot) -> bool:
        one, two = box_of(self._page, spot), box_of(self._page, other)
        if one is None or two is None:
            return False
        return one.y < two.y + two.height and two.y < one.y + one.height

    def _next_box(self, spot: Spot, step: int) -> Spot:
        return next(self._boxes(spot, step), spot)

    def _boxes(self, spot: Spot, step: int) -> Iterator[Spot]:
        return after(self._page, spot) if step > 0 else before(self._page, spot)


def _line_of(box: TextBox, offset: int) -> QTextLine | None:
    line = box.layout().lineForTextPosition(offset)
    return line if line.isValid() else None


def _x(line: QTextLine, offset: int) -> float:
    place = line.cursorToX(offset)
    return float(place[0]) if isinstance(place, tuple) else float(place)  # type: ignore[arg-type]


def _offset(box: TextBox, line: QTextLine, x: float) -> int:
    place = int(line.xToCursor(x - box.x))
    end = line.textStart() + line.textLength()
    # The place behind a line that goes on is the start of the next one.
    return place if place < end or end >= box.length else max(line.textStart(), end - 1)
