"""One file, one thread that writes and one that reads; callers await, the window never waits."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.store.faults import is_no_room, translated
from promptrun_desktop.store.files import Connections, empty_log, open_file

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class Database:
    """Built by `open()`. All methods are called on the loop's thread.

    `work` runs on another thread: it speaks SQL and touches nothing else. Everything raises
    StoreError: DISK_FULL, STORE_NEWER (a write to a newer file) or STORE_FAULT.
    """

    def __init__(
        self, connections: Connections, writing: ThreadPoolExecutor, reading: ThreadPoolExecutor
    ) -> None:
        self._connections = connections
        self._writing = writing
        self._reading = reading
        self._closing: asyncio.Task[None] | None = None
        # After each write, whoever asked for it: what is derived from the chats is behind.
        self.written = Signal[[]]()

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Create folders and file as needed, or migrate an older file after copying it aside."""
        writing = ThreadPoolExecutor(1, "store-writer")
        try:
            connections = await _outcome(writing.submit(_in_words, lambda: open_file(path)))
        except BaseException:
            writing.shutdown(wait=False)
            raise
        return cls(connections, writing, ThreadPoolExecutor(1, "store-reader"))

    @property
    def read_only(self) -> bool:
        """True for a file that a newer version of the app has written."""
        return self._connections.writer is None

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction: all of it is on the disk on return, or none.

        Writes happen in the order they were asked for. Once asked for, a write happens even
        if the task that awaits it is cancelled. On a full disk `work` is run a second time.
        """
        self._check_open()
        writer = self._connections.writer
        if writer is None:
            raise StoreError(ErrorKind.STORE_NEWER)
        outcome = _outcome(self._writing.submit(_in_words, lambda: _write(writer, work)))
        outcome.add_done_callback(lambda _: self.written.emit())
        return await asyncio.shield(outcome)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging state of the file. Cancelled before its turn, it is not."""
        self._check_open()
        reader = self._connections.reader
        return await _outcome(self._reading.submit(_in_words, lambda: _snapshot(reader, work)))

    async def close(self) -> None:
        """Finish what was asked for and close the file; a long read is cut short."""
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(
                self._close(), name="close database"
            )
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        reader, writer = self._connections.reader, self._connections.writer
        reader.interrupt()
        await _outcome(self._reading.submit(_in_words, reader.close))
        self._reading.shutdown(wait=False)
        # The last connection to close moves the log into the file and removes it.
        if writer is not None:
            await _outcome(self._writing.submit(_in_words, writer.close))
        self._writing.shutdown(wait=False)

    def _check_open(self) -> None:
        if self._closing is not None:
            raise StoreError(ErrorKind.STORE_FAULT, "closed")


def _outcome(future: Future[T]) -> asyncio.Future[T]:
    return asyncio.wrap_future(future, loop=asyncio.get_running_loop())


def _in_words(work: Callable[[], T]) -> T:
    with translated():
        return work()


def _write(connection: sqlite3.Connection, work: Work[T]) -> T:
    try:
        return _transaction(connection, work)
    except sqlite3.Error as error:
        if not is_no_room(error):
            raise
    empty_log(connection)
    return _transaction(connection, work)


def _transaction(connection: sqlite3.Connection, work: Work[T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
        return result
    finally:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _snapshot(connection: sqlite3.Connection, work: Work[T]) -> T:
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
