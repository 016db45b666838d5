"""Writing what changes often: soon after it changed, and at once when somebody says so."""

import asyncio
from collections.abc import Awaitable, Callable

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.services.tasks import Tasks


class Later:
    """`write` stores what a key has by then, or raises StoreError: the key is then written with
    the next one, and `refused` hears of it. `delay`, in seconds, is also the longest time between
    two writes while changes go on."""

    def __init__(
        self,
        name: str,
        tasks: Tasks,
        delay: float,
        write: Callable[[str], Awaitable[None]],
        refused: Callable[[StoreError], object] = lambda error: None,
    ) -> None:
        self._name = name
        self._tasks = tasks
        self._delay = delay
        self._write = write
        self._refused = refused
        self._unsaved: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, key: str) -> None:
        self._unsaved.add(key)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._delay, self.flush)

    def flush(self) -> None:
        """Write what is unwritten now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unsaved:
            keys, self._unsaved = self._unsaved, set()
            self._tasks.start(self._save(keys), name=self._name, vital=True)

    async def _save(self, keys: set[str]) -> None:
        for key in keys:
            try:
                await self._write(key)
            except StoreError as error:
                self._unsaved.add(key)
                self._refused(error)
