"""The strip under a reply that did not end well: one sentence, one button."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import OUTLINED, SmallButton, button_size
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.pieces import Piece
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box

_TEXT = Face(13)
_BUTTON = Face(13, bold=True)
_GROUND = {"dim": "code", "warn": "warn_bg", "err": "code"}
_ICON = {"dim": "info", "warn": "alert", "err": "alert"}


class StripPlaces(NamedTuple):
    """In pixels; `button` is empty where there is none."""

    height: int
    text: QRect
    button: QRect


def strip_places(
    sheet: Sheet, ending: Ending, width: int, text_height: Callable[[int], int] | None = None
) -> StripPlaces:
    """`text_height` says how high the sentence is at a width; without it that is laid out."""
    px = sheet.px
    lay_out = text_height or TextBox(sheet, _TEXT, Piece(ending.text)).lay_out
    left = px(12 + 16 + 10)
    room = max(1, width - left - px(12))
    if not ending.button:
        high = lay_out(room)
        return StripPlaces(high + px(20), QRect(left, px(10), room, high), QRect())
    size = button_size(sheet, ending.button, shape=OUTLINED, face=_BUTTON)
    beside = room - size.width() - px(12)
    if beside < px(150):
        high = lay_out(room)
        height = high + size.height() + px(28)
        button = QRect(QPoint(left, height - size.height() - px(9)), size)
        return StripPlaces(height, QRect(left, px(10), room, high), button)
    high = lay_out(beside)
    height = max(high + px(20), size.height() + px(12))
    x, y = width - size.width() - px(12), (height - size.height()) // 2
    text = QRect(left, (height - high) // 2, beside, high)
    return StripPlaces(height, text, QRect(QPoint(x, y), size))


def counted_strip_height(sheet: Sheet, ending: Ending, width: int) -> int:
    """About as high as the strip will be, from the number of characters."""
    letter = sheet.letters(_TEXT).average

    def text_height(room: int) -> int:
        lines = sum(int(len(line) * letter / room) + 1 for line in ending.text.split("\n"))
        return lines * sheet.pitch(_TEXT)

    return strip_places(sheet, ending, width, text_height).height


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
        places = strip_places(self._sheet, self._ending, width)
        self._box.lay_out(places.text.width())
        self._box.x, self._box.y = places.text.left(), places.text.top()
        self.button.setGeometry(places.button)
        return places.height

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
