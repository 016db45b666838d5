"""What is in a packed file, read where it is: nothing is unpacked to the disk.

Names are only shown, links are passed over, and a file that unpacks to a multiple of itself that
no honest text reaches is left.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from promptrun_desktop.formats.backup_members import (
    BackUpError,
    CutBackUpError,
    TooLargeError,
    members,
)
from promptrun_desktop.formats.foreign.report import Reason, Unreadable

CHUNK = 1 << 18
# How much a member, and all of them together, may unpack to beside 100 times their packed size.
_MEMBER_ROOM, _ROOM, _RATIO = 8 << 20, 256 << 20, 100
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Member(NamedTuple):
    """`path` has "/" between its names, and none that lead elsewhere."""

    path: str
    modified_at: datetime | None
    chunks: Callable[[], Iterator[bytes]]


def zipped(path: Path, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """Folder by folder; a file that was cut in the order it was written. Raises Unreadable."""
    try:
        file = zipfile.ZipFile(path)
    except MemoryError:
        raise Unreadable(Reason.TOO_LARGE) from None
    except _ERRORS:
        yield from _without_directory(path, wanted)
        return
    with file:
        room = _Room(_ROOM, path.stat().st_size)
        found = [
            (clean_path(each.filename), each)
            for each in file.infolist()
            if not each.is_dir() and not stat.S_ISLNK(each.external_attr >> 16)
        ]
        for name, info in sorted(found, key=lambda each: each[0].rpartition("/")):
            if wanted(name):
                yield Member(name, _time(info), _reading(file, info, room))


def clean_path(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    return "/".join(each for each in parts if each not in ("", ".", "..") and ":" not in each)


def _reading(
    file: zipfile.ZipFile, info: zipfile.ZipInfo, room: "_Room"
) -> Callable[[], Iterator[bytes]]:
    def chunks() -> Iterator[bytes]:
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(Reason.LOCKED)
        if info.compress_type not in _METHODS:
            raise Unreadable(Reason.DAMAGED)
        own_room = _Room(_MEMBER_ROOM, info.compress_size)
        try:
            with file.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    own_room.take(len(chunk))
                    room.take(len(chunk))
                    yield chunk
        except _ERRORS:
            raise Unreadable(Reason.DAMAGED) from None

    return chunks


def _without_directory(path: Path, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """Of a file whose end is missing or damaged: what can be read from its beginning."""
    try:
        with path.open("rb") as stream:
            for member in members(stream):
                name = clean_path(member.name.decode("utf-8", errors="replace"))
                if wanted(name):
                    yield Member(name, None, lambda chunks=member.chunks: _honest(chunks))  # type: ignore[misc]
    except (CutBackUpError, TooLargeError):
        raise Unreadable(Reason.CUT_OFF) from None
    except (BackUpError, OSError):
        raise Unreadable(Reason.DAMAGED) from None
    raise Unreadable(Reason.CUT_OFF)


def _honest(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except CutBackUpError:
        raise Unreadable(Reason.CUT_OFF) from None
    except BackUpError:
        raise Unreadable(Reason.DAMAGED) from None


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None


class _Room:
    """How much there may be; an honest text is packed to a tenth."""

    def __init__(self, room: int, packed: int) -> None:
        self._left = room + _RATIO * packed

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise Unreadable(Reason.TOO_LARGE)
