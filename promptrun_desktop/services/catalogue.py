"""The endpoint's list of models: the last one at once, a fresh one only when asked for."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promptrun_desktop.domain.errors import AppError, EndpointError, KeyringError, StoreError
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.model_info import ModelInfo, built_in, picked
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks

STALE = timedelta(days=1)


class Client(Protocol):
    async def list_models(self) -> list[ModelInfo]: ...


class ListStore(Protocol):
    async def save(
        self, origin: str, models: Sequence[ModelInfo], fetched_at: datetime
    ) -> None: ...
    async def load(self, origin: str) -> tuple[list[ModelInfo], datetime] | None: ...


class Catalogue:
    """`origin` names the endpoint whose list is kept; `fetched_at` None is the built-in list."""

    def __init__(
        self,
        origin: Callable[[], str],
        client: Callable[[], Awaitable[Client]],
        store: ListStore,
        tasks: Tasks,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.changed = Signal[[]]()
        self.busy = Signal[[bool]]()
        self.failed = Signal[[AppError]]()
        self.models: Sequence[ModelInfo] = built_in()
        self.fetched_at: datetime | None = None
        self._origin = origin
        self._client = client
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._fetching = False

    async def load(self) -> None:
        """The last list, from disk: nothing is asked of the endpoint."""
        kept = await self._store.load(self._origin())
        self.models, self.fetched_at = kept if kept else (built_in(), None)
        self.changed.emit()

    def put(self, models: Sequence[ModelInfo]) -> None:
        """A list that came with connecting."""
        self._tasks.start(self._put(models, self._origin()), name="models", vital=True)

    def refresh_if_stale(self) -> None:
        if self.fetched_at is None or self._clock() - self.fetched_at > STALE:
            self.refresh()

    def refresh(self) -> None:
        if not self._fetching:
            self._tasks.start(self._fetch(), name="refresh models")

    def default_model(self, last_used: str) -> str:
        """The last used, else the first pick that the list holds, else the list's first."""
        picks = picked(self.models)
        if last_used:
            return last_used
        return next((model.id for model in (*picks.values(), *self.models)), built_in()[0].id)

    def name_of(self, model_id: str) -> str:
        return next((model.name for model in self.models if model.id == model_id), "")

    async def _put(self, models: Sequence[ModelInfo], origin: str) -> None:
        try:
            await self._take(models, origin)
        except StoreError as error:
            self.failed.emit(error)

    async def _fetch(self) -> None:
        self._fetching = True
        self.busy.emit(True)
        try:
            client = await self._client()
            origin = self._origin()
            await self._take(await client.list_models(), origin)
        except (EndpointError, KeyringError, StoreError) as error:
            self.failed.emit(error)
        finally:
            self._fetching = False
            self.busy.emit(False)

    async def _take(self, models: Sequence[ModelInfo], origin: str) -> None:
        fetched_at = self._clock()
        # Another endpoint may have been connected meanwhile: its list is not this one.
        if origin == self._origin():
            self.models, self.fetched_at = tuple(models), fetched_at
            self.changed.emit()
        await self._store.save(origin, models, fetched_at)
