"""A finished page: what is drawn on it, where its links and its headings are."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QPainter

from promptrun_desktop.ui.documents.bands import Band
from promptrun_desktop.ui.documents.foot import Foot
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.places import Heading, Link
from promptrun_desktop.ui.documents.strip import Strip


class Stretch(NamedTuple):
    """A band's part on a page."""

    band: Band
    top: float
    bottom: float
    begins: bool
    ends: bool


class Page:
    """`number` counts from 1. Lengths in tenths of a point, y from the top."""

    def __init__(
        self,
        number: int,
        paper: PageSize,
        strips: Sequence[tuple[Strip, float]],
        stretches: Sequence[Stretch],
        foot: Foot,
    ) -> None:
        self.number = number
        self.paper = paper
        self._strips = strips
        self._stretches = stretches
        self._foot = foot

    @property
    def headings(self) -> list[Heading]:
        return [each for strip, y in self._strips for each in strip.headings(y)]

    @property
    def links(self) -> list[Link]:
        return [each for strip, y in self._strips for each in strip.links(y)]

    def paint(self, painter: QPainter, total: int | None = None) -> None:
        """With 720 units an inch, the corner of the sheet at 0. `total` is how many pages there
        are, where it is known."""
        ink = Ink(painter)
        self.paint_body(ink)
        self._foot.paint(ink, self.number, total)

    def paint_body(self, ink: Ink) -> None:
        ink.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stretch in self._stretches:
            stretch.band.paint(ink.painter, *stretch[1:])
        for strip, y in self._strips:
            strip.paint(ink, y)
