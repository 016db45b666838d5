"""What a person wrote: a tinted card, shifted to the right, every character as it was typed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.transcript.sheet import BODY, THOUGHT, Sheet

_RADIUS = 12


class QuestionWidget(MessageWidget):
    """Its actions stand beside the card, and only show when it is hovered or focused.

    Instructions inside a chat look the same, but quieter.
    """

    def __init__(self, sheet: Sheet, message: Message, parent: QWidget) -> None:
        super().__init__(sheet, message, parent, veiled=True)
        self._card = QRectF()
        self._asked = message.role is Role.USER
        self.change(message)

    def show_message(self, message: Message) -> None:
        self.regrow(self.body.show_plain(message.text, BODY if self._asked else THOUGHT))

    def can_retry(self) -> bool:
        """An earlier question has a reply, which can be retried."""
        return self._asked and self.is_last

    def fit_parts(self, left: int, width: int) -> int:
        px = self.sheet.px
        inset = min(px(72), width // 4)
        pad, rise = px(14), px(10)
        self.body.x, self.body.y = left + inset + pad, rise
        height = self.body.lay_out(width - inset - 2 * pad, self.dirty) + 2 * rise
        self._card = QRectF(left + inset, 0, width - inset, height)
        size = self.tools.arrange(left + inset)
        x = left + inset - px(6) - size.width()
        self.tools.setGeometry(max(0, x), px(7), size.width(), size.height())
        return height + px(22)

    def paint_parts(self, painter: QPainter, clip: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.sheet.colour("user" if self._asked else "code"))
        painter.drawRoundedRect(self._card, _RADIUS, _RADIUS)
