"""A long job beside the store's own threads: cancelling who awaits it ends it at once."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from promptrun_desktop.store.faults import translated
from promptrun_desktop.store.files import read_only

T = TypeVar("T")
_OPERATIONS = 10_000
# In seconds: what is interrupted between two statements begins the next one all the same.
_AGAIN = 0.02


class StoppedError(Exception):
    """Nobody wants the outcome any more."""


class Stop:
    """What a job asks whether it is still wanted."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._connection: sqlite3.Connection | None = None

    @property
    def is_set(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raises StoppedError."""
        if self._event.is_set():
            raise StoppedError

    def pause(self, seconds: float) -> None:
        """Leave the processor and the disk to others. Raises StoppedError."""
        if self._event.wait(seconds):
            raise StoppedError

    def open(self, path: Path) -> sqlite3.Connection:
        """For reading; what is under way there is cut short when the job is to stop."""
        self._connection = read_only(path)
        self._connection.set_progress_handler(self._event.is_set, _OPERATIONS)
        return self._connection

    def set(self) -> None:
        self._event.set()
        if self._connection is not None:
            try:
                self._connection.interrupt()
            except sqlite3.ProgrammingError:
                self._connection = None  # Closed: the job is about to end.


async def aside(name: str, job: Callable[[Stop], T]) -> T:
    """Run it on a thread of its own. Cancelled, it is stopped and waited for.

    Raises StoreError for what the disk and SQLite raise.
    """
    stop = Stop()
    thread = ThreadPoolExecutor(1, name)
    running = asyncio.wrap_future(thread.submit(_in_words, job, stop))
    thread.shutdown(wait=False)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            stop.set()
            await asyncio.wait({running}, timeout=_AGAIN)
        if not running.cancelled():
            running.exception()  # Looked at: it was to be expected.
        raise


def _in_words(job: Callable[[Stop], T], stop: Stop) -> T:
    with translated():
        return job(stop)
