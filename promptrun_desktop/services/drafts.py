"""What is typed and not yet sent, per conversation: written 200 ms after it changed."""

import asyncio
from typing import Protocol

from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks

# Also the longest time between two writes while typing goes on.
DELAY = 0.2
NEW_CHAT = ""


class DraftStore(Protocol):
    async def all(self) -> dict[str, str]: ...
    async def save(self, key: str, text: str) -> None: ...


class Drafts:
    """Keys are conversation ids, or NEW_CHAT for the chat that has not begun."""

    def __init__(self, store: DraftStore, tasks: Tasks, delay: float = DELAY) -> None:
        self.failed = Signal[[AppError]]()
        self._store = store
        self._tasks = tasks
        self._delay = delay
        self._texts: dict[str, str] = {}
        self._unsaved: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._told = False

    async def load(self) -> None:
        self._texts = await self._store.all() | self._texts

    def get(self, key: str) -> str:
        return self._texts.get(key, "")

    def put(self, key: str, text: str) -> None:
        if self.get(key) == text:
            return
        self._texts[key] = text
        self._unsaved.add(key)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._delay, self.flush)

    def flush(self) -> None:
        """Write what is unwritten now: before the app closes."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unsaved:
            keys, self._unsaved = self._unsaved, set()
            self._tasks.start(self._save(keys), name="drafts", vital=True)

    async def _save(self, keys: set[str]) -> None:
        for key in keys:
            try:
                await self._store.save(key, self.get(key))
                self._told = False
            except StoreError as error:
                self._unsaved.add(key)
                if not self._told:
                    self._told = True
                    self.failed.emit(error)
