"""Scrolling while a selection is dragged beyond an edge, also while the mouse stands still."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 16
# Pixels a tick at most: some screens a second.
_FASTEST = 60


class AutoScroll(QObject):
    """`scroll` moves the page by so many pixels; `moved` runs after each move."""

    def __init__(
        self, scroll: Callable[[int], None], moved: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._scroll, self._moved = scroll, moved
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def active(self) -> bool:
        return self._timer.isActive()

    def at(self, y: float, height: int) -> None:
        """The mouse is at this height of a viewport that high."""
        over = y if y < 0 else max(0.0, y - height + 1)
        self._step = _speed(over)
        if self._step and not self.active:
            self._timer.start()
        elif not self._step:
            self._timer.stop()

    def stop(self) -> None:
        self._step = 0
        self._timer.stop()

    def tick(self) -> None:
        self._scroll(self._step)
        self._moved()


def _speed(over: float) -> int:
    """Slow near the edge, where one aims, faster the farther away."""
    if not over:
        return 0
    pixels = min(_FASTEST, round(2 + abs(over) / 6 + (over / 40) ** 2))
    return pixels if over > 0 else -pixels
