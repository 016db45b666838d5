"""Chats as lines, between our own processes: the records of a back-up (`docs/back-up.md`).

A line is short, whatever was said, and read at once: a long one would hold the interpreter's lock
for so long that it were felt in the window.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NoReturn

from promptrun_desktop.formats.backup_lines import lines, records
from promptrun_desktop.formats.backup_values import Value, records_of, values_of

__all__ = ["END", "Value", "lines_of", "read"]

END = b"\n"


def lines_of(value: Value) -> Iterator[bytes]:
    for kind, record in records_of(value):
        yield from lines(kind, record)


def read(found: Iterable[bytes]) -> Iterator[Value]:
    """Up to `END`, or to their end. A very large chat comes in parts that follow each other.

    Raises ValueError for anything but such lines.
    """
    yield from values_of(records(takewhile(END.__ne__, found), _refused), _refused)


def _refused(kind: str) -> NoReturn:
    raise ValueError(f"{kind} cannot be read")
