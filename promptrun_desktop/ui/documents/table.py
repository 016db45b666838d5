"""A table into strips: rows whose head stands again on each page, never wider than the page."""

import re
from collections.abc import Generator, Iterator, Sequence
from copy import copy
from itertools import pairwise

from PySide6.QtCore import QRectF

from promptrun_desktop.text.block import Span, Style, Table
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.documents import columns as fitting
from promptrun_desktop.ui.documents.columns import Column
from promptrun_desktop.ui.documents.formulas import LARGER
from promptrun_desktop.ui.documents.frame import Framed
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.paragraphs import Steps, told_apart, with_addresses
from promptrun_desktop.ui.documents.places import Link
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.strip import Strip
from promptrun_desktop.ui.documents.typefaces import CELLS, Face, colour
from promptrun_desktop.ui.transcript.pieces import pieces

_BESIDE, _ABOVE, _LINE = 60, 38, 6
# A word longer than this, in sizes of the font, may be broken.
_WORD = 9
_MOST_LETTERS = 400
_BETWEEN_PARTS = 100
# Of a page: a row that is higher may be cut between two of its lines.
_WHOLE = 0.3
_WORDS = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]+")
Cell = Sequence[Span]


def table(press: Press, block: Table, framed: Framed) -> Steps:
    rows = _Rows(press, block, framed)
    yield from rows.measure()
    for number, part in enumerate(rows.parts):
        yield from rows.strips(part, again=number > 0)


class _Rows:
    def __init__(self, press: Press, block: Table, framed: Framed) -> None:
        self._press, self._block, self._framed = press, block, framed
        self._count = max(1, len(block.head))
        self.rtl = is_rtl("".join(span.text for cell in block.head for span in cell))
        self._faces = CELLS[0], CELLS[0]._replace(bold=True)
        self.parts: list[list[int]] = []
        self._widths: list[list[float]] = []

    def measure(self) -> Iterator[None]:
        """The largest size in which all columns fit beside each other, or else several tables."""
        room = self._framed.room.width
        for face in CELLS:
            columns = yield from self._measured(face)
            fitted = fitting.widths(columns, room)
            if fitted is not None:
                self.parts, self._widths = [list(range(self._count))], [fitted]
                return
        columns = yield from self._measured(CELLS[1])
        self.parts = fitting.parts(columns, room)
        for part in self.parts:
            some = fitting.widths([columns[each] for each in part], room)
            self._widths.append(some or [room / len(part)] * len(part))

    def _measured(self, face: Face) -> Generator[None, None, list[Column]]:
        self._faces = face, face._replace(bold=True)
        found = [(20.0, 20.0)] * self._count
        for row in range(len(self._block.rows) + 1):
            for number, cell in enumerate(self._cells(row)):
                yield from self._press.prepare(cell)
                natural, least = self._needs(cell, self._faces[row == 0])
                before = found[number]
                found[number] = max(before[0], natural), max(before[1], least)
            yield None
        around = 2 * _BESIDE * face.size / CELLS[0].size
        return [Column(natural + around, least + around) for natural, least in found]

    def strips(self, part: list[int], *, again: bool) -> Steps:
        widths = self._widths[self.parts.index(part)]
        head = self._row(0, part, widths)
        # A head that leaves little room for anything else stands there once.
        fits = sum(each.height for each in head) < self._press.paper.height * _WHOLE
        repeated = [copy(each) for each in head] if fits else []
        head[0].gap = _BETWEEN_PARTS if again else 0
        head[0].markers = () if again else self._framed.markers
        for strip in head:
            strip.keeps = True
            yield strip
        for row in range(1, len(self._block.rows) + 1):
            made = self._row(row, part, widths)
            made[0].clings = row == len(self._block.rows) > 1
            for strip in made:
                strip.repeated = repeated
                yield strip
            yield None

    def _row(self, row: int, part: list[int], widths: list[float]) -> list["RowStrip"]:
        cells = list(self._cells(row))
        face = self._faces[row == 0]
        beside = _BESIDE * face.size / CELLS[0].size
        room = self._framed.room
        x = room.x + (room.width - sum(widths) if self.rtl else 0)
        left, width = x, sum(widths)
        placed = []
        numbers = list(zip(part, widths, strict=True))
        for number, wide in reversed(numbers) if self.rtl else numbers:
            texts = self._cell(cells[number], number, face, max(10.0, wide - 2 * beside))
            placed += [(lines, x + beside, top) for lines, top in texts]
            x += wide
        made = _cut(placed, left, width, row == 0, self._press.paper.height * _WHOLE)
        for strip in made:
            strip.bands = room.bands
        return made

    def _cell(
        self, cell: Cell, number: int, face: Face, width: float
    ) -> Iterator[tuple[Lines, float]]:
        alignments = self._block.alignments
        align = (alignments[number] if number < len(alignments) else "") or "right" * self.rtl
        top = 0.0
        for piece in pieces(cell):
            lines = Lines(self._press, face, piece, width, align=align)
            yield lines, top
            top += lines.height

    def _cells(self, row: int) -> Iterator[Cell]:
        """A short row is filled, a long one cut (GFM)."""
        cells = self._block.head if row == 0 else self._block.rows[row - 1]
        for number in range(self._count):
            yield told_apart(with_addresses(cells[number])) if number < len(cells) else ()

    def _needs(self, cell: Cell, face: Face) -> tuple[float, float]:
        """How wide a cell wants to be, and has to be."""
        natural = width = least = 0.0
        for span in cell:
            if span.style & Style.MATH:
                shape = self._press.shape(span.text, bool(span.style & Style.DISPLAY))
                if shape is not None:
                    formula = shape.outline.width * face.size * LARGER + 5
                    width += formula
                    natural = max(natural, width)
                    least = max(least, min(formula, _WORD * face.size))
                    continue
            letters = self._press.types.letters(self._press.types.inline(face, span.style))
            for number, line in enumerate(span.text.split("\n")):
                width = letters.width(line[:_MOST_LETTERS]) + (0 if number else width)
                natural = max(natural, width)
            longest = max(_WORDS.findall(span.text), key=len, default="")[:_MOST_LETTERS]
            least = max(least, min(letters.width(longest), _WORD * face.size))
        # Letters that are joined may be a little wider than their sum.
        return natural * 1.01 + 5, least * 1.01 + 5


