"""Long work in slices, so that the window never waits for it."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

# Of this thread's time, at once; a step is done to its end.
SLICE = 0.008
# What a person asked for may take longer before it is put off: mostly it is done then.
FIRST_SLICE = 0.04
# Between two slices others have their turn.
_PAUSE_MS = 2
# When there is nothing to do but wait.
_WAIT_MS = 40

WAIT = object()


class Slices(QObject):
    """Runs one generator at a time, a few of its steps a turn; `done` runs when it has ended.
    The first slice of a work may be longer: `first`, in seconds.

    A step that yields WAIT lets some time pass before the next.
    """

    def __init__(self, parent: QObject | None = None, first: float = SLICE) -> None:
        super().__init__(parent)
        self._first = first
        self._work: Iterator[object] | None = None
        self._done: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def start(self, work: Iterator[object], done: Callable[[], None] | None = None) -> None:
        """In place of what was running. The first slice runs at once: mostly it is the last."""
        self.cancel()
        self._work, self._done = work, done
        self._run_for(self._first)

    def start_soon(
        self, work: Iterator[object], pause: int, done: Callable[[], None] | None = None
    ) -> None:
        """The first slice runs in so many ms."""
        self.cancel()
        self._work, self._done = work, done
        self._timer.start(pause)

    def cancel(self) -> None:
        self._timer.stop()
        self._work = self._done = None

    def run(self) -> None:
        """One slice."""
        self._run_for(SLICE)

    def _run_for(self, seconds: float) -> None:
        work = self._work
        end = time.perf_counter() + seconds
        while work is not None and work is self._work:
            try:
                step = next(work)
            except StopIteration:
                self._finish()
                return
            except BaseException:
                # It is told where it is told; nothing waits for a work that has died.
                self.cancel()
                raise
            if step is WAIT:
                self._timer.start(_WAIT_MS)
                return
            if time.perf_counter() >= end:
                self._timer.start(_PAUSE_MS)
                return

    def _finish(self) -> None:
        done = self._done
        self._work = self._done = None
        if done is not None:
            done()
