"""A rounded sheet with a shadow, painted: a child of the window needs no translucent top-level."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from promptrun_desktop.ui.theme import Tokens

REACH = 24  # pixels around the sheet that the shadow needs
_DROP = 6


def paint_sheet(painter: QPainter, sheet: QRectF, radius: float, tokens: Tokens) -> None:
    """The shadow grows denser towards the sheet, in steps too faint to be told apart."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    steps = REACH - _DROP
    veil = QColor(0, 0, 0)
    for spread in range(steps, 0, -1):
        # The layers add up: thin ones outside let the shadow fade without an edge.
        veil.setAlphaF((0.04 if tokens.dark else 0.009) * (1 - spread / (steps + 1)))
        painter.setBrush(veil)
        grown = sheet.adjusted(-spread, -spread, spread, spread).translated(0, _DROP)
        painter.drawRoundedRect(grown, radius + spread, radius + spread)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.bg))
    painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
