"""The small buttons of the transcript: quiet until hovered or focused, drawn by us.

The focus ring around them is the application's.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from promptrun_desktop.ui.transcript.sheet import SMALL, Face, Sheet

FLAT, OUTLINED, PILL = "flat", "outlined", "pill"
_PADS = {FLAT: 6, OUTLINED: 13, PILL: 12}


def button_size(
    sheet: Sheet, text: str, *, icon: bool = False, shape: str = FLAT, face: Face = SMALL
) -> QSize:
    """What a button takes, known before there is one."""
    px = sheet.px
    if not text:
        return QSize(px(26), px(26))
    room = sheet.metrics(face).horizontalAdvance(text)
    width = room + 2 * px(_PADS[shape]) + (px(14) + px(6) if icon else 0)
    return QSize(int(width + 1), px(32) if shape == OUTLINED else px(26))


class SmallButton(QAbstractButton):
    """An icon, a text, or both; `shape` is FLAT, OUTLINED or PILL."""

    def __init__(
        self,
        sheet: Sheet,
        name: str,
        *,
        icon: str = "",
        text: str = "",
        label: str = "",
        shape: str = FLAT,
        face: Face = SMALL,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the objectName, `label` what it is called where there is no text."""
        super().__init__(parent)
        self._sheet = sheet
        self._icon = icon
        self._shape = shape
        self._face = face
        self.veiled = False
        self.tone = "dim" if shape == FLAT else "fg"
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(label or text)
        if label:
            self.setToolTip(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return button_size(
            self._sheet, self.text(), icon=bool(self._icon), shape=self._shape, face=self._face
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # With Alt an arrow is for the message, not for going to the next button.
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.veiled and not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.isDown())
        self._paint_ground(painter, lively)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        tone = "fg" if lively else self.tone
        x = float(self._pad())
        if self._icon:
            side = self._sheet.px(16 if not self.text() else 14)
            if not self.text():
                x = (self.width() - side) / 2
            box = QRectF(x, (self.height() - side) / 2, side, side).toRect()
            self._sheet.look.icon(self._icon, tone).paint(painter, box)
            x += side + self._sheet.px(6)
        if self.text():
            painter.setFont(self._sheet.font(self._face))
            painter.setPen(self._sheet.colour(tone))
            metrics = self._sheet.metrics(self._face)
            baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(x, baseline), self.text())

    def _pad(self) -> int:
        return self._sheet.px(_PADS[self._shape])

    def _radius(self) -> float:
        return self.height() / 2 - 0.5 if self._shape == PILL else 7.0

    def _paint_ground(self, painter: QPainter, lively: bool) -> None:
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._shape != FLAT:
            painter.setPen(QPen(self._sheet.colour("line"), 1))
            painter.setBrush(self._sheet.colour("bg"))
            painter.drawRoundedRect(ground, self._radius(), self._radius())
        if lively:
            painter.setBrush(self._sheet.veil())
        painter.drawRoundedRect(ground, self._radius(), self._radius())
