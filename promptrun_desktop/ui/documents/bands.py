"""Bands: what stands behind neighbouring strips as one, such as the ground of code."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from promptrun_desktop.ui.documents.typefaces import colour


class Band:
    """`above` and `below` are the room between its edges and its strips, on each page anew."""

    above = 0.0
    below = 0.0

    def __init__(self, x: float, width: float) -> None:
        self.x, self.width = x, width

    def paint(self, painter: QPainter, top: float, bottom: float, begins: bool, ends: bool) -> None:
        """Its part on one page: from the edge to the edge, whether it begins and ends there."""


class QuoteBar(Band):
    """At the side where the text begins."""

    def paint(self, painter: QPainter, top: float, bottom: float, begins: bool, ends: bool) -> None:
        painter.fillRect(QRectF(self.x, top, self.width, bottom - top), colour("line"))


class Ground(Band):
    """A light ground with round corners where it begins and ends."""

    def __init__(
        self, x: float, width: float, tone: str, radius: float, above: float, below: float
    ) -> None:
        super().__init__(x, width)
        self.above, self.below = above, below
        self._tone, self._radius = tone, radius

    def paint(self, painter: QPainter, top: float, bottom: float, begins: bool, ends: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._tone))
        painter.drawPath(
            _rounded(QRectF(self.x, top, self.width, bottom - top), self._radius, begins, ends)
        )


def _rounded(area: QRectF, radius: float, above: bool, below: bool) -> QPainterPath:
    """A box with round corners above, below or both."""
    path = QPainterPath()
    radius = min(radius, area.height() / 2)
    up, down = radius if above else 0.0, radius if below else 0.0
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    path.moveTo(left + up, top)
    path.lineTo(right - up, top)
    if up:
        path.arcTo(QRectF(right - 2 * up, top, 2 * up, 2 * up), 90, -90)
    path.lineTo(right, bottom - down)
    if down:
        path.arcTo(QRectF(right - 2 * down, bottom - 2 * down, 2 * down, 2 * down), 0, -90)
    path.lineTo(left + down, bottom)
    if down:
        path.arcTo(QRectF(left, bottom - 2 * down, 2 * down, 2 * down), 270, -90)
    path.lineTo(left, top + up)
    if up:
        path.arcTo(QRectF(left, top, 2 * up, 2 * up), 180, -90)
    path.closeSubpath()
    return path
