"""Plain text over several lines with air between them: QLabel sets its lines solid."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from promptrun_desktop.text.direction import is_rtl

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class Paragraph(QLabel):
    """Breaks words that are wider than the room, so that nothing is cut at any text size."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._counted: dict[tuple[str, str, int], int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def heightForWidth(self, width: int) -> int:
        if self._solid():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        sides = margins.left() + margins.right()
        lines = self._line_count(width - sides)
        return math.ceil(lines * self._line_height()) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint if self._solid() else QSize(hint.width(), self.heightForWidth(hint.width()))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._solid():
            return hint
        # Six letters: narrower columns are nobody's wish.
        width = min(hint.width(), self.fontMetrics().averageCharWidth() * 6)
        return QSize(width, math.ceil(self._line_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._solid():
            super().paintEvent(event)
            return
        room = QRectF(self.contentsRect())
        layout = self._lines(int(room.width()))
        height = layout.lineCount() * self._line_height()
        below = max(0.0, room.height() - height) / 2
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(room.left(), room.top() + below))

    def _line_count(self, width: int) -> int:
        """Remembered: a change of theme asks every paragraph ten times over."""
        key = (self.text(), self.font().key(), width)
        if key not in self._counted:
            if len(self._counted) > 16:
                self._counted.clear()
            self._counted[key] = self._lines(width).lineCount()
        return self._counted[key]

    def _solid(self) -> bool:
        """What can be selected is left to QLabel."""
        return bool(self.textInteractionFlags() & _SELECTABLE)

    def _line_height(self) -> float:
        """Large letters need less air, in proportion."""
        font = self.font()
        pixels = font.pixelSize() if font.pixelSize() > 0 else self.fontMetrics().height()
        bold = font.weight() > font.Weight.Medium
        return max(pixels * (1.25 if bold else 1.45), float(self.fontMetrics().height()))

    def _lines(self, width: int) -> QTextLayout:
        text = self.text()
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        side = Qt.AlignmentFlag.AlignRight if is_rtl(text) else self.alignment()
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        step, top = self._line_height(), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        return layout
