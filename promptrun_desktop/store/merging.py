"""What a copy has and the chats lack is put beside what is there, which stays as it is."""

import contextlib
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from promptrun_desktop.domain.copies import Restored
from promptrun_desktop.store.fields import from_time

# What others refer to comes first. The numbers of rows are given anew.
_TABLES = ("folders", "conversations", "messages", "drafts", "places")
_NUMBER = "position"
_DELETED = "deleted_at"
_ROWS, _BYTES = 200, 4 << 20
_SENT = "SELECT 1 FROM messages WHERE role = 'user' AND trim(text) = trim(new.text)"
# What belongs to no chat that is there would be refused; what was sent is not a draft any more.
_CONDITIONS = {
    "conversation_id": "EXISTS (SELECT 1 FROM conversations WHERE id = new.conversation_id)",
    "key": f"NOT (EXISTS ({_SENT} AND conversation_id = new.key)"
    f" OR new.key = '' AND EXISTS ({_SENT}))",
}


class Batch(NamedTuple):
    """Texts are bytes."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def batches(unpacked: Path) -> Generator[Batch, None, None]:
    """All rows of an unpacked copy, at most 200 or some megabytes at a time."""
    with contextlib.closing(sqlite3.connect(unpacked, isolation_level=None)) as connection:
        connection.text_factory = bytes
        for table in _TABLES:
            found = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            names = tuple(name.decode() for (name,) in found)
            columns = tuple(each for each in names if (table, each) != ("messages", _NUMBER))
            rows = connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid"  # noqa: S608
            )
            batch: list[tuple[Any, ...]] = []
            held = 0
            for row in rows:
                batch.append(row)
                held += sum(len(each) for each in row if isinstance(each, bytes))
                if len(batch) >= _ROWS or held > _BYTES:
                    yield Batch(table, columns, batch)
                    batch, held = [], 0
            if batch:
                yield Batch(table, columns, batch)


def merge(connection: sqlite3.Connection, batch: Batch, at: datetime) -> Restored:
    """Add the rows that are missing, within the caller's transaction; nothing is overwritten.

    What was in the bin is there since `at`: its days begin anew.
    """
    added = sum([insert(connection, batch.table, batch.columns, row) for row in _since(batch, at)])
    return Restored(
        conversations=added if batch.table == "conversations" else 0,
        messages=added if batch.table == "messages" else 0,
    )


def insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], row: Sequence[Any]
) -> bool:
    """Whether it was missing. Bytes are texts, whole or not."""
    names = ", ".join(columns)
    marks = ", ".join("CAST(? AS TEXT)" if isinstance(each, bytes) else "?" for each in row)
    where = " AND ".join(_CONDITIONS[each] for each in columns if each in _CONDITIONS)
    cursor = connection.execute(
        f"INSERT OR IGNORE INTO {table} ({names})"  # noqa: S608
        f" WITH new ({names}) AS (VALUES ({marks}))"
        f" SELECT * FROM new WHERE {where or 'TRUE'}",
        row,
    )
    return cursor.rowcount == 1


def _since(batch: Batch, at: datetime) -> Iterator[Sequence[Any]]:
    if _DELETED not in batch.columns:
        yield from batch.rows
        return
    column = batch.columns.index(_DELETED)
    for row in batch.rows:
        values = list(row)
        if values[column] is not None:
            values[column] = from_time(at)
        yield values
