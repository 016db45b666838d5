"""What keeping chats asks of the store: a check, copies, and what a copy brings back."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from promptrun_desktop.domain.copies import Copy, Mended, Restored
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import now
from promptrun_desktop.store import copies, mending
from promptrun_desktop.store.aside import Stop, aside
from promptrun_desktop.store.check import check
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.merging import batches, merge

# Beside the database.
FOLDER = "backups"


class Keeper:
    """Each call runs on a thread of its own and is ended at once by cancelling it.

    Everything raises StoreError; COPY_DAMAGED for a copy that is not whole.
    """

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path
        self._folder = path.parent / FOLDER

    async def check(self) -> list[str]:
        """What is wrong with the file; empty where nothing is."""
        return await check(self._path)

    async def copies(self) -> list[Copy]:
        """The newest first."""
        return await aside("store-copies", lambda stop: copies.listed(self._folder))

    async def copy(self, at: datetime) -> Copy:
        return await aside(
            "store-copy", lambda stop: copies.make(self._path, self._folder, at, stop)
        )

    async def restore(self, copy: Copy) -> Restored:
        """Add what the copy has and the chats lack; nothing is overwritten."""
        loop = asyncio.get_running_loop()
        at = now()

        def job(stop: Stop) -> Restored:
            unpacked = copy.path.with_name(f"{copy.path.name}.unpacked{copies.PARTIAL}")
            unpacked.unlink(missing_ok=True)
            added = Restored()
            try:
                _unpack(copy, unpacked, stop)
                with contextlib.closing(batches(unpacked)) as found:
                    for batch in found:
                        stop.check()
                        write = self._database.write(partial(merge, batch=batch, at=at))
                        added += asyncio.run_coroutine_threadsafe(write, loop).result()
            finally:
                unpacked.unlink(missing_ok=True)
            return added

        return await aside("store-restore", job)


def _unpack(copy: Copy, target: Path, stop: Stop) -> None:
    try:
        copies.unpack(copy.path, target, stop)
    except DamagedError as error:
        raise StoreError(ErrorKind.COPY_DAMAGED, str(error)) from error


async def bring_back(path: Path, title: str, progress: Callable[[float], object]) -> Mended:
    """Salvage a damaged file that nobody has open; see `mending.mend`.

    `progress` is told on the loop's thread of the share that is done.
    """
    loop = asyncio.get_running_loop()
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share - told >= 0.01:
            told = share
            loop.call_soon_threadsafe(progress, share)

    return await aside(
        "store-mend", lambda stop: mending.mend(path, path.parent / FOLDER, title, tell, stop)
    )
