"""Records as lines of JSON and back; no line is long, however long a text is.

A line is an object with one name, which says what it holds: `{"message": {…}}`. A long text goes on
in lines `{"more": {"text": "…"}}` behind its own.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from promptrun_desktop.formats.record import Record

# In characters; at most 6 bytes each, and a record has few texts.
PIECE = 200_000
# In bytes.
LONGEST_LINE = 16 << 20
# Of all texts of a record together, in characters: nobody has written so much at once.
_LONGEST_RECORD = 100_000_000
_MORE = "more"
# Stands for a line that is: it holds nothing.
_TOO_LONG = b"{}"
# Texts, brackets and commas of an honest record are few; a line that is made of them takes fifty
# times its size when it is parsed.
_PIECE_OF_JSON = re.compile(rb'"(?>(?:[^"\\]|\\.)*)"|[\[{,"]')
_MOST_PIECES = 20_000
# Made once: `json.dumps` would make one for each line.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Unread = Callable[[str], object]


def lines(kind: str, record: Record) -> Iterator[bytes]:
    """Each ends with a line feed."""
    long = {
        key: value for key, value in record.items() if isinstance(value, str) and len(value) > PIECE
    }
    yield _line(kind, record | {key: text[:PIECE] for key, text in long.items()})
    for key, text in long.items():
        for start in range(PIECE, len(text), PIECE):
            yield _line(_MORE, {key: text[start : start + PIECE]})


def records(found: Iterable[bytes], unread: Unread) -> Iterator[tuple[str, Record]]:
    """Kind and record of each. `unread` is told of every one that cannot be read.

    What `found` raises passes, and what was not whole then is left out.
    """
    kind, record = "", _Growing({})
    for line in found:
        if not line.strip():
            continue
        next_kind, value = _parsed(line)
        if not next_kind:
            unread("?")
            record.miss()
            continue
        if next_kind == _MORE:
            record.grow(value)
            continue
        if kind:
            yield from record.done(kind, unread)
        kind, record = next_kind, _Growing(value)
    if kind:
        yield from record.done(kind, unread)


def split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines that are not empty, without their ends. One that is too long comes as one that is no
    record."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            if piece or size:
                is_long = size + len(piece) > LONGEST_LINE
                yield _TOO_LONG if is_long else b"".join([*held, piece])
                held, size = [], 0
        size += len(rest)
        if size > LONGEST_LINE:
            held = []
        elif rest:
            held.append(rest)
    if size:
        yield _TOO_LONG if size > LONGEST_LINE else b"".join(held)


class _Growing:
    """A record whose texts may go on."""

    def __init__(self, record: Record | None) -> None:
        self._record = record
        self._size = 0
        self._pieces: dict[str, list[str]] = {}
        self._has_hole = False

    def miss(self) -> None:
        """A line behind it cannot be read, which may have been a part of it."""
        self._has_hole = True
        texts = (self._record or {}).values()
        if self._pieces or any(isinstance(each, str) and len(each) >= PIECE for each in texts):
            self._drop()

    def grow(self, more: Record | None) -> None:
        if more is None or self._has_hole:
            self._drop()
        for key, piece in (more or {}).items():
            text = (self._record or {}).get(key)
            self._size += len(piece) if isinstance(piece, str) else 0
            if not (isinstance(text, str) and isinstance(piece, str)) or (
                self._size > _LONGEST_RECORD
            ):
                self._drop()
                return
            self._pieces.setdefault(key, [text]).append(piece)

    def done(self, kind: str, unread: Unread) -> Iterator[tuple[str, Record]]:
        if self._record is None:
            unread(kind)
        else:
            yield kind, self._record | self._joined()

    def _drop(self) -> None:
        """A part of a text is not shown as the whole."""
        self._record, self._pieces = None, {}

    def _joined(self) -> Record:
        """Once: the pieces of a long text are let go of before anyone works with it."""
        pieces, self._pieces = self._pieces, {}
        return {key: "".join(pieces.pop(key)) for key in list(pieces)}


def parsed(line: bytes) -> Any:
    """What it holds. Raises ValueError, and nothing else, whatever stands there."""
    if sum(map(line.count, (b"[", b"{", b",", b'"'))) > _MOST_PIECES:
        # Only a look at what stands outside of texts tells.
        found = _PIECE_OF_JSON.finditer(line)
        if next(islice(found, _MOST_PIECES, None), None) is not None:
            raise ValueError("too many pieces")
    try:
        return json.loads(line.decode(errors="replace"))
    except RecursionError as error:
        raise ValueError("too deep") from error


def _parsed(line: bytes) -> tuple[str, Record | None]:
    """The kind is empty where the line is none."""
    try:
        value = parsed(line)
    except ValueError:
        return "", None
    match value:
        case {**only} if len(only) == 1:
            ((kind, record),) = only.items()
            return str(kind), record if isinstance(record, dict) else None
        case _:
            return "", None


def dumped(value: object) -> bytes:
    return _ENCODER.encode(value).encode(errors="replace")


def _line(kind: str, record: Record) -> bytes:
    return dumped({kind: record}) + b"\n"
