"""What is typed and not yet sent, per conversation: on the disk 200 ms after it changed."""

from typing import Protocol

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.later import Later
from promptrun_desktop.services.tasks import Tasks

# Also the longest time between two writes while typing goes on; with the write itself and a busy
# window around it, less than 200 ms.
DELAY = 0.15
NEW_CHAT = ""


class DraftStore(Protocol):
    async def all(self) -> dict[str, Draft]: ...
    async def save(self, key: str, text: str, caret: int) -> None: ...


class Drafts:
    """Keys are conversation ids, or NEW_CHAT for the chat that has not begun."""

    def __init__(self, store: DraftStore, tasks: Tasks, delay: float = DELAY) -> None:
        self.failed = Signal[[AppError]]()
        self._store = store
        self._drafts: dict[str, Draft] = {}
        self._held: set[str] = set()
        self._told = False
        self._later = Later("drafts", tasks, delay, self._write, self._on_refused)

    async def load(self) -> None:
        self._drafts = await self._store.all() | self._drafts

    def take_over(self, other: "Drafts") -> None:
        """All that is typed there, before `load`: its file may have refused to take it."""
        self._held |= other._held
        for key, draft in other._drafts.items():
            self._drafts[key] = draft
            if _of(key) not in self._held:
                self._later.add(key)

    def get(self, key: str) -> Draft:
        return self._drafts.get(key, Draft())

    def put(self, key: str, text: str, caret: int | None = None) -> None:
        """`caret` None: at the end of the text."""
        draft = Draft(text, len(text) if caret is None else caret)
        if self.get(key) == draft:
            return
        self._drafts[key] = draft
        if _of(key) not in self._held:
            self._later.add(key)

    def hold(self, conversation_id: str) -> None:
        """Write nothing of this conversation until it is released."""
        self._held.add(conversation_id)

    def release(self, conversation_id: str) -> None:
        if conversation_id not in self._held:
            return
        self._held.discard(conversation_id)
        for key in self._drafts:
            if _of(key) == conversation_id:
                self._later.add(key)

    def flush(self) -> None:
        """Write what is unwritten now: before the app closes."""
        self._later.flush()

    async def _write(self, key: str) -> None:
        draft = self.get(key)
        await self._store.save(key, draft.text, draft.caret)
        self._told = False

    def _on_refused(self, error: StoreError) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)


def _of(key: str) -> str:
    """The conversation of a draft; one of its questions that is edited follows after a slash."""
    return key.partition("/")[0]
