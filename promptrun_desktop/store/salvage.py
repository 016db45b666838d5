"""Out of a damaged database whatever can still be read, into a new one."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.files import read_only
from promptrun_desktop.store.pages import Pages
from promptrun_desktop.store.records import Row, Rows, Value
from promptrun_desktop.store.refuge import Refuge
from promptrun_desktop.store.shapes import Shape, fitting, shapes

# Damage may lead SQLite in circles: what brings no row for so long, in seconds, is given up.
_PATIENCE = 10.0
_OPERATIONS = 10_000
_LONGEST_NAME = 80
# Of a table that three others could be: rows of few bytes, and few of them.
_UNSURE_AT_MOST = 10_000
Progress = Callable[[float], object]
_Unsure = list[tuple[bytes, bytes, dict[str, Value]]]


def salvage(path: Path, refuge: Refuge, progress: Progress, stop: Stop) -> None:
    """Never changes the damaged file. `progress` is told of the share that is done, 0 to 1.

    SQLite reads what it can, from both ends of each table. Then every page is looked at, so that
    what no other page points to any more is found too. Raises StoppedError and OSError; what is
    wrong with the file raises nothing.
    """
    known = shapes()
    if path.stat().st_size:  # SQLite deletes the log of an empty file.
        _by_sql(path, refuge, known, stop)
    progress(0.1)
    _by_pages(path, refuge, known, lambda share: progress(0.1 + 0.9 * share), stop)


def _by_sql(path: Path, refuge: Refuge, known: dict[str, Shape], stop: Stop) -> None:
    clock = _Clock(stop)
    with contextlib.suppress(sqlite3.Error), contextlib.closing(read_only(path)) as connection:
        connection.text_factory = bytes
        connection.set_progress_handler(clock.is_late, _OPERATIONS)
        for shape in known.values():
            forward, last = _read(connection, refuge, shape, "ASC", clock, None)
            if not forward:
                _read(connection, refuge, shape, "DESC", clock, last)
    stop.check()


def _read(
    connection: sqlite3.Connection,
    refuge: Refuge,
    shape: Shape,
    order: str,
    clock: "_Clock",
    until: int | None,
) -> tuple[bool, int | None]:
    """Whether it came to the end, and the row it came to."""
    last: int | None = None
    clock.wind_up()
    try:
        cursor = connection.execute(f"SELECT rowid, * FROM {shape.table} ORDER BY rowid {order}")  # noqa: S608
        columns = [column for column, *_ in cursor.description[1:]]
        for number, *values in cursor:
            if number == until:
                break
            row = dict(zip(columns, values, strict=True))
            refuge.take(shape, {key: row[key] for key in shape.columns if key in row})
            last = number
            clock.wind_up()
    except (sqlite3.Error, OverflowError):
        return False, last
    return True, last


class _Clock:
    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self.wind_up()

    def wind_up(self) -> None:
        self._late = time.monotonic() + _PATIENCE

    def is_late(self) -> bool:
        return self._stop.is_set or time.monotonic() > self._late


def _by_pages(
    path: Path,
    refuge: Refuge,
    known: dict[str, Shape],
    progress: Progress,
    stop: Stop,
) -> None:
    unsure: _Unsure = []
    with Pages(path) as pages:
        for done, row in _found(pages, known, stop):
            progress(done)
            if row is not None:
                _place(refuge, fitting(row.kinds, known.values()), row, unsure)
    for key, text, row_of_three in unsure:
        _decide(refuge, known, key, text, row_of_three)


def _found(pages: Pages, known: dict[str, Shape], stop: Stop) -> Iterator[tuple[float, Row | None]]:
    """Each row with the share of the pages that is done; no row where a page had none."""
    free, rows = pages.free(), Rows(pages)
    zero = bytes(pages.size)
    odd: list[int] = []

    counts = {
        count for shape in known.values() for count in range(shape.fewest, len(shape.columns) + 1)
    }

    def fits(kinds: str) -> bool:
        return bool(fitting(kinds, known.values()))

    for number in range(1, pages.count + 1):
        stop.check()
        page = pages.get(number)
        if number in free or page == zero:
            continue
        found, good = rows.of(number, page)
        if not good and page[0] not in (2, 5, 10):
            odd.append(number)
        for row in found:
            yield 0.8 * number / pages.count, row
    for index, number in enumerate(odd):
        stop.check()
        yield 0.8 + 0.2 * index / len(odd), None
        if number not in rows.rest:
            for row in rows.carved(pages.get(number), counts, fits):
                yield 0.8 + 0.2 * index / len(odd), row


def _place(refuge: Refuge, shapes: list[Shape], row: Row, unsure: _Unsure) -> None:
    if len(shapes) == 1:
        refuge.take(shapes[0], _named(shapes[0], row), whole=row.whole)
    elif shapes and len(unsure) < _UNSURE_AT_MOST and row.whole:
        key, text = row.values[0], row.values[1]
        if isinstance(key, bytes) and isinstance(text, bytes):
            unsure.append((key, text, {"": row.values[2]}))


def _named(shape: Shape, row: Row) -> dict[str, Value]:
    named = dict(zip(shape.columns, row.values, strict=False))
    if shape.numbered:
        named[shape.columns[0]] = row.rowid
    return named


def _decide(
    refuge: Refuge, known: dict[str, Shape], key: bytes, text: bytes, rest: dict[str, Value]
) -> None:
    """A draft, a folder and a list of models are stored alike: two texts and a number."""
    if refuge.has("drafts", "key", key) or refuge.has("folders", "id", key):
        return
    if b"://" in key:
        return  # A list of models is fetched again.
    # Of a question that is being edited there is a draft, too.
    chat = key.removesuffix(b"/edit")
    if key == b"" or refuge.has("messages", "conversation_id", chat):
        shape = known["drafts"]
    elif len(text) <= _LONGEST_NAME and b"\n" not in text:
        shape = known["folders"]
    else:
        return
    refuge.take(shape, dict(zip(shape.columns, (key, text, rest[""]), strict=True)))