class RowStrip(Strip):
    """A row of a table, or some lines of a high one; `cells` are texts with their lines that are
    in it, `top` is where it begins in the row."""

    def __init__(
        self,
        cells: list[tuple[Lines, float, float]],
        area: tuple[float, float],
        span: tuple[float, float],
        kind: tuple[bool, bool, bool],
    ) -> None:
        first, last, head = kind
        self._top, self._bottom = span
        self._above = _ABOVE if first else 0.0
        below = _ABOVE + _LINE if last else 0.0
        baseline = self._above + (cells[0][0].rows[0].baseline if cells else 0)
        super().__init__(self._above + self._bottom - self._top + below, baseline)
        self._cells, self._x, self._width = cells, *area
        self._last, self._head = last, head

    def paint_inside(self, ink: Ink, y: float) -> None:
        if self._head:
            ground = QRectF(self._x, y, self._width, self.height)
            ink.painter.fillRect(ground, colour("code_head"))
        elif self._last:
            line = QRectF(self._x, y + self.height - _LINE, self._width, _LINE)
            ink.painter.fillRect(line, colour("line"))
        for lines, number, x, place in self._lines():
            ink.line(lines, number, x, y + place)

    def links(self, y: float) -> Iterator[Link]:
        for lines, number, x, place in self._lines():
            for rect, href in lines.links(number):
                yield Link(rect.translated(x, y + place), href)

    def _lines(self) -> Iterator[tuple[Lines, int, float, float]]:
        for lines, x, top in self._cells:
            for number, row in enumerate(lines.rows):
                middle = top + row.top + row.height / 2
                if self._top <= middle < self._bottom:
                    yield lines, number, x, self._above + top + row.top - self._top


def _cut(
    cells: list[tuple[Lines, float, float]],
    left: float,
    width: float,
    head: bool,
    most: float,
) -> list[RowStrip]:
    """Where no line of any cell is cut; a row of ordinary height stays whole."""
    height = max((top + lines.height for lines, _, top in cells), default=0.0)
    places = [0.0, height]
    if height > most:
        edges = sorted({top + row.top for lines, _, top in cells for row in lines.rows})
        covered = [
            (top + row.top, top + row.top + row.height)
            for lines, _, top in cells
            for row in lines.rows
        ]
        places = _free(edges, covered, height)
    spans = list(pairwise(places))
    return [
        RowStrip(cells, (left, width), span, (n == 0, n == len(spans) - 1, head))
        for n, span in enumerate(spans)
    ]


def _free(
    edges: Sequence[float], covered: Sequence[tuple[float, float]], height: float
) -> list[float]:
    """Those of the edges that no line crosses, the beginning and the end."""
    found = [0.0]
    ordered = sorted(covered)
    reached, place = 0.0, 0
    for edge in edges:
        while place < len(ordered) and ordered[place][0] < edge:
            reached = max(reached, ordered[place][1])
            place += 1
        if edge > 0 and reached <= edge + 0.5:
            found.append(edge)
    return [*found, height]
