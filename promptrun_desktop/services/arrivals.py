"""Chats that are brought in, and what comes with them: drafts, and preferences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Protocol

from promptrun_desktop.domain.chat import Added, Chat, Extra, Preferences
from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.settings.portable import adopted
from promptrun_desktop.settings.schema import Settings

Arriving = Folder | Chat | Extra
# How many chats were taken, and what came of all so far.
Tell = Callable[[int, Added], object]


class ArrivalStore(Protocol):
    async def add(self, arriving: Iterable[Arriving], tell: Tell) -> Added: ...


class Preferring(Protocol):
    @property
    def value(self) -> Settings: ...
    def change(self, **changes: object) -> None: ...


class Arrivals:
    """Nothing is overwritten: neither a chat nor what is typed nor what was chosen here. Without
    `settings`, no preference is taken."""

    def __init__(
        self, store: ArrivalStore, drafts: Drafts, settings: Preferring | None = None
    ) -> None:
        self._store = store
        self._drafts = drafts
        self._settings = settings

    async def add(self, arriving: Iterable[Arriving], tell: Tell) -> Added:
        """`arriving` is read on a thread of its own, and a ValueError of its passes. What `tell`
        heard of is stored, whatever ends it. Raises StoreError."""
        chosen: dict[str, object] = {}
        added = await self._store.add(_without_preferences(arriving, chosen.update), tell)
        # Those that cannot be read now are read with the next start.
        with suppress(StoreError):
            await self._drafts.load()
        if self._settings is not None:
            self._settings.change(**adopted(self._settings.value, chosen))
        return added


def _without_preferences(
    arriving: Iterable[Arriving], found: Callable[[Mapping[str, object]], object]
) -> Iterator[Arriving]:
    for each in arriving:
        if isinstance(each, Preferences):
            found(each.values)
        else:
            yield each
