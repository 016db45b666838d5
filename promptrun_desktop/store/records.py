"""Rows read from the bytes of a page, one by one, so that a bad one costs no other.

Formats: "Database File Format" of SQLite, sections 1.6 (pages, cells, overflow) and 2.1 (records).
"""

import struct
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from promptrun_desktop.store.pages import HEADER, Pages

Value = int | float | bytes | None
_LEAF = 13
_SMALLEST_CELL = 4
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
# Of a row of at least two columns: one byte for the header's length, one or more for each column.
_SHORTEST_HEADER, _LONGEST_HEADER = 3, 100
_BEFORE_HEADER = 2
_GOES_ON = bytes(range(128, 256))


class Row(NamedTuple):
    """Texts are bytes. `kinds` has a letter for each column: n, i, r, t or b (null, whole number,
    number, text, bytes). `whole`: False where the end of it is lost."""

    rowid: int
    kinds: str
    values: list[Value]
    whole: bool


class NoRowError(Exception):
    """Here is no row."""


class Rows:
    """Reads the rows of pages, and remembers which pages hold the rest of long ones."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._size = pages.size
        self.rest: set[int] = set()

    def of(self, number: int, page: bytes) -> tuple[list[Row], bool]:
        """The rows of a leaf of a table, and whether all it points to were some."""
        start = HEADER if number == 1 else 0
        if page[start] != _LEAF:
            return [], False
        free, cells, begin, odd = struct.unpack_from(">HHHB", page, start + 1)
        first = start + 8
        if first + 2 * cells > self._size:
            return [], False
        found, used, good = [], odd, True
        for at in struct.unpack_from(f">{cells}H", page, first):
            try:
                found.append(self.row(page, at))
                used += self._cell_size(page, at)
            except NoRowError:
                good = False
        # A page of which one half is older than the other points to fewer rows than it holds.
        accounted = used + _gaps(page, free) == self._size - (begin or 65536)
        return found, good and accounted

    def _cell_size(self, page: bytes, at: int) -> int:
        length, after = _varint(page, at)
        _, after = _varint(page, after)
        local = self._local(length)
        return max(_SMALLEST_CELL, after - at + local + (4 if local < length else 0))

    def carved(
        self, page: bytes, counts: Container[int], fits: Callable[[str], bool]
    ) -> Iterator[Row]:
        """Rows of kinds that fit, which stand anywhere in a page whose own order is lost.

        `counts` are the numbers of columns that may fit: most places are given up by them.
        """
        for at in range(_BEFORE_HEADER, len(page)):
            header = page[at]
            if not _SHORTEST_HEADER <= header <= _LONGEST_HEADER or at + header > len(page):
                continue
            # Each column ends with a byte below 128; two columns are the fewest.
            if page[at + header - 1] > 127:
                continue
            if len(page[at + 1 : at + header].translate(None, _GOES_ON)) not in counts:
                continue
            try:
                serials = _serials(page, at + 1, at + header)
                if fits("".join(map(_kind_of, serials))):
                    length = header + sum(map(_size_of, serials))
                    yield self._around(page, at, length)
            except (NoRowError, IndexError):
                continue

    def _around(self, page: bytes, header_at: int, length: int) -> Row:
        """The row whose header this is: before it stand its length and its number."""
        for back in range(_BEFORE_HEADER, min(header_at, 18) + 1):
            try:
                said, at = _varint(page, header_at - back)
                _, at = _varint(page, at)
            except IndexError:
                break
            if said == length and at == header_at:
                return self.row(page, header_at - back)
        raise NoRowError

    def row(self, page: bytes, at: int) -> Row:
        """Raises NoRowError."""
        try:
            length, at = _varint(page, at)
            rowid, at = _varint(page, at)
            if not 0 < length <= self._pages.count * self._size:
                raise NoRowError
            payload, whole = self._payload(page, at, length)
            if rowid >= 1 << 63:
                rowid -= 1 << 64
            return _row(rowid, payload, length, whole)
        except (IndexError, struct.error) as error:
            raise NoRowError from error

    def _payload(self, page: bytes, at: int, length: int) -> tuple[bytes, bool]:
        """What there is of it, and whether that is all."""
        local = self._local(length)
        if at + local > self._size:
            raise NoRowError
        if local == length:
            return page[at : at + local], True
        (following,) = struct.unpack_from(">I", page, at + local)
        parts, chain, left = [page[at : at + local]], [], length - local
        while left:
            if not 1 < following <= self._pages.count or following in self.rest:
                break
            more = self._pages.get(following)
            (after,) = struct.unpack_from(">I", more)
            ends = left <= self._size - 4
            # Another page stands where the next of the chain was, or nothing does.
            if (after != 0) if ends else not 1 < after <= self._pages.count:
                break
            if not any(more):
                break
            chain.append(following)
            parts.append(more[4 : 4 + left])
            left -= len(parts[-1])
            if len(chain) > self._pages.count:
                break
            following = after
        if not left:
            self.rest.update(chain)
        return b"".join(parts), not left

    def _local(self, length: int) -> int:
        """How much of a payload stands in the leaf itself."""
        usable = self._size
        most = usable - 35
        if length <= most:
            return length
        least = (usable - 12) * 32 // 255 - 23
        wanted = least + (length - least) % (usable - 4)
        return wanted if wanted <= most else least


def _gaps(page: bytes, at: int) -> int:
    """Bytes between rows that are free; -1 where their list makes no sense."""
    found = 0
    while at:
        if at + 4 > len(page):
            return -1
        following, size = struct.unpack_from(">HH", page, at)
        if following and following < at + size:
            return -1
        found += size
        at = following
    return found


def _row(rowid: int, payload: bytes, length: int, whole: bool) -> Row:
    header, at = _varint(payload, 0)
    if not at < header <= len(payload):
        raise NoRowError
    serials = _serials(payload, at, header)
    if header + sum(map(_size_of, serials)) != length:
        raise NoRowError
    values: list[Value] = []
    at = header
    for serial in serials:
        value, at = _value(serial, payload, at)
        values.append(value)
    return Row(rowid, "".join(map(_kind_of, serials)), values, whole)


def _serials(data: bytes, at: int, end: int) -> list[int]:
    serials = []
    while at < end:
        serial, at = _varint(data, at)
        serials.append(serial)
    if at != end:
        raise NoRowError
    return serials


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = data[at]
    if value < 128:
        return value, at + 1
    value &= 127
    for _ in range(7):
        at += 1
        byte = data[at]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at + 1
    return value << 8 | data[at + 1], at + 2


def _size_of(serial: int) -> int:
    if serial >= 12:
        return (serial - 12) // 2
    if serial in (10, 11):
        raise NoRowError
    return 8 if serial == 7 else _INTEGERS.get(serial, 0)


def _kind_of(serial: int) -> str:
    if serial >= 12:
        return "t" if serial % 2 else "b"
    return "n" if serial == 0 else "r" if serial == 7 else "i"


def _value(serial: int, payload: bytes, at: int) -> tuple[Value, int]:
    """What is cut off of a text is not there; a cut number is none."""
    if serial in (0, 8, 9):
        return (None if serial == 0 else serial - 8), at
    end = at + _size_of(serial)
    part = payload[at:end]
    if serial >= 12:
        return part, end
    if len(part) < end - at:
        return None, end
    if serial == 7:
        return struct.unpack(">d", part)[0], end
    return int.from_bytes(part, "big", signed=True), end
