"""One piece of text: how high it is, where its characters are, what is at a point of it."""

import re
from typing import Any

from PySide6.QtCore import QRectF, QTextBoundaryFinder
from PySide6.QtGui import QTextLayout, QTextLine

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.transcript.pieces import Piece, slice_units, units
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_layout import (
    SHOWN,
    TAB,
    WIDE,
    Shape,
    laid_out,
    line_height,
)

_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BREAKS = re.compile("[\n\x0b\x0c\x85\u2028\u2029\t]")


class TextBox:
    """Knows its height without a QTextLayout where it can, and may drop it when out of sight.

    `x` and `y` are set by the item that holds it, in pixels from the item's corner.
    """

    def __init__(
        self, sheet: Sheet, face: Face, piece: Piece, *, wrap: bool = True, align: str = ""
    ) -> None:
        self.sheet = sheet
        self.face = face
        self.piece = piece
        self.wrap = wrap
        self.x = 0.0
        self.y = 0.0
        self.height = 0
        self.rtl = wrap and is_rtl(piece.text)
        self._align = align
        self._turns = not piece.text.isascii() and bool(_TURNS.search(piece.text))
        self._width = -1.0
        self._natural = -1.0
        self._layout: QTextLayout | None = None

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def length(self) -> int:
        """In UTF-16 units, as all offsets of this class."""
        return units(self.piece.text)

    def natural_width(self) -> float:
        """The width of the text in one line (or of its longest line, where lines stay whole)."""
        if self._natural < 0:
            if self.wrap:
                self._natural = self._advance() + 1
            elif self._is_grid():
                advance = self.sheet.metrics(self.face).horizontalAdvance("m")
                lines = self.text.expandtabs(TAB).split("\n")
                self._natural = advance * max(map(len, lines)) + 1
            else:
                layout = self._laid_out(WIDE)
                widths = (layout.lineAt(each).naturalTextWidth() for each in _lines(layout))
                self._natural = max(widths, default=0.0)
        return self._natural

    def lay_out(self, width: float) -> int:
        """The height at a width, in whole pixels."""
        if width == self._width:
            return self.height
        self._width = width
        self._layout = None
        if self.wrap and self._fits_a_line(width):
            self.height = self.sheet.pitch(self.face)
        elif self._is_grid():
            self.height = self.sheet.pitch(self.face) * (self.text.count("\n") + 1)
        else:
            self._laid_out(width)
        return self.height

    def restyle(self) -> None:
        """Fonts or colours changed: everything measured is void."""
        self._width = self._natural = -1.0
        self._layout = None

    def recolour(self, piece: Piece) -> None:
        """The same text with other runs of colour."""
        self.piece = piece
        self._layout = None

    def release(self) -> None:
        self._layout = None

    @property
    def is_laid_out(self) -> bool:
        return self._layout is not None

    def layout(self) -> QTextLayout:
        """For painting; made again if it was released."""
        return self._laid_out(self._width)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Where a range lies, in the item's pixels: one rectangle a line, more where it turns."""
        layout = self.layout()
        found: list[QRectF] = []
        pitch = self.sheet.pitch(self.face)
        top = self.y
        for number in _lines(layout):
            line = layout.lineAt(number)
            height = line_height(line.height(), pitch)
            low, high = max(start, line.textStart()), min(end, _line_end(line))
            if low < high:
                for left, right in self._stretches(line, low, high):
                    found.append(QRectF(self.x + left, top, right - left, height))
            top += height
        return found

    def offset_at(self, x: float, y: float) -> int:
        """The place between two characters that is nearest to a point of the item."""
        line = self._line_at(y)
        if line is None:
            return 0
        place = int(line.xToCursor(x - self.x))
        end = _line_end(line)
        if place >= end > line.textStart() and self._shown_at(end - 1) == "\u2028":
            return end - 1
        return place

    def href_at(self, x: float, y: float) -> str:
        if not any(run.href for run in self.piece.runs):
            return ""
        for run in self.piece.runs:
            if run.href and any(
                rect.contains(x, y) for rect in self.rects(run.start, run.start + run.length)
            ):
                return run.href
        return ""

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word around an offset; between words, the single character that follows."""
        text = self.text
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
        finder.setPosition(offset)
        start = offset if finder.isAtBoundary() else finder.toPreviousBoundary()
        finder.setPosition(offset)
        end = finder.toNextBoundary()
        if slice_units(text, start, end).strip() or start == 0:
            return max(start, 0), max(end, start)
        finder.setPosition(start)
        return max(finder.toPreviousBoundary(), 0), start

    def line_at(self, offset: int) -> tuple[int, int]:
        """The line of the source around an offset."""
        start, place = 0, 0
        for line in self.text.split("\n"):
            end = place + units(line)
            if offset <= end:
                return place, end
            start, place = place, end + 1
        return start, self.length

    def slice(self, start: int, end: int) -> str:
        return slice_units(self.text, start, end)

    def baseline(self) -> float:
        """Of the first line, in the item's pixels."""
        metrics = self.sheet.metrics(self.face)
        room = self.sheet.pitch(self.face) - metrics.height()
        return self.y + room / 2 + metrics.ascent()

    def _fits_a_line(self, width: float) -> bool:
        text = self.text
        # Beyond Latin a line may be higher than the face's own, so it is measured.
        if len(text) > 240 or (not text.isascii() and max(text) > "\u024f"):
            return False
        return not _BREAKS.search(text) and self.natural_width() <= width

    def _is_grid(self) -> bool:
        """Whole lines of one font in which all letters are equally wide: counting is enough."""
        return not self.wrap and self.face.mono and self.text.isascii()

    def _advance(self) -> float:
        text, place, total = self.text, 0, 0.0
        whole = self.sheet.metrics(self.face)
        for run in self.piece.runs:
            total += whole.horizontalAdvance(slice_units(text, place, run.start))
            metrics = self.sheet.metrics(self.sheet.inline_face(self.face, run.style))
            place = run.start + run.length
            total += metrics.horizontalAdvance(slice_units(text, run.start, place))
        rest = text[place:] if not self.piece.runs else slice_units(text, place, self.length)
        return float(total + whole.horizontalAdvance(rest))

    def _laid_out(self, width: float) -> QTextLayout:
        if self._layout is None:
            shape = Shape(width if self.wrap else WIDE, self.wrap, self.rtl, self._align)
            self._layout, self.height = laid_out(self.sheet, self.face, self.piece, shape)
        return self._layout

    def _line_at(self, y: float) -> QTextLine | None:
        layout = self.layout()
        pitch = self.sheet.pitch(self.face)
        top, found = self.y, None
        for number in _lines(layout):
            found = layout.lineAt(number)
            top += line_height(found.height(), pitch)
            if y < top:
                break
        return found

    def _shown_at(self, offset: int) -> str:
        return slice_units(self.text, offset, offset + 1).translate(SHOWN)

    def _stretches(self, line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
        if not self._turns:
            left, right = _x(line, low), _x(line, high)
            return [(min(left, right), max(left, right))]
        found: list[list[float]] = []
        for place in range(low, high):
            # The trailing edge, or a range that ends where the direction turns would be empty.
            left = _x(line, place)
            right = _first(line.cursorToX(place, QTextLine.Edge.Trailing))
            left, right = min(left, right), max(left, right)
            if found and abs(found[-1][1] - left) < 0.5:
                found[-1][1] = right
            elif found and abs(found[-1][0] - right) < 0.5:
                found[-1][0] = left
            else:
                found.append([left, right])
        return [(left, right) for left, right in found]


def _lines(layout: QTextLayout) -> range:
    return range(layout.lineCount())


def _line_end(line: QTextLine) -> int:
    return int(line.textStart() + line.textLength())


def _x(line: QTextLine, offset: int) -> float:
    return _first(line.cursorToX(offset))


def _first(place: Any) -> float:
    """Qt answers with the place and the offset it belongs to."""
    return float(place[0])
