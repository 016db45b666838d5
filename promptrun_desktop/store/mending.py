"""Chats out of a damaged file and the newest good copy become one whole file in its place."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from promptrun_desktop.domain.copies import Copy, Mended, Restored
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.store import copies
from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.files import create_private
from promptrun_desktop.store.merging import batches
from promptrun_desktop.store.migrations import HIGHEST_VERSION, MIGRATIONS, migrate
from promptrun_desktop.store.pages import Pages
from promptrun_desktop.store.refuge import Refuge
from promptrun_desktop.store.salvage import Progress, salvage
from promptrun_desktop.store.shapes import shapes
from promptrun_desktop.store.swap import finish, waiting

_PARTIAL = ".partial"


def mend(path: Path, backups: Path, title: str, progress: Progress, stop: Stop) -> Mended:
    """Salvage the file, fill what is missing from the newest good copy, and put it in its place.

    `title` is that of a chat of which only messages are left. Nobody may have the file open.
    Raises StoppedError and OSError (then nothing has changed), StoreError for a newer version.
    """
    with Pages(path) as pages:
        if len(MIGRATIONS) < pages.version <= HIGHEST_VERSION:
            raise StoreError(ErrorKind.STORE_NEWER)
    partial = waiting(path).with_name(waiting(path).name + _PARTIAL)
    _remove(partial)
    try:
        with contextlib.closing(_fresh(partial)) as connection:
            refuge = Refuge(connection)
            salvage(path, refuge, lambda share: progress(0.8 * share), stop)
            own = Restored(refuge.count("conversations"), refuge.count("messages"))
            copied_at = _fill(refuge, copies.listed(backups), partial, stop)
            progress(0.9)
            all_of = Restored(refuge.count("conversations"), refuge.count("messages"))
            refuge.settle(title)
            conversations = refuge.count("conversations")
            connection.execute("COMMIT")
        stop.check()
        _onto_disk(partial)
        partial.replace(waiting(path))
    finally:
        _remove(partial)
    # It speaks of rows by their numbers, of which some are others now; it is made again.
    _remove(path.with_name("search.db"))
    kept = finish(path)
    return Mended(
        conversations=conversations,
        messages=all_of.messages,
        from_copy=Restored(
            all_of.conversations - own.conversations, all_of.messages - own.messages
        ),
        copied_at=copied_at,
        kept=kept or path,
    )


def _fresh(path: Path) -> sqlite3.Connection:
    """The newest schema, in a transaction; what is lost with a power cut is begun again."""
    create_private(path)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    migrate(connection, path, is_copy=True)
    connection.execute("BEGIN")
    return connection


def _fill(refuge: Refuge, found: Iterable[Copy], beside: Path, stop: Stop) -> datetime | None:
    """What is missing comes from the newest copy that is whole; returns when that was made."""
    known = shapes()
    unpacked = beside.with_name(f"{beside.name}.copy{_PARTIAL}")
    for copy in found:
        _remove(unpacked)
        try:
            copies.unpack(copy.path, unpacked, stop)
            for batch in batches(unpacked):
                stop.check()
                for row in batch.rows:
                    values = dict(zip(batch.columns, row, strict=True))
                    refuge.take(known[batch.table], values, own=False)
            return copy.made_at
        except (DamagedError, sqlite3.Error):
            continue
        finally:
            _remove(unpacked)
    return None


def _onto_disk(path: Path) -> None:
    # Windows lets only those who may write bring it to the disk.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
