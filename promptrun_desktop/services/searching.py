"""Searching as a person types: the last question asked is the one that is answered."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.search import Found, Hit, Page
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.text.search_query import Query, parse

PAGE = 50
# Keys follow each other faster than this while a word is typed.
DEBOUNCE = 0.03
# Writes come in flocks; what was said is found this much later, in seconds.
CATCH_UP = 0.3
_FIRST = 2.0


class SearchStore(Protocol):
    async def find(self, query: Query, limit: int, older_than: int | None = None) -> Page: ...
    def interrupt(self) -> None: ...
    async def index(self) -> float: ...
    async def tidy(self) -> bool: ...
    async def forget(self, conversation_ids: Sequence[str]) -> None: ...
    async def remember(self, conversation_ids: Sequence[str]) -> None: ...
    async def close(self) -> None: ...


class Searching:
    """`found` answers `ask` and `more`; `indexing` tells how much can be found, 0 to 1.

    Whatever is asked returns at once.
    """

    def __init__(
        self,
        store: SearchStore,
        tasks: Tasks,
        *,
        debounce: float = DEBOUNCE,
        catch_up: float = CATCH_UP,
    ) -> None:
        self.found = Signal[[Found]]()
        self.indexing = Signal[[float]]()
        # What was written a moment ago can be found.
        self.caught_up = Signal[[]]()
        self.failed = Signal[[AppError]]()
        # How much of what was said can be found; 1 once the index is whole.
        self.progress = 1.0
        self._store = store
        self._tasks = tasks
        self._debounce = debounce
        self._catch_up = catch_up
        self._query = Query()
        self._answer = Found("")
        self._older: int | None = None
        self._search: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._indexer: asyncio.Task[None] | None = None
        self._is_behind = self._is_written = False
        self._due = 0.0
        self._is_closed = False

    def ask(self, text: str) -> None:
        """Search for this instead of what was asked before; an empty text finds nothing."""
        self._query = parse(text)
        self._answer = Found(text, not_understood=self._query.not_understood)
        self._older = None
        self._stop()
        if self._query.is_empty:
            self.found.emit(self._answer)
        else:
            self._start(self._debounce)

    def more(self) -> None:
        """Go on to older hits, if there are any and nothing is being searched."""
        if not self._answer.is_end and self._search is None:
            self._start(0)

    def start(self) -> None:
        """Catch up with what was said before, once the window had time to appear."""
        self._index_in(_FIRST)

    def touch(self) -> None:
        """Something was written: index it soon."""
        self._is_written = True
        self._index_soon()

    def _index_soon(self) -> None:
        self._is_behind = True
        if self._indexer is None:
            self._index_in(self._catch_up)

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        """To be called before conversations are purged, so that no word of them stays.

        Raises StoreError.
        """
        await self._store.forget(conversation_ids)
        self.touch()

    async def remember(self, conversation_ids: Sequence[str]) -> None:
        """To be called once they are purged: what is still there, or comes back, is found.

        Raises StoreError.
        """
        await self._store.remember(conversation_ids)

    async def close(self) -> None:
        """End what runs, without waiting for its answer."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        self._stop()
        if self._indexer is not None:
            self._indexer.cancel()
        await self._store.close()

    def _start(self, delay: float) -> None:
        if self._is_closed:
            return
        # An index that turned out to be damaged is made anew.
        self._index_soon()
        task = self._tasks.start(self._run(delay), name="search")
        self._search = task
        task.add_done_callback(self._on_searched)

    def _stop(self) -> None:
        if self._search is not None:
            self._search.cancel()
            self._search = None
            self._store.interrupt()

    def _on_searched(self, task: asyncio.Task[None]) -> None:
        if self._search is task:
            self._search = None

    async def _run(self, delay: float) -> None:
        """Fill one more page; a long search is answered in parts, the first one even if empty."""
        await asyncio.sleep(delay)
        hits = self._answer.hits
        wanted = len(hits) + PAGE
        is_told = False
        try:
            while True:
                page = await self._store.find(self._query, wanted - len(hits), self._older)
                self._older = page.older
                hits += page.hits
                if page.older is None or len(hits) >= wanted:
                    break
                if page.hits or not is_told:
                    self._tell(hits, is_searching=True)
                    is_told = True
        except StoreError as error:
            self._search = None
            self.failed.emit(error)
        else:
            self._search = None
            self._tell(hits, is_searching=False)

    def _tell(self, hits: tuple[Hit, ...], *, is_searching: bool) -> None:
        self._answer = Found(
            self._answer.query,
            hits,
            self._older is None,
            self._answer.not_understood,
            is_searching,
        )
        self.found.emit(self._answer)

    def _index_in(self, seconds: float) -> None:
        """Or earlier, if that was decided before."""
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        if self._timer is not None:
            # (The window's loop makes timers that do not know when they are due.)
            if self._due <= due:
                return
            self._timer.cancel()
        if not self._is_closed:
            self._due = due
            self._timer = loop.call_later(seconds, self._start_indexing)

    def _start_indexing(self) -> None:
        self._timer = None
        if not self._is_closed:
            self._indexer = self._tasks.start(self._index(), name="index")
            self._indexer.add_done_callback(self._on_indexed)

    def _on_indexed(self, _task: asyncio.Task[None]) -> None:
        self._indexer = None
        if self._is_behind and not self._is_closed:
            self._index_soon()

    async def _index(self) -> None:
        """Until nothing is left to do; half of the time is left to others."""
        clock = asyncio.get_running_loop().time
        self._is_behind = False
        is_written, self._is_written = self._is_written, False
        is_more = True
        while is_more:
            began = clock()
            try:
                progress = await self._store.index()
                is_more = progress < 1 or await self._store.tidy()
            except StoreError:
                # A full disk, say: others tell it, and the next write tries again.
                return
            self._show_progress(progress)
            await asyncio.sleep(min(clock() - began, 1))
        if is_written:
            self.caught_up.emit()

    def _show_progress(self, progress: float) -> None:
        if progress != self.progress:
            self.progress = progress
            self.indexing.emit(progress)
