"""One piece of text: how high it is, where its characters are, what is at a point of it."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QTextBoundaryFinder
from PySide6.QtGui import QTextLayout, QTextLine

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.pieces import Piece, slice_units, units
from promptrun_desktop.ui.transcript.placed import Placed, Places, places
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_layout import TAB, WIDE, Laid, Row, Shape, laid_out

_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class TextBox:
    """Knows its height without a QTextLayout where it can, and may drop it when out of sight.

    `x` and `y` are set by the item that holds it, in pixels from the item's corner. A formula
    counts as long as its source, drawn or not, and has no places inside once it is drawn.
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
        self.rtl = wrap and is_rtl(piece.prose())
        self._align = align
        self._turns = not piece.text.isascii() and bool(_TURNS.search(piece.text))
        self._width = -1.0
        self._natural = -1.0
        self._places = Places()
        self._laid: Laid | None = None

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def length(self) -> int:
        """In UTF-16 units, as all offsets of this class."""
        return units(self.piece.text)

    def natural_width(self) -> float:
        """The width of the longest line, where lines stay whole."""
        if self._natural < 0:
            if self._is_grid():
                advance = self.sheet.metrics(self.face).horizontalAdvance("m")
                lines = self.text.expandtabs(TAB).split("\n")
                self._natural = advance * max(map(len, lines)) + 1
            else:
                layout = self._laid_out(WIDE).layout
                numbers = range(layout.lineCount())
                widths = (layout.lineAt(each).naturalTextWidth() for each in numbers)
                self._natural = max(widths, default=0.0)
        return self._natural

    def lay_out(self, width: float) -> int:
        """The height at a width, in whole pixels."""
        if width == self._width:
            return self.height
        self._width = width
        self._laid = None
        self._places = places(self.sheet, self.face, self.piece, width)
        if self._is_grid():
            self.height = self.sheet.pitch(self.face) * (self.text.count("\n") + 1)
        else:
            self._laid_out(width)
        return self.height

    def restyle(self) -> None:
        """Fonts or colours changed: everything measured is void."""
        self._width = self._natural = -1.0
        self._laid = None

    def recolour(self, piece: Piece) -> None:
        """The same text with other runs of colour."""
        self.piece = piece
        self._laid = None

    def release(self) -> None:
        self._laid = None

    @property
    def is_laid_out(self) -> bool:
        return self._laid is not None

    def layout(self) -> QTextLayout:
        """For painting; made again if it was released."""
        return self._laid_out(self._width).layout

    @property
    def waits_for(self) -> frozenset[Key]:
        """The formulas whose source is shown until they can be drawn."""
        return self._places.waits_for

    def formulas_came(self, keys: Set[Key]) -> bool:
        """Whether it waited for one of them: then it has to be laid out again."""
        waited = not keys.isdisjoint(self.waits_for)
        if waited:
            self.restyle()
        return waited

    def miss(self, key: Key) -> None:
        """It has room, but was forgotten meanwhile: painted when it comes again."""
        places = self._places
        self._places = replace(places, waits_for=places.waits_for | {key})

    def formulas(self) -> list[tuple[Placed, QPointF]]:
        """Those to be drawn, each with the left end of its baseline in the item's pixels."""
        found = []
        for each in self._places.formulas:
            row = self._row_of(each.start)
            for rect in self.rects(each.start, each.end)[:1]:
                found.append((each, QPointF(rect.left(), self.y + row.baseline)))
        return found

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The range with the whole of each drawn formula of which it has a part."""
        return self._places.whole(start, end)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Where a range lies, in the item's pixels: one rectangle a line, more where it turns."""
        laid = self._laid_out(self._width)
        start, end = self.whole(start, end)
        found: list[QRectF] = []
        for number, row in enumerate(laid.rows):
            line = laid.layout.lineAt(number)
            low, high = max(start, line.textStart()), min(end, _line_end(line))
            if low < high:
                top = self.y + row.top
                for left, right in self._stretches(line, low, high):
                    found.append(QRectF(self.x + left, top, right - left, row.height))
        return found

    @property
    def shape(self) -> object:
        """All that its lines are drawn by but its text and the colours of the look."""
        return self.face, self.x, self.y, self._width, self.rtl

    @property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins; none while it is not laid out."""
        return tuple([row.start for row in self._laid.rows]) if self._laid is not None else ()

    def changed_from(self, offset: int, starts: Sequence[int]) -> int:
        """Where the first line begins that is not what it was before the text from an offset on
        changed, when its lines began at `starts` and its `shape` was this; in the item's pixels."""
        if self._is_grid():
            return int(self.y) + self.sheet.pitch(self.face) * self.text.count("\n", 0, offset)
        laid = self._laid_out(self._width)
        line = laid.layout.lineForTextPosition(offset)
        number = line.lineNumber() if line.isValid() else len(laid.rows) - 1
        if self._turns:
            # A letter behind the end of a line may turn what stands there.
            number = max(0, number - 1)
        elif self.wrap:
            for at in range(number + 1):
                start = laid.rows[at].start
                if start < offset and starts[at : at + 1] != (start,):
                    # A word has moved between it and the line before.
                    number = max(0, at - 1)
                    break
        return int(self.y) + laid.rows[number].top

    def offset_at(self, x: float, y: float) -> int:
        """The place between two characters that is nearest to a point of the item."""
        line = self._line_at(y)
        if line is None:
            return 0
        place = int(line.xToCursor(x - self.x))
        end = _line_end(line)
        if place >= end > line.textStart() and self._shown_at(end - 1) == "\u2028":
            return end - 1
        formula = self._places.around(place)
        return formula.end if formula is not None and place > formula.start else place

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
        formula = self._places.around(offset)
        if formula is not None:
            return formula.start, formula.end
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
                return self.whole(place, end)
            start, place = place, end + 1
        return start, self.length

    def slice(self, start: int, end: int) -> str:
        return slice_units(self.text, start, end)

    def baseline(self) -> float:
        """Of the first line, in the item's pixels."""
        if self._places.formulas:
            return self.y + self._laid_out(self._width).rows[0].baseline
        metrics = self.sheet.metrics(self.face)
        room = self.sheet.pitch(self.face) - metrics.height()
        return self.y + room / 2 + metrics.ascent()

    def baseline_at(self, top: float) -> float:
        """Of the line whose rectangles begin at `top`."""
        rows = self._laid_out(self._width).rows
        return self.y + next(
            (row.baseline for row in reversed(rows) if self.y + row.top <= top), rows[0].baseline
        )

    def _is_grid(self) -> bool:
        """Whole lines of one font in which all letters are equally wide: counting is enough."""
        return not self.wrap and self.face.mono and self.text.isascii()

    def _laid_out(self, width: float) -> Laid:
        if self._laid is None:
            shape = Shape(width if self.wrap else WIDE, self.wrap, self.rtl, self._align)
            formulas = self._places.formulas
            self._laid = laid_out(self.sheet, self.face, self.piece, shape, formulas)
            self.height = self._laid.height
        return self._laid

    def _line_at(self, y: float) -> QTextLine | None:
        laid = self._laid_out(self._width)
        for number, row in enumerate(laid.rows):
            if y < self.y + row.top + row.height or number == len(laid.rows) - 1:
                return laid.layout.lineAt(number)
        return None

    def _row_of(self, offset: int) -> Row:
        laid = self._laid_out(self._width)
        number = laid.layout.lineForTextPosition(offset).lineNumber()
        return laid.rows[max(0, number)]

    def _shown_at(self, offset: int) -> str:
        return slice_units(self._laid_out(self._width).text, offset, offset + 1)

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


def _line_end(line: QTextLine) -> int:
    return int(line.textStart() + line.textLength())


def _x(line: QTextLine, offset: int) -> float:
    return _first(line.cursorToX(offset))


def _first(place: Any) -> float:
    """Qt answers with the place and the offset it belongs to."""
    return float(place[0])
