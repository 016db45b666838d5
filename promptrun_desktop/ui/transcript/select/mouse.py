"""The mouse over the page: selecting, links, and the bars of what is wider than its card."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.ui.transcript.select.auto_scroll import AutoScroll
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.selecting import LETTER, PARAGRAPH, WORD, Selecting
from promptrun_desktop.ui.transcript.select.side_bars import SideBars
from promptrun_desktop.ui.transcript.select.spot import Spot
from promptrun_desktop.ui.transcript.side_scroll import BAR

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Mouse(QObject):
    """Give it the events of the viewport. `clicked` carries the address of a link, `hovered` the
    address under the mouse or ""; `selected` fires when a selection was finished."""

    clicked = Signal(str)
    hovered = Signal(str)
    selected = Signal()

    def __init__(self, page: Page, selecting: Selecting, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._page, self._selecting, self._viewport = page, selecting, viewport
        self._bars = SideBars(page)
        self._scrolling = AutoScroll(page.scroll_by, self._follow, self)
        self._last = QPointF()
        self._pressed_at = QPointF()
        self._pressed_href = ""
        self._since_double = QElapsedTimer()
        self._double_at = QPointF()
        self.dragging = False
        self.href = ""
        self._shape: Qt.CursorShape | None = None

    def press(self, event: QMouseEvent) -> bool:
        """Whether it was the left button."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        point = self._last = self._pressed_at = event.position()
        if self._bars.press(point):
            self._page.repaint()
            return True
        spot = self._page.spot_at(point)
        if spot is None:
            self._selecting.clear()
            return True
        self.dragging = True
        self._pressed_href = ""
        if self._is_triple(point):
            self._selecting.put(spot, PARAGRAPH)
        elif event.modifiers() & _SHIFT and self._selecting.selection is not None:
            self._selecting.unit = LETTER
            self._selecting.extend(spot)
        else:
            self._pressed_href = self._page.href_at(point)
            self._selecting.put(spot)
        return True

    def double(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        point = self._last = event.position()
        self._since_double.start()
        self._double_at = point
        self._pressed_href = ""
        spot = self._page.spot_at(point)
        if spot is not None:
            self.dragging = True
            self._selecting.put(spot, WORD)
        return True

    def move(self, event: QMouseEvent) -> None:
        point = self._last = event.position()
        if self._bars.dragging:
            if self._bars.drag(point):
                self._page.repaint()
        elif self.dragging:
            self._scrolling.at(point.y(), self._viewport.height())
            if self._is_drag(point):
                self._extend()
        else:
            self.hover(point)

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._scrolling.stop()
        if self._bars.dragging:
            self._bars.drop()
            self._page.repaint()
            return
        if not self.dragging:
            return
        self.dragging = False
        href, self._pressed_href = self._pressed_href, ""
        if not self._selecting.empty:
            self.selected.emit()
        elif href and self._page.href_at(event.position()) == href:
            self.clicked.emit(href)
        self.hover(event.position())

    def cancel(self) -> None:
        """The button was let go where nobody saw it: the window lost the mouse."""
        self._scrolling.stop()
        self._bars.drop()
        self.dragging = False

    def leave(self) -> None:
        if not self.dragging:
            self._set_href("")

    def wheel(self, event: QWheelEvent) -> bool:
        """Whether it moved something wide sideways; up and down is the page's."""
        if not self._bars.wheel(event):
            return False
        self._page.repaint()
        return True

    def hover(self, point: QPointF) -> None:
        """Also to be called when the page moved under a mouse that stands still."""
        href = self._page.href_at(point)
        self._set_href(href)
        shape = Qt.CursorShape.ArrowCursor
        if href:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._over_text(point):
            shape = Qt.CursorShape.IBeamCursor
        if shape is not self._shape:
            self._shape = shape
            self._viewport.setCursor(shape)

    def _follow(self) -> None:
        """The page moved under the mouse that drags."""
        if self.dragging:
            self._extend()

    def _extend(self) -> None:
        spot = self._spot()
        if spot is not None:
            self._selecting.extend(spot)

    def _spot(self) -> Spot | None:
        """The nearest that is seen: the mouse may be far outside."""
        bottom = max(0, self._viewport.height() - 1)
        y = min(max(0.0, self._last.y()), float(bottom))
        return self._page.spot_at(QPointF(self._last.x(), y))

    def _is_drag(self, point: QPointF) -> bool:
        """A hand that trembles on a link still clicks it."""
        if not self._pressed_href or not self._selecting.empty:
            return True
        way = (point - self._pressed_at).manhattanLength()
        return way >= QApplication.startDragDistance()

    def _over_text(self, point: QPointF) -> bool:
        row = self._page.row_at(point)
        if row is None:
            return False
        inner = self._page.inside(row, point)
        leaf = row.leaf
        if leaf.side is not None and leaf.side.needed and inner.y() >= leaf.height - BAR:
            return False
        inside = 0 <= inner.y() < leaf.height and 0 <= inner.x() <= leaf.width
        return bool(leaf.boxes) and inside

    def _set_href(self, href: str) -> None:
        if href != self.href:
            self.href = href
            self.hovered.emit(href)
            self._page.repaint()

    def _is_triple(self, point: QPointF) -> bool:
        if not self._since_double.isValid():
            return False
        near = (point - self._double_at).manhattanLength() < QApplication.startDragDistance()
        return near and self._since_double.elapsed() < QApplication.doubleClickInterval()
