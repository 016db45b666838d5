"""The database's files: private to the user, opened for writing or only for reading."""

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from promptrun_desktop.store.disk import settle
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.fields import leniently
from promptrun_desktop.store.migrations import is_newer, migrate
from promptrun_desktop.store.swap import finish


@dataclass(frozen=True, slots=True)
class Connections:
    """`writer` is None for a file that a newer version of the app has written."""

    writer: sqlite3.Connection | None
    reader: sqlite3.Connection


def open_file(path: Path) -> Connections:
    """Create or migrate the file as needed. Raises sqlite3.Error, OSError and DamagedError."""
    finish(path)
    if not path.exists():
        create_private(path)
    elif _is_emptied(path):
        raise DamagedError("only the log is left")
    elif _looks_newer(path):
        return Connections(None, read_only(path))
    writer = _writable(path)
    try:
        if is_newer(writer):
            writer.close()
            return Connections(None, read_only(path))
        writer.execute("PRAGMA journal_mode = WAL")
        empty_log(writer)  # A killed process leaves one.
        _check_writable(writer, path)
        migrate(writer, path)
        writer.execute("PRAGMA foreign_keys = ON")
        return Connections(writer, read_only(path))
    except BaseException:
        writer.close()
        raise


def create_private(path: Path) -> None:
    """An empty file that only its owner may read, in folders that only the owner may enter.

    SQLite gives its side files the permissions of the database.
    """
    for folder in reversed(path.parents):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # A power cut may take a whole new folder, and what was stored in it, with its name, which
    # stands in the folder above. Who made it does not matter: this happens once.
    for folder in path.parents:
        with contextlib.suppress(OSError):  # Some may not be opened, such as those of others.
            settle(folder)


def all_rows(
    connection: sqlite3.Connection, query: str, values: Sequence[object]
) -> list[tuple[Any, ...]]:
    """All at once, and quickly: texts are read leniently only where one is damaged."""
    lenient = connection.text_factory
    connection.text_factory = str
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        # What SQLite itself raises has a code; a text that is not UTF-8 has none.
        if getattr(error, "sqlite_errorcode", None) is not None:
            raise
    finally:
        connection.text_factory = lenient
    return connection.execute(query, values).fetchall()


def empty_log(connection: sqlite3.Connection) -> None:
    """Move what the log holds into the file, if there is room, so that its own is used again.

    Done in time, it is what makes a full disk usable: a write that fails fills the log first.
    """
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _is_emptied(path: Path) -> bool:
    """Whether chats are left in the log alone, which SQLite would delete: it has a file with a
    first page before there is a log."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size == 0 and log.exists() and log.stat().st_size > 0


def _looks_newer(path: Path) -> bool:
    """Ask without a chance to change the file: even closing a writer may move data in it."""
    try:
        with contextlib.closing(read_only(path)) as connection:
            return is_newer(connection)
    except sqlite3.Error:
        return False  # Perhaps a half-done write, which only a writer can undo.


def _writable(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.text_factory = leniently
    # NORMAL loses acknowledged commits in a power cut; on a Mac so does a plain fsync.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    # A log of 400 KB, not 4 MB: when the disk is full it is what takes the room.
    connection.execute("PRAGMA wal_autocheckpoint = 100")
    # What is deleted is zero in the file, on every system: no salvage brings it back.
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    # Off while tables may be rebuilt by a migration, which cannot switch it itself.
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _check_writable(writer: sqlite3.Connection, path: Path) -> None:
    """Raise sqlite3.Error where only this moment keeps the file from being written.

    SQLite opens for reading what it cannot open for writing, be it for want of handles or of
    room, and every later write would be refused.
    """
    if os.access(path, os.W_OK):
        # BEGIN IMMEDIATE alone begins to read, then. Rolled back, this touches no file.
        writer.execute("BEGIN IMMEDIATE")
        try:
            writer.execute("PRAGMA user_version = 0")
        finally:
            writer.execute("ROLLBACK")


def read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri_of(path), uri=True, isolation_level=None, check_same_thread=False
    )
    connection.text_factory = leniently
    return connection


def uri_of(path: Path) -> str:
    """For reading only."""
    name = path.absolute().as_posix()
    # file:///home/…, file:///C:/…, file:////host/share/…: an authority would be refused.
    return f"file://{'' if name.startswith('/') else '/'}{quote(name)}?mode=ro"
