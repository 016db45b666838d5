"""Strips: what stands on a page from edge to edge and is never cut, from the top down."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF

from promptrun_desktop.ui.documents.bands import Band
from promptrun_desktop.ui.documents.formulas import Formula
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.markers import Marker
from promptrun_desktop.ui.documents.places import Heading, Link
from promptrun_desktop.ui.documents.typefaces import colour


class Strip:
    """`gap` is the room above it, but at the top of a page. One that `keeps` stands on the page of
    the next strip, one that `clings` on that of the one before; one that only `parts` others is not
    needed at the top of a page.

    `bands` are what it stands in, from the outermost in; `repeated` is set once more above it
    where it begins a page. Places are those of the page, from its left edge.
    """

    gap = 0.0
    parts = False
    keeps = False
    clings = False
    bands: tuple[Band, ...] = ()
    markers: tuple[Marker, ...] = ()
    repeated: Sequence["Strip"] = ()
    heading: tuple[str, int] | None = None

    def __init__(self, height: float, baseline: float = 0) -> None:
        self.height = height
        self.baseline = baseline

    def paint(self, ink: Ink, y: float) -> None:
        for marker in self.markers:
            marker.paint(ink, y + self.baseline)
        self.paint_inside(ink, y)

    def paint_inside(self, ink: Ink, y: float) -> None:
        """Nothing, for room that is left empty."""

    def links(self, y: float) -> Iterator[Link]:
        return iter(())

    def headings(self, y: float) -> Iterator[Heading]:
        if self.heading is not None:
            yield Heading(*self.heading, y)


class LineStrip(Strip):
    """One line of a text, whose left edge is at `x`."""

    def __init__(self, lines: Lines, number: int, x: float) -> None:
        row = lines.rows[number]
        super().__init__(row.height, row.baseline - row.top)
        self._lines, self._number, self._x = lines, number, x

    def paint_inside(self, ink: Ink, y: float) -> None:
        ink.line(self._lines, self._number, self._x, y)

    def links(self, y: float) -> Iterator[Link]:
        for rect, href in self._lines.links(self._number):
            yield Link(rect.translated(self._x, y), href)


class FormulaStrip(Strip):
    """A formula on a line of its own, in the middle of its room."""

    AIR = 55

    def __init__(self, formula: Formula, x: float, width: float) -> None:
        outline, em = formula.shape.outline, formula.em
        ascent = outline.ascent * em + self.AIR
        super().__init__(ascent + outline.descent * em + self.AIR, ascent)
        self._formula = formula
        self._x = x + max(0.0, (width - formula.width) / 2)

    def paint_inside(self, ink: Ink, y: float) -> None:
        ink.formula(self._formula, QPointF(self._x, y + self.baseline))


class RuleStrip(Strip):
    parts = True

    def __init__(self, x: float, width: float) -> None:
        super().__init__(60, 30)
        self._x, self._width = x, width

    def paint_inside(self, ink: Ink, y: float) -> None:
        line = QRectF(self._x, y + 27, self._width, 6)
        ink.painter.fillRect(line, colour("line"))


class PairStrip(Strip):
    """Two short texts on one line, each at its side of the room."""

    def __init__(self, one: Lines, other: Lines, x: float) -> None:
        first = one.rows[0]
        super().__init__(max(first.height, other.rows[0].height), first.baseline)
        self._pair, self._x = (one, other), x

    def paint_inside(self, ink: Ink, y: float) -> None:
        for lines in self._pair:
            ink.line(lines, 0, self._x, y + self.baseline - lines.rows[0].baseline)
