"""The sign of the app: words that run on in a speech bubble, on a tile of accent."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from promptrun_desktop.ui.look import Look


class Logo(QWidget):
    """44 × 44 at a text size of 100 %."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(44), self._look.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.accent))
        corner = self.width() / 4
        painter.drawRoundedRect(self.rect(), corner, corner)
        side = round(self.width() * 9 / 11)
        bubble = QRect(0, 0, side, side)
        bubble.moveCenter(self.rect().center())
        self._look.icon("sign", "on_accent").paint(painter, bubble)
