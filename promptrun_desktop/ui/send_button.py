"""The round button of the composer that sends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.palette import blend

_RADIUS = 10


class SendButton(QAbstractButton):
    """Accent with an arrow; grey while there is nothing to send."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("send")
        # Both are for the focus ring.
        self.setProperty("kind", "primary")
        self.setProperty("ringRadius", _RADIUS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._resize)
        self._resize()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(32), self._look.px(32))

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground())
        painter.drawRoundedRect(self.rect(), _RADIUS, _RADIUS)
        tone = "on_accent" if self.isEnabled() else "faint"
        square = self.rect()
        square.setSize(self._look.icon_size)
        square.moveCenter(self.rect().center())
        self._look.icon("send", tone).paint(painter, square)

    def _ground(self) -> QColor:
        tokens = self._look.tokens
        if not self.isEnabled():
            return QColor(tokens.code_head)
        if self.isDown():
            return blend(tokens.accent, tokens.fg, 0.24)
        if self.underMouse():
            return blend(tokens.accent, tokens.fg, 0.12)
        return QColor(tokens.accent)
