"""Reads what of a conversation is not read yet, a slice at a time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import islice

from promptrun_desktop.domain.message import Message

# Messages of one read: some milliseconds, which is how long another read may wait behind it.
SLICE = 200
# Seconds without reading: until the first picture is painted, and between two slices. A thread
# that builds messages takes the interpreter from the window, 5 ms at a time.
FIRST_PAUSE = 0.1
PAUSE = 0.01


class Loader:
    """`read` returns the messages of these ids or raises StoreError; `filled` is told of them."""

    def __init__(
        self,
        unread: Iterable[str],
        read: Callable[[Sequence[str]], Awaitable[list[Message]]],
        filled: Callable[[list[Message]], object],
    ) -> None:
        self._unread = dict.fromkeys(unread)
        self._read = read
        self._filled = filled
        self._turn = asyncio.Lock()
        self._hurry = asyncio.Event()
        self._waiting = 0

    @property
    def is_done(self) -> bool:
        return not self._unread

    def prefer(self, ids: Iterable[str]) -> None:
        """Read these next, in this order."""
        first = {id: None for id in ids if id in self._unread}
        self._unread = first | self._unread

    async def rest(self) -> None:
        """Read everything without being noticed. Raises StoreError; called again, it goes on."""
        await self._pause(FIRST_PAUSE)
        while await self._slice():
            await self._pause(PAUSE)

    async def all(self) -> None:
        """Read everything now: someone waits. Raises StoreError; called again, it goes on."""
        self._waiting += 1
        self._hurry.set()
        try:
            while await self._slice():
                pass
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._hurry.clear()

    async def one(self, id: str) -> None:
        """Read this one now. Raises StoreError."""
        if id in self._unread:
            await self._get([id])

    async def _slice(self) -> bool:
        """Whether there was something to read."""
        # Whoever is cancelled leaves its turn to the others, and what it was reading too.
        async with self._turn:
            ids = list(islice(self._unread, SLICE))
            if ids:
                await self._get(ids)
            return bool(ids)

    async def _get(self, ids: list[str]) -> None:
        messages = await self._read(ids)
        for id in ids:
            self._unread.pop(id, None)
        self._filled(messages)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds)
