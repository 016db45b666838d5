"""Which table a row found without its table belongs to: by how many columns it has, and of what."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from promptrun_desktop.store.migrations import MIGRATIONS

# What a column of a type may hold, as letters of `records.Row`: SQLite stores 2.0 as 2.
_HOLDS = {"TEXT": "t", "INTEGER": "i", "REAL": "ri"}


@dataclass(frozen=True, slots=True)
class Shape:
    """`holds` has the kinds that each column takes. `fewest`: older rows lack the last columns,
    and are not written again when a column is added."""

    table: str
    columns: tuple[str, ...]
    holds: tuple[str, ...]
    needed: tuple[bool, ...]
    fewest: int
    numbered: bool

    def fits(self, kinds: str) -> bool:
        return self.fewest <= len(kinds) <= len(self.columns) and all(
            kind in allowed for kind, allowed in zip(kinds, self.holds, strict=False)
        )


def shapes() -> dict[str, Shape]:
    """Of every table whose rows are pages of a table, from the steps that made them."""
    fewest: dict[str, int] = {}
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in MIGRATIONS:
            step(connection)
            for table in _tables(connection):
                fewest.setdefault(table, len(_columns(connection, table)))
        return {
            table: _shape(table, _columns(connection, table), fewest[table])
            for table in _tables(connection)
        }
    finally:
        connection.close()


def fitting(kinds: str, among: Iterable[Shape]) -> list[Shape]:
    return [shape for shape in among if shape.fits(kinds)]


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr"
    )
    return [name for (name,) in rows if not name.startswith("sqlite_")]


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, bool]]:
    """Name, type, whether it must have a value, whether it is the number of the row."""
    rows = connection.execute(
        "SELECT name, type, [notnull], pk FROM pragma_table_info(?)", (table,)
    )
    return [
        (name, type, bool(needed), bool(key) and type == "INTEGER")
        for name, type, needed, key in rows
    ]


def _shape(table: str, columns: list[tuple[str, str, bool, bool]], fewest: int) -> Shape:
    return Shape(
        table,
        tuple(name for name, *_ in columns),
        # The number of a row stands before it, and null in its place.
        tuple(
            "n" if number else _HOLDS[type] + ("" if needed else "n")
            for _, type, needed, number in columns
        ),
        tuple(needed for _, _, needed, _ in columns),
        fewest,
        any(number for *_, number in columns),
    )
