"""Ends a wait in which nothing comes: one timer for a whole reply, however many reads it has."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


class Watchdog:
    """A time-out per read would leave a live timer behind for each in Qt's event loop."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._since = 0.0
        self._waiting: asyncio.Task[object] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._bit = False

    async def wait(self, coming: Awaitable[T]) -> T:
        """Raises TimeoutError when it took longer than the limit, in seconds."""
        loop = asyncio.get_running_loop()
        self._since = loop.time()
        self._waiting = asyncio.current_task()
        if self._timer is None:
            self._timer = loop.call_later(self._limit, self._look)
        try:
            return await coming
        except asyncio.CancelledError:
            if not self._bit:
                raise
        finally:
            task, self._waiting = self._waiting, None
        self._bit = False
        # Stopped by the person in the same moment: that goes on.
        if task is not None and task.uncancel() > 0:
            raise asyncio.CancelledError
        raise TimeoutError

    def shorten(self, limit: float) -> None:
        if limit < self._limit:
            self._limit = limit
            self.close()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._waiting is None:
            return
        loop = asyncio.get_running_loop()
        left = self._since + self._limit - loop.time()
        if left > 0:
            self._timer = loop.call_later(left, self._look)
        else:
            self._bit = True
            self._waiting.cancel()
