"""Bars under wide code and tables: pressed, dragged, or moved by the wheel."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent

from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.side_scroll import SideScroll


class SideBars:
    """Says True where something is to be painted again."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._side: SideScroll | None = None
        self._left = 0.0

    @property
    def dragging(self) -> bool:
        return self._side is not None

    def press(self, point: QPointF) -> bool:
        row = self._page.row_at(point)
        if row is None or row.leaf.side is None:
            return False
        inner = self._page.inside(row, point)
        if not row.leaf.side.press(inner.x(), inner.y()):
            return False
        self._side = row.leaf.side
        self._left = point.x() - inner.x()
        return True

    def drag(self, point: QPointF) -> bool:
        return self._side is not None and self._side.drag(point.x() - self._left)

    def drop(self) -> None:
        if self._side is not None:
            self._side.drop()
            self._side = None

    def wheel(self, event: QWheelEvent) -> bool:
        pixels, notches = event.pixelDelta(), event.angleDelta()
        delta = pixels if not pixels.isNull() else notches / 2
        sideways: float = delta.x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = delta.y() or delta.x()
        elif abs(delta.x()) <= abs(delta.y()):
            return False
        row = self._page.row_at(event.position())
        side = row.leaf.side if row is not None else None
        if side is None or not side.needed:
            return False
        side.move_to(side.offset - sideways)
        return True
