"""Does a thing at most once a frame, however often it is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer


class Throttle(QObject):
    """`request()` is cheap; `action` runs once for all requests of one interval.

    The interval in ms grows to three times what the last run took, so that a slow action
    costs at most about a quarter of the thread.
    """

    def __init__(
        self, action: Callable[[], None], interval: int = 16, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._interval = interval
        self._cost = 0
        self._since = QElapsedTimer()
        # Asked for with every delta: asking the timer would cost four times as much.
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._run)

    @property
    def pending(self) -> bool:
        return self._pending

    def request(self) -> None:
        if self._pending:
            return
        self._pending = True
        pause = max(self._interval, 3 * self._cost)
        passed = self._since.elapsed() if self._since.isValid() else pause
        self._timer.start(max(0, pause - passed))

    def flush(self) -> None:
        """Run now what was asked for, if anything was."""
        if self._pending:
            self._timer.stop()
            self._run()

    def cancel(self) -> None:
        self._pending = False
        self._timer.stop()

    def _run(self) -> None:
        self._pending = False
        clock = QElapsedTimer()
        clock.start()
        try:
            self._action()
        finally:
            self._cost = clock.elapsed()
            self._since.start()
