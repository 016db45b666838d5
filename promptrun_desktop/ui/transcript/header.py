"""The line above a reply: who wrote it, with which model, when."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.sheet import NAME, SMALL, Sheet


class Header:
    """`name` and `small` may be foreign: they are drawn as characters, and shortened to fit."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.name = ""
        self.small = ""
        self.area = QRectF()

    def arrange(self, x: int, y: int, width: int) -> int:
        """The height it takes."""
        height = self._sheet.pitch(NAME)
        self.area = QRectF(x, y, width, height)
        return height

    def paint(self, painter: QPainter) -> None:
        names, smalls = self._sheet.metrics(NAME), self._sheet.metrics(SMALL)
        gap = self._sheet.px(9)
        dim_room = min(smalls.horizontalAdvance(self.small), self.area.width() / 2)
        room = self.area.width() - dim_room - gap
        name = names.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        baseline = self.area.y() + (self.area.height() - names.height()) / 2 + names.ascent()
        painter.setFont(self._sheet.font(NAME))
        painter.setPen(self._sheet.colour("fg"))
        painter.drawText(QPointF(self.area.x(), baseline), name)
        x = self.area.x() + names.horizontalAdvance(name) + gap
        small = smalls.elidedText(self.small, Qt.TextElideMode.ElideLeft, self.area.right() - x)
        painter.setFont(self._sheet.font(SMALL))
        painter.setPen(self._sheet.colour("dim"))
        painter.drawText(QPointF(x, baseline), small)
