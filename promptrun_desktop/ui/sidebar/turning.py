"""The arc that turns at a chat whose answer is being written; only the rows that show it are
painted again, and only while they are seen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

# Milliseconds a frame, and degrees it turns.
FRAME, STEP = 100, 36
_SPAN = 270
# Of the arc, in pixels at normal size.
SIDE, _LINE = 12, 1.6


def paint_arc(painter: QPainter, centre: QPointF, side: float, angle: int, colour: QColor) -> None:
    """Clockwise from `angle`, in degrees."""
    line = _LINE * side / SIDE
    box = QRectF(0, 0, side - line, side - line)
    box.moveCenter(centre)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colour, line)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    # Qt counts sixteenths of a degree, against the clock.
    painter.drawArc(box, (90 - angle) * 16, -_SPAN * 16)


class Turning(QObject):
    """`places` says where rows with an arc are seen, in the viewport of `view`."""

    def __init__(self, view: QAbstractItemView, places: Callable[[], Iterable[QRect]]) -> None:
        super().__init__(view)
        self._view, self._places = view, places
        self.angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._turn)
        self._is_wanted = False
        view.installEventFilter(self)

    @property
    def is_turning(self) -> bool:
        return self._timer.isActive()

    def set_wanted(self, *, wanted: bool) -> None:
        """Whether there is a row with an arc, seen or not."""
        self._is_wanted = wanted
        self._start_or_stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._start_or_stop()
        return False

    def _start_or_stop(self) -> None:
        wanted = self._is_wanted and self._view.isVisible()
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    def _turn(self) -> None:
        self.angle = (self.angle + STEP) % 360
        for place in self._places():
            self._view.viewport().update(place)
