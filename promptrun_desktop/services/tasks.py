"""Owns the coroutines that run: each has a name, none is dropped, all end before the app does."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """`on_error` hears of what no one awaited; it is the outermost handler of every task."""

    def __init__(self, on_error: Callable[[str, BaseException], object]) -> None:
        self._on_error = on_error
        self._running: set[asyncio.Task[Any]] = set()
        self._vital: set[asyncio.Task[Any]] = set()

    def start(
        self, work: Coroutine[Any, Any, object], *, name: str, vital: bool = False
    ) -> asyncio.Task[Any]:
        """`vital` work, such as saving, is waited for when the app closes and never cancelled."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        (self._vital if vital else self._running).add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what runs and wait until each has cleaned up after itself."""
        while self._running or self._vital:
            for task in self._running:
                task.cancel()
            await asyncio.wait(self._running | self._vital)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        self._vital.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(task.get_name(), error)
