"""The pages of a database file that SQLite may refuse to open, as the log beside it left them.

Formats: "Database File Format" of SQLite, sections 1.3 (header), 1.5 (free pages) and 4 (log).
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

HEADER = 100
_MAGIC = b"SQLite format 3\0"
_SIZES = tuple(1 << power for power in range(9, 17))
_KINDS = (2, 5, 10, 13)
_LOG_MAGIC = (0x377F0682, 0x377F0683)
_LOG_HEADER, _FRAME_HEADER = 32, 24
_USUAL_SIZE = 4096
# What is looked at to find the size of a page.
_WINDOW, _WINDOWS = 1 << 19, 16


class Pages:
    """Numbers begin at 1, as in the file. Reads only, and holds one page and places in the log."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        log = path.with_name(f"{path.name}-wal")
        self._log: BinaryIO | None = log.open("rb") if log.is_file() else None
        self._file_size = path.stat().st_size
        self.size = _log_page_size(self._log) or self._likely_size()
        self._logged = dict(_frames(self._log, self.size)) if self._log else {}
        in_file = -(-self._file_size // self.size)
        self.count = max([in_file, *self._logged])

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def get(self, number: int) -> bytes:
        """Always a whole page: what is missing of one is zero."""
        if self._log is not None and (at := self._logged.get(number)) is not None:
            self._log.seek(at)
            page = self._log.read(self.size)
        else:
            self._file.seek((number - 1) * self.size)
            page = self._file.read(self.size)
        return page.ljust(self.size, b"\0")

    @property
    def version(self) -> int:
        """`user_version`; 0 where the header cannot be believed."""
        first = self.get(1)
        return int.from_bytes(first[60:64], "big") if first.startswith(_MAGIC) else 0

    def free(self) -> set[int]:
        """Pages that hold nothing, but perhaps what was deleted; none if their list is damaged."""
        found: set[int] = set()
        first = self.get(1)
        trunk, count = struct.unpack_from(">II", first, 32)
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.get(trunk)
            trunk, leaves = struct.unpack_from(">II", page)
            if leaves > self.size // 4 - 2:
                break
            listed = struct.unpack_from(f">{leaves}I", page, 8)
            found.update(number for number in listed if 1 < number <= self.count)
        return found if len(found) == count else set()

    def _likely_size(self) -> int:
        """The largest size at whose multiples all pages begin: what the header says of it may be
        damaged. Every size that divides the right one finds as many."""
        windows = range(0, self._file_size, max(_WINDOW, self._file_size // _WINDOWS))
        found = dict.fromkeys(_SIZES, 0)
        for window in windows:
            start = window - window % _SIZES[-1]
            self._file.seek(start)
            data = self._file.read(_WINDOW)
            for size in _SIZES:
                found[size] += sum(_is_tree(data[at : at + 12]) for at in range(0, len(data), size))
        most = found[_SIZES[0]]
        return max(size for size in _SIZES if found[size] >= 0.8 * most) if most else _USUAL_SIZE


def _is_tree(head: bytes) -> bool:
    """Whether a page of a table or an index may begin so, whatever the size of pages is."""
    if len(head) < 12 or head[0] not in _KINDS:
        return False
    free, cells, start = struct.unpack_from(">HHH", head, 1)
    pointers = (8 if head[0] >= 10 else 12) + 2 * cells
    return pointers <= (start or 65536) and (free == 0 or free > pointers) and head[7] <= 60


def _log_page_size(log: BinaryIO | None) -> int:
    """0 where there is no log, or none that can be believed."""
    if log is None:
        return 0
    log.seek(0)
    header = log.read(_LOG_HEADER)
    if len(header) < _LOG_HEADER:
        return 0
    magic, _, size = struct.unpack_from(">III", header)
    return int(size) if magic in _LOG_MAGIC and size in _SIZES else 0


def _frames(log: BinaryIO, size: int) -> Iterator[tuple[int, int]]:
    """Page numbers, and where in the log each stands, of what was committed; the last one counts.

    Each frame's sum begins with that of the frame before it: one that is damaged is left out,
    and those behind it are still good.
    """
    log.seek(0)
    header = log.read(_LOG_HEADER)
    if _log_page_size(log) != size:
        return
    order = ">" if header[3] & 1 else "<"
    log.seek(_LOG_HEADER)
    sums = struct.unpack_from(">II", header, 24)
    waiting: list[tuple[int, int]] = []
    at = _LOG_HEADER
    while len(frame := log.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size:
        number, commit = struct.unpack_from(">II", frame)
        said = struct.unpack_from(">II", frame, 16)
        if frame[8:16] == header[16:24]:
            summed = _sum(order, frame[_FRAME_HEADER:], _sum(order, frame[:8], sums))
            if summed == said and number:
                waiting.append((number, at + _FRAME_HEADER))
                if commit:
                    yield from waiting
                    waiting = []
            sums = said
        elif not waiting and number == 0:
            break
        at += len(frame)


def _sum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for each, other in zip(words[::2], words[1::2], strict=True):
        one = (one + each + two) & 0xFFFFFFFF
        two = (two + other + one) & 0xFFFFFFFF
    return one, two
