"""The ground of a row in a list: chosen, under the mouse, or where the keyboard is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from promptrun_desktop.ui.theme import Tokens

RADIUS = 8


def paint_row_ground(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(tokens.sel))
        painter.drawRoundedRect(option.rect, RADIUS, RADIUS)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        veil = QColor(tokens.fg)
        veil.setAlphaF(0.05)
        painter.setBrush(veil)
        painter.drawRoundedRect(option.rect, RADIUS, RADIUS)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
