"""The mouse over one message: selecting, links, bars of wide cards."""

from html import escape

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.selection import Selection
from promptrun_desktop.ui.transcript.side_scroll import SideScroll
from promptrun_desktop.ui.transcript.table_card import TableCard

_ADDRESS_SHOWN = 300


class Pointer:
    """Changes the selection of a body; says True where something is to be painted again."""

    def __init__(self) -> None:
        self.href = ""
        self._body: Body | None = None
        self._whole: Selection | None = None
        self._bar: tuple[Body, int, SideScroll] | None = None
        self._pressed_href = ""
        self._since_double = QElapsedTimer()
        self._double_at = QPointF()

    @property
    def selecting(self) -> bool:
        return self._body is not None

    def press(self, body: Body, event: QMouseEvent) -> bool:
        point = event.position()
        if self._press_bar(body, point):
            return True
        self._pressed_href = body.href_at(point)
        self._body, self._whole = body, None
        spot = body.spot_at(point)
        if self._is_triple(point):
            self._whole = body.selection = body.paragraph_at(spot)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and body.selection:
            body.selection = Selection(body.selection.anchor, spot)
        else:
            body.selection = Selection(spot, spot)
        return True

    def double(self, body: Body, point: QPointF) -> bool:
        self._since_double.start()
        self._double_at = point
        self._body = body
        self._whole = body.selection = body.word_at(body.spot_at(point))
        self._pressed_href = ""
        return True

    def move(self, body: Body, point: QPointF) -> bool:
        if self._bar is not None:
            bar_body, index, side = self._bar
            return side.drag(bar_body.local(index, point).x())
        if self._body is None:
            return self._hover(body, point)
        spot = self._body.spot_at(point)
        if self._whole is not None:
            self._body.selection = self._whole.joined(self._body.word_at(spot))
        elif self._body.selection is not None:
            self._body.selection = Selection(self._body.selection.anchor, spot)
        return True

    def release(self, point: QPointF) -> str:
        """The address that was clicked, if one was."""
        if self._bar is not None:
            self._bar[2].drop()
            self._bar = None
            return ""
        body, self._body = self._body, None
        href, self._pressed_href = self._pressed_href, ""
        if body is None or not href or (body.selection and not body.selection.empty):
            return ""
        return href if body.href_at(point) == href else ""

    def leave(self) -> bool:
        changed, self.href = bool(self.href), ""
        return changed

    def wheel(self, body: Body, event: QWheelEvent) -> bool:
        """Whether the wheel moved a wide card sideways; up and down is the view's."""
        pixels, notches = event.pixelDelta(), event.angleDelta()
        delta = pixels if not pixels.isNull() else notches / 2
        sideways: float = delta.x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = delta.y() or delta.x()
        elif abs(delta.x()) <= abs(delta.y()):
            return False
        side = self._side_at(body, event.position())
        if side is None or not side.needed:
            return False
        side.move_to(side.offset - sideways)
        return True

    def _hover(self, body: Body, point: QPointF) -> bool:
        before, self.href = self.href, body.href_at(point)
        return before != self.href

    def _press_bar(self, body: Body, point: QPointF) -> bool:
        side = self._side_at(body, point)
        if side is None:
            return False
        index = body.index_at(point.y())
        local = body.local(index, point)
        if not side.press(local.x(), local.y()):
            return False
        self._bar = (body, index, side)
        return True

    def _side_at(self, body: Body, point: QPointF) -> SideScroll | None:
        if not body.items or not body.contains(point):
            return None
        item = body.items[body.index_at(point.y())]
        return item.side if isinstance(item, CodeCard | TableCard) else None

    def _is_triple(self, point: QPointF) -> bool:
        if not self._since_double.isValid():
            return False
        near = (point - self._double_at).manhattanLength() < QApplication.startDragDistance()
        return near and self._since_double.elapsed() < QApplication.doubleClickInterval()


def shown_address(href: str) -> str:
    """An address as tooltip text: its own characters, the invisible ones written out.

    A tooltip guesses whether it got markup, so it gets ours, with the address escaped.
    """
    short = href if len(href) <= _ADDRESS_SHOWN else href[:_ADDRESS_SHOWN] + "…"
    written = "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in short)
    return f"<qt>{escape(written)}</qt>"
