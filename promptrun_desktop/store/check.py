"""Whether a database is whole."""

import contextlib
import sqlite3
from pathlib import Path

from promptrun_desktop.store.aside import Stop, aside
from promptrun_desktop.store.faults import is_damage

# One fault is enough to act upon; more are for those who want to know.
_AT_MOST = 20


def faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file, in its words; nothing is right."""
    try:
        rows = connection.execute(f"PRAGMA quick_check({_AT_MOST})").fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return [str(error)]
        raise
    found = [text if isinstance(text, str) else "?" for (text,) in rows]
    return [] if found == ["ok"] else found


async def check(path: Path) -> list[str]:
    """On a thread and a connection of its own: writing goes on. Cancelling ends it at once.

    Raises StoreError where the file cannot be read at all.
    """

    def look(stop: Stop) -> list[str]:
        with contextlib.closing(stop.open(path)) as connection:
            return faults(connection)

    return await aside("store-check", look)
