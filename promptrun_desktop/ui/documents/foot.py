"""The foot of each page: the title of the chat, and which page of how many."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.typefaces import FOOT
from promptrun_desktop.ui.transcript.pieces import Piece

_BELOW = 260
_NUMBER = 900


class Foot:
    def __init__(self, press: Press, title: str) -> None:
        self._press = press
        self._mirrored = press.labels.rtl
        room = press.paper.column - _NUMBER
        metrics = QFontMetricsF(press.types.font(FOOT))
        short = metrics.elidedText(one_line(title), Qt.TextElideMode.ElideRight, room)
        self._title = self._set(short, room, at_start=True, rtl=is_rtl(title))

    def paint(self, ink: Ink, number: int, total: int | None) -> None:
        paper = self._press.paper
        place = f"{number} / {total}" if total else f"{number}"
        count = self._set(place, _NUMBER, at_start=False, rtl=False)
        y = paper.height - min(_BELOW, paper.height / 16) - count.height
        far = paper.left + _NUMBER if self._mirrored else paper.left
        ink.line(self._title, 0, far, y)
        ink.line(count, 0, paper.left if self._mirrored else paper.right - _NUMBER, y)

    def _set(self, text: str, width: float, *, at_start: bool, rtl: bool) -> Lines:
        align = "left" if at_start != self._mirrored else "right"
        return Lines(self._press, FOOT, Piece(text), width, rtl=rtl, align=align)
