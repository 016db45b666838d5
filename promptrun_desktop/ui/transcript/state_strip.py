"""The strip under a reply that did not end well: one sentence, one button."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import OUTLINED, SmallButton
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.pieces import Piece
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box

_TEXT = Face(13)
_BUTTON = Face(13, bold=True)
_GROUND = {"dim": "code", "warn": "warn_bg", "err": "code"}
_ICON = {"dim": "info", "warn": "alert", "err": "alert"}


class StateStrip(QWidget):
    """The sentence may hold foreign words: it is laid out as plain text, and wraps."""

    clicked = Signal(str)

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._ending = Ending("")
        self._box = TextBox(sheet, _TEXT, Piece(""))
        self.setObjectName("state_strip")
        self.button = SmallButton(sheet, "state_action", shape=OUTLINED, face=_BUTTON, parent=self)
        self.button.clicked.connect(lambda: self.clicked.emit(self._ending.action))

    @property
    def ending(self) -> Ending:
        return self._ending

    def show_ending(self, ending: Ending) -> None:
        self._ending = ending
        self._box = TextBox(self._sheet, _TEXT, Piece(ending.text))
        self.setAccessibleName(ending.text)
        self.button.setText(ending.button)
        self.button.setAccessibleName(ending.button)
        self.button.setVisible(bool(ending.button))
        self.update()

    def restyle(self) -> None:
        self._box.restyle()

    def arrange(self, width: int) -> int:
        """The height at a width; a narrow strip has its button below the sentence."""
        px = self._sheet.px
        button = self.button.sizeHint() if self._ending.button else None
        left = px(12 + 16 + 10)
        room = width - left - px(12)
        beside = room - (button.width() + px(12) if button else 0)
        below = button is not None and beside < px(150)
        text_height = self._box.lay_out(room if below else beside)
        self._box.x = left
        if button is None:
            height = text_height + px(20)
            self._box.y = px(10)
        elif below:
            self._box.y = px(10)
            height = text_height + button.height() + px(28)
            y = height - button.height() - px(9)
            self.button.setGeometry(left, y, button.width(), button.height())
        else:
            height = max(text_height + px(20), button.height() + px(12))
            self._box.y = (height - text_height) // 2
            x = width - button.width() - px(12)
            y = (height - button.height()) // 2
            self.button.setGeometry(x, y, button.width(), button.height())
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._sheet.colour(_GROUND.get(self._ending.tone, "code")))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        side = self._sheet.px(16)
        line = self._sheet.pitch(_TEXT)
        tone = self._ending.tone if self._ending.tone in _ICON else "dim"
        icon = self._sheet.look.icon(_ICON[tone], tone)
        top = self._box.y + (line - side) / 2
        icon.paint(painter, QRectF(self._sheet.px(12), top, side, side).toRect())
        paint_box(painter, self._box, QRectF(self.rect()))
