"""What is typed and not yet sent, per conversation: written 200 ms after it changed."""

from typing import Protocol

from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.later import Later
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
        self._texts: dict[str, str] = {}
        self._told = False
        self._later = Later("drafts", tasks, delay, self._write, self._on_refused)

    async def load(self) -> None:
        self._texts = await self._store.all() | self._texts

    def get(self, key: str) -> str:
        return self._texts.get(key, "")

    def put(self, key: str, text: str) -> None:
        if self.get(key) == text:
            return
        self._texts[key] = text
        self._later.add(key)

    def flush(self) -> None:
        """Write what is unwritten now: before the app closes."""
        self._later.flush()

    async def _write(self, key: str) -> None:
        await self._store.save(key, self.get(key))
        self._told = False

    def _on_refused(self, error: StoreError) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)
