"""Where a person was reading, per conversation: written half a second after it changed."""

from typing import Protocol

from promptrun_desktop.domain.place import Place
from promptrun_desktop.services.later import Later
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
        self._places: dict[str, Place] = {}
        # A refusal is not told: it costs a person a scroll, and the trouble is told by what they
        # would miss.
        self._later = Later("places", tasks, delay, self._write)

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
        self._later.add(conversation_id)

    def flush(self) -> None:
        """Write what is unwritten now: when another chat is shown, and before the app closes."""
        self._later.flush()

    async def _write(self, conversation_id: str) -> None:
        await self._store.put(conversation_id, self._places[conversation_id])
