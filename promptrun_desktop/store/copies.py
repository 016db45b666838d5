"""Compressed copies of the database: made beside the running app, unpacked into a new one.

A copy is text: a line that names the version, then for each table a line with its columns and one
for each row. There are no indexes in it; they are made again.
"""

import contextlib
import json
import lzma
import os
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from promptrun_desktop.domain.copies import Copy, superfluous
from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.check import faults
from promptrun_desktop.store.disk import private_folder, settle
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.files import create_private
from promptrun_desktop.store.messages import cut_off
from promptrun_desktop.store.migrations import MIGRATIONS, migrate, version_of

_NAME = "chats-%Y%m%dT%H%M%SZ.copy"
PARTIAL = ".partial"
# Of plain text: small ones are compressed well, large ones quickly.
_SMALL, _LARGE = 8 << 20, 64 << 20
_SLICE = 1 << 20
# A copy is of a file at least so many times as large.
_PACKED = 2
# Made again from what is said, or by the copy's own reading.
_LEFT_OUT = ("unindexed", "model_lists")


def listed(folder: Path) -> list[Copy]:
    """The newest first."""
    found = []
    for path in folder.glob("chats-*.copy") if folder.is_dir() else ():
        with contextlib.suppress(ValueError, OSError):
            made_at = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
            found.append(Copy(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def make(database: Path, folder: Path, at: datetime, stop: Stop) -> Copy:
    """Copy one unchanging state of the database, and let go of copies that are superfluous.

    Raises DamagedError, and copies nothing, where the database is not whole; StoppedError,
    sqlite3.Error, OSError. Nothing half-made is left.
    """
    private_folder(folder)
    clean(folder)
    path = folder / at.astimezone(UTC).strftime(_NAME)
    partial = path.with_name(path.name + PARTIAL)
    try:
        with contextlib.closing(stop.open(database)) as connection:
            connection.text_factory = _exactly
            connection.execute("BEGIN")
            if faults(connection):
                raise DamagedError
            size = database.stat().st_size
            _write(connection, partial, _preset(size), stop)
        partial.replace(path)
        settle(folder)
    finally:
        partial.unlink(missing_ok=True)
    found = listed(folder)
    # Twice what is copied. Where chats vanished that is little, and their copies are all there is.
    room = 2 * max([size, *(_PACKED * each.size for each in found)])
    for copy in superfluous(found, at.astimezone().date(), room):
        copy.path.unlink(missing_ok=True)
    return Copy(path, at, path.stat().st_size)


def clean(folder: Path) -> None:
    """Remove what a killed process was making."""
    for rubbish in folder.glob(f"*{PARTIAL}*"):
        rubbish.unlink(missing_ok=True)


def unpack(copy: Path, target: Path, stop: Stop) -> None:
    """Make a database of the newest schema out of a copy of this version or an older one; what
    was being written then is cut off.

    Raises DamagedError for a copy that is not whole, or that a newer version has made.
    """
    create_private(target)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        try:
            with lzma.open(copy, "rt", encoding="utf-8") as lines:
                _read(connection, lines, stop)
        except (lzma.LZMAError, EOFError, ValueError, TypeError, KeyError) as error:
            raise DamagedError from error
        migrate(connection, target, is_copy=True)
        cut_off(connection)


def _exactly(text: bytes) -> str:
    """Damaged text comes back as it was: what is no UTF-8 is carried in lone surrogates."""
    return text.decode("utf-8", "surrogateescape")


def _preset(size: int) -> int:
    return 6 if size <= _SMALL else 3 if size <= _LARGE else 0


def _write(connection: sqlite3.Connection, path: Path, preset: int, stop: Stop) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        packer = lzma.LZMACompressor(preset=preset)
        waiting, held, began = [], 0, time.monotonic()
        for line in _lines(connection):
            waiting.append(line)
            held += len(line)
            if held >= _SLICE:
                file.write(packer.compress(b"".join(waiting)))
                # As long as it took: half a core is left to the window.
                stop.pause(time.monotonic() - began)
                waiting, held, began = [], 0, time.monotonic()
        file.write(packer.compress(b"".join(waiting)))
        file.write(packer.flush())
        file.flush()
        os.fsync(file.fileno())
    stop.check()


def _lines(connection: sqlite3.Connection) -> Iterator[bytes]:
    yield _line({"version": version_of(connection)})
    for table in _tables(connection):
        rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
        yield _line({"table": table, "columns": [column for column, *_ in rows.description]})
        yield from map(_line, rows)


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), default=_as_text).encode() + b"\n"


def _as_text(value: object) -> str:
    """No column holds bytes; where one does, they were text."""
    return _exactly(value) if isinstance(value, bytes) else str(value)


def _read(connection: sqlite3.Connection, lines: Any, stop: Stop) -> None:
    head = json.loads(next(lines, "null"))
    version = head["version"]
    if version not in range(1, len(MIGRATIONS) + 1):
        raise DamagedError
    for step in MIGRATIONS[:version]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {version}")
    known = {table: _columns(connection, table) for table in _tables(connection)}
    connection.execute("BEGIN")
    table, columns = "", ""
    for count, line in enumerate(lines):
        value = json.loads(line)
        if isinstance(value, dict):
            table = value["table"]
            # Only names of our own become SQL.
            if not set(value["columns"]) <= known[table]:
                raise DamagedError
            columns = ", ".join(value["columns"])
        else:
            _insert(connection, table, columns, value)
        if count % 1000 == 0:
            stop.check()
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, table: str, columns: str, row: list[Any]) -> None:
    values = [_stored(each) for each in row]
    marks = ", ".join("CAST(? AS TEXT)" if isinstance(each, bytes) else "?" for each in values)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608


def _stored(value: object) -> object:
    """A damaged text as the bytes that it was."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogateescape")
    return value


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in found if name not in _LEFT_OUT and not name.startswith("sqlite_")]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
