"""Where a person was reading, per conversation: written half a second after it changed."""

import asyncio
from typing import Protocol

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.place import Place
from promptrun_desktop.services.tasks import Tasks

# Also the longest time between two writes while scrolling goes on.
DELAY = 0.5


class PlaceStore(Protocol):
    async def get(self, conversation_id: str) -> Place | None: ...
    async def put(self, conversation_id: str, place: Place) -> None: ...


class Places:
    """What was put is true at once, and on the disk soon."""

    def __init__(self, store: PlaceStore, tasks: Tasks, delay: float = DELAY) -> None:
        self._store = store
        self._tasks = tasks
        self._delay = delay
        self._places: dict[str, Place] = {}
        self._unsaved: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def load(self, conversation_id: str) -> None:
        """Remember the stored place, so that `get` knows it. Raises StoreError."""
        place = await self._store.get(conversation_id)
        if place is not None:
            self._places.setdefault(conversation_id, place)

    def get(self, conversation_id: str) -> Place | None:
        return self._places.get(conversation_id)

    def put(self, conversation_id: str, place: Place) -> None:
        if self.get(conversation_id) == place:
            return
        self._places[conversation_id] = place
        self._unsaved.add(conversation_id)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._delay, self.flush)

    def flush(self) -> None:
        """Write what is unwritten now: when another chat is shown, and before the app closes."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unsaved:
            ids, self._unsaved = self._unsaved, set()
            self._tasks.start(self._save(ids), name="places", vital=True)

    async def _save(self, ids: set[str]) -> None:
        for id in ids:
            try:
                await self._store.put(id, self._places[id])
            except StoreError:
                # Not told: it costs a person a scroll, and the trouble is told by what they
                # would miss. It is tried again with the next place.
                self._unsaved.add(id)
