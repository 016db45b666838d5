"""Full-text search over titles and messages, in a file of its own that can always be made anew."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.search import Page
from promptrun_desktop.store import search_file
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.faults import translated
from promptrun_desktop.store.files import uri_of
from promptrun_desktop.store.search_documents import Noted
from promptrun_desktop.store.search_find import find
from promptrun_desktop.store.search_index import Index
from promptrun_desktop.text.search_query import Query

T = TypeVar("T")

# A search of words that seldom meet is answered in parts.
_SECONDS = 0.06
# A disk that damages each new file is not helped by another.
_REBUILDS = 3
_CROSS_OFF_MESSAGE = """
    DELETE FROM unindexed WHERE id = :id AND is_title = 0 AND NOT EXISTS (
        SELECT 1 FROM messages WHERE id = :id AND (CAST(text AS BLOB) IS NOT :body
            OR model IS NOT :model OR (deleted = 0 AND state <> 'writing') IS NOT :is_said))"""
_CROSS_OFF_TITLE = """
    DELETE FROM unindexed WHERE id = :id AND is_title = 1 AND NOT EXISTS (
        SELECT 1 FROM conversations WHERE id = :id AND CAST(title AS BLOB) IS NOT :body)"""

_NOTE_MESSAGES = """
    INSERT INTO unindexed SELECT id, 0 FROM messages WHERE conversation_id = ?
    ON CONFLICT DO NOTHING"""
_NOTE_TITLE = """
    INSERT INTO unindexed SELECT id, 1 FROM conversations WHERE id = ? ON CONFLICT DO NOTHING"""


class _DamagedError(Exception):
    """The index cannot be used: it is thrown away."""


@dataclass
class _Asked:
    """A search that is waited for, or not any more."""

    is_wanted: bool = True


@dataclass
class _Files:
    """Connections, each used by one thread, and opened by it when it is first needed."""

    index: Index | None = None
    open: list[sqlite3.Connection] = field(default_factory=list)
    reader: sqlite3.Connection | None = None


class Search:
    """`chats` is the file of `database`; the index is `search.db` beside it.

    All methods are called on the loop's thread and raise StoreError. Its own threads work: one
    writes, one searches; neither holds up what the database does.
    """

    def __init__(self, database: Database, chats: Path) -> None:
        self._database = database
        self._chats = chats
        self._path = chats.with_name("search.db")
        self._files = _Files()
        self._writing = ThreadPoolExecutor(1, "search-writer")
        self._reading = ThreadPoolExecutor(1, "search-reader")
        self._asked = _Asked()
        self._rebuilt = 0
        self._rebuilding = asyncio.Lock()
        self._most_left = 0
        self._read_up_to = ""
        self._closing: asyncio.Task[None] | None = None

    async def find(
        self,
        query: Query,
        limit: int = 50,
        older_than: int | None = None,
        seconds: float = _SECONDS,
    ) -> Page:
        """Hits older than a former page's `older`, the newest first.

        Fewer than `limit` where it takes longer than `seconds`: `older` tells whether that is all.
        """
        asked = self._asked = _Asked()
        if self._files.index is None:
            await self._write(lambda index: None)

        def work() -> Page:
            if not asked.is_wanted:
                return Page((), None)
            reader = self._reader()
            return find(reader, query, limit, older_than, seconds, lambda: asked.is_wanted)

        return await self._run(self._reading, work)

    def interrupt(self) -> None:
        """What is being searched is not wanted any more."""
        self._asked.is_wanted = False
        _interrupt(self._files.reader)

    async def index(self) -> float:
        """Put in some of what is not yet in the index; returns how much is, 0 to 1.

        To be called again while it is less than 1. A step takes some 100 ms.
        """
        noted = await self._write(self._put_noted)
        if noted:
            await self._cross_off(noted)
        elif not await self._write(lambda index: index.fill()):
            return 1.0
        left = await self._write(lambda index: index.left(self._read_up_to))
        self._most_left = max(left, self._most_left) if left else 0
        return 1 - left / self._most_left if left else 1.0

    async def tidy(self) -> bool:
        """A step of dropping what was forgotten; False once there is nothing left of it."""
        return await self._write(lambda index: index.tidy())

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        """Let no word of these conversations be in the file; to be called before they are purged.

        They are not found from now on. The file is without their words once `tidy` returns False.
        """
        await self._write(lambda index: index.forget(conversation_ids))

    async def remember(self, conversation_ids: Sequence[str]) -> None:
        """To be called once they are purged: what is still there, or comes back, is found."""
        await self._write(lambda index: index.remember(conversation_ids))
        chosen = [(id,) for id in conversation_ids]

        def note(connection: sqlite3.Connection) -> None:
            for each in (_NOTE_MESSAGES, _NOTE_TITLE):
                connection.executemany(each, chosen)

        await self._database.write(note)

    async def close(self) -> None:
        """Cut short what runs; what is not indexed yet is next time."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._close(), name="search")
        await asyncio.shield(self._closing)

    def _put_noted(self, index: Index) -> list[Noted]:
        noted = index.noted(self._read_up_to)
        if noted:
            index.put([each.document for each in noted if each.document is not None])
        return noted

    async def _cross_off(self, noted: Sequence[Noted]) -> None:
        """Only after it is indexed, and not what changed meanwhile: a kill loses nothing."""
        if self._database.read_only:
            self._read_up_to = noted[-1].id
            return

        def work(connection: sqlite3.Connection) -> None:
            for each in noted:
                said = each.document
                connection.execute(
                    _CROSS_OFF_TITLE if each.is_title else _CROSS_OFF_MESSAGE,
                    {
                        "id": each.id,
                        "body": said and said.body,
                        "model": said and said.model,
                        "is_said": said and said.is_said,
                    },
                )

        await self._database.write(work)

    async def _write(self, work: Callable[[Index], T]) -> T:
        return await self._run(self._writing, lambda: work(self._index()))

    async def _run(self, thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        """Once more with an empty file, where the one there is turns out to be damaged."""
        for _ in range(_REBUILDS):
            async with self._rebuilding:
                age = self._rebuilt
            if self._closing is not None:
                raise StoreError(ErrorKind.STORE_FAULT, "closed")
            try:
                return await _outcome(thread, work)
            except _DamagedError:
                await self._rebuild(age)
        raise StoreError(ErrorKind.STORE_FAULT, "search")

    async def _rebuild(self, age: int) -> None:
        """Begin with an empty file: everything is put in again, step by step."""
        async with self._rebuilding:
            if self._rebuilt != age:
                return
            if self._rebuilt == _REBUILDS:
                raise StoreError(ErrorKind.STORE_FAULT, "search")
            self._rebuilt += 1
            await _outcome(self._reading, self._close_reader)

            def begin() -> None:
                self._close_writer()
                search_file.remove(self._path)
                self._index()

            await _outcome(self._writing, begin)

    async def _close(self) -> None:
        self.interrupt()
        if self._files.index is not None:
            self._files.index.is_stopped = True
        for connection in tuple(self._files.open):
            _interrupt(connection)
        await _outcome(self._reading, self._close_reader)
        await _outcome(self._writing, self._close_writer)
        self._reading.shutdown(wait=False)
        self._writing.shutdown(wait=False)

    def _index(self) -> Index:
        """On the thread that writes."""
        if self._files.index is None:
            own = search_file.open_for_writing(self._path)
            self._files.open.append(own)
            chats = sqlite3.connect(
                uri_of(self._chats),
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            self._files.open.append(chats)
            index = Index(own, chats)
            index.check()
            self._files.index = index
        return self._files.index

    def _close_writer(self) -> None:
        self._files.index = None
        interrupted = False
        while self._files.open:
            connection = self._files.open.pop()
            # An interruption that met nothing would else stop what closing does with the log.
            try:
                connection.execute("SELECT 1").fetchall()
            except sqlite3.OperationalError:
                interrupted = True
            connection.close()
        if interrupted:
            # A statement that was cut short held the interruption, so the log is still there.
            with suppress(sqlite3.Error), closing(search_file.open_for_writing(self._path)):
                pass

    def _reader(self) -> sqlite3.Connection:
        """On the thread that searches."""
        if self._files.reader is None:
            self._files.reader = search_file.open_for_reading(self._path, self._chats)
        return self._files.reader

    def _close_reader(self) -> None:
        reader, self._files.reader = self._files.reader, None
        if reader is not None:
            reader.close()


async def _outcome(thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    future = thread.submit(_in_words, work)
    return await asyncio.wrap_future(future, loop=asyncio.get_running_loop())


def _in_words(work: Callable[[], T]) -> T:
    try:
        with translated():
            return work()
    except StoreError as error:
        if search_file.is_damage(error.__cause__):
            raise _DamagedError from error
        raise


def _interrupt(connection: sqlite3.Connection | None) -> None:
    with suppress(sqlite3.ProgrammingError):  # Closed at this moment.
        if connection is not None:
            connection.interrupt()
