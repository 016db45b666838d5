"""Cards that are painted leaf by leaf: each paints its stretch of one rounded rectangle."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from promptrun_desktop.ui.transcript.sheet import Sheet

RADIUS = 10
# How far a card goes on beyond a stretch of it, so that its round ends are out of sight.
_ON = 2 * RADIUS


def paint_stretch(
    painter: QPainter,
    sheet: Sheet,
    area: QRectF,
    *,
    first: bool,
    last: bool,
    ground: str = "",
    head: float = 0,
) -> None:
    """The ground, in a tone, and the edge of a card within `area`; only its first and last
    stretch have round corners. So many pixels at the top are its `head`."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    whole = area.adjusted(0.5, 0.5 if first else -_ON, -0.5, -0.5 if last else _ON)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.colour(ground))
        painter.drawRoundedRect(whole, RADIUS, RADIUS)
    if head:
        top = QRectF(whole.left(), whole.top(), whole.width(), head)
        painter.fillPath(_top_rounded(top), sheet.colour("code_head" if ground else "code"))
    painter.setPen(QPen(sheet.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(whole, RADIUS, RADIUS)
    painter.restore()


def _top_rounded(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, RADIUS, RADIUS)
    path.addRect(rect.adjusted(0, min(RADIUS, rect.height()), 0, 0))
    return path
