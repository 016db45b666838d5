"""Writes a growing reply to the store at most every 150 ms, only what is new."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.reply_draft import Delta

# With the write itself and a busy window around it, a kill then loses less than 250 ms.
INTERVAL = 0.15


class JournalStore(Protocol):
    async def journal(self, message_id: str, text: str, reasoning: str) -> None: ...


class Journal:
    """`failed` is told once; the text stays in memory and is tried again with the next piece."""

    def __init__(
        self,
        message_id: str,
        store: JournalStore,
        failed: Callable[[StoreError], object],
        interval: float = INTERVAL,
    ) -> None:
        self._message_id = message_id
        self._store = store
        self._failed = failed
        self._interval = interval
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._writer: asyncio.Task[None] | None = None
        self._told = False

    def add(self, delta: Delta) -> None:
        self._text.append(delta.text)
        self._reasoning.append(delta.reasoning)
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write(), name="journal")

    def close(self) -> None:
        """Stop writing; what is not yet written is in the message that is stored next."""
        if self._writer is not None:
            self._writer.cancel()

    async def _write(self) -> None:
        # The first piece goes out at once, later ones are collected between two writes.
        loop = asyncio.get_running_loop()
        while self._text:
            # From write to write: how long one takes on a slow disk is not waited for twice.
            due = loop.time() + self._interval
            text, reasoning = "".join(self._text), "".join(self._reasoning)
            self._text.clear()
            self._reasoning.clear()
            try:
                await self._store.journal(self._message_id, text, reasoning)
            except StoreError as error:
                self._text.insert(0, text)
                self._reasoning.insert(0, reasoning)
                if not self._told:
                    self._told = True
                    self._failed(error)
            await asyncio.sleep(max(0.0, due - loop.time()))
        self._writer = None
