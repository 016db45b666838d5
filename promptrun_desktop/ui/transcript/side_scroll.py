"""Moving wide content sideways inside a card, with a thin bar under it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.sheet import Sheet

BAR = 10


class SideScroll:
    """All in pixels: `extent` is as wide as the content, `room` as the card shows of it. What is
    read `from_right` begins there, and keeps its distance from there."""

    def __init__(self, *, from_right: bool = False) -> None:
        self._from_right = from_right
        self.offset = 0
        self.extent = 0
        self.room = 0
        self._area = QRectF()
        self._grip: float | None = None

    @property
    def needed(self) -> bool:
        return self.extent > self.room

    def set_sizes(self, extent: int, room: int) -> None:
        way = extent - room
        offset = way - (self.extent - self.room - self.offset) if self._from_right else self.offset
        self.extent, self.room = extent, room
        self.move_to(offset)

    def set_area(self, area: QRectF) -> None:
        """Where the bar may be, in the item's pixels."""
        self._area = area

    def move_to(self, offset: float) -> bool:
        """Whether that changed anything."""
        before = self.offset
        self.offset = round(min(max(0, offset), max(0, self.extent - self.room)))
        return self.offset != before

    def press(self, x: float, y: float) -> bool:
        """Whether the bar took the press; then `drag` and `drop` follow."""
        if not self.needed or not self._area.contains(x, y):
            return False
        handle = self._handle()
        if not handle.left() <= x <= handle.right():
            self.move_to(self._offset_for(x - handle.width() / 2))
            handle = self._handle()
        self._grip = x - handle.left()
        return True

    def drag(self, x: float) -> bool:
        if self._grip is None:
            return False
        self.move_to(self._offset_for(x - self._grip))
        return True

    def drop(self) -> None:
        self._grip = None

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        if not self.needed:
            return
        handle = self._handle().adjusted(0, 3, 0, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = sheet.colour("faint")
        painter.setOpacity(0.8 if self._grip is not None else 0.45)
        painter.setBrush(colour)
        painter.drawRoundedRect(handle, handle.height() / 2, handle.height() / 2)
        painter.setOpacity(1)

    def _handle(self) -> QRectF:
        area = self._area
        width = max(24.0, area.width() * self.room / max(1, self.extent))
        way = max(1, self.extent - self.room)
        left = area.left() + (area.width() - width) * self.offset / way
        return QRectF(left, area.top(), width, area.height())

    def _offset_for(self, left: float) -> float:
        area = self._area
        width = self._handle().width()
        way = max(1.0, area.width() - width)
        return (left - area.left()) / way * (self.extent - self.room)
