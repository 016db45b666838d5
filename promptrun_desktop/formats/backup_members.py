"""The members of a zip in the order in which they stand there, as far as the file goes.

Nothing is unpacked to the disk and no name leads anywhere. The directory at the end of the file is
not asked: a file that was cut gives what stands before the cut.
"""

import struct
import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import BinaryIO, NamedTuple

_LOCAL, _CENTRAL, _END, _DESCRIPTOR = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\7\x08"
# Version, flags, method, time, date, checksum, sizes packed and not, lengths of name and extra.
_HEADER = struct.Struct("<HHHHHLLLHH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 0x2041, 0x0008
_IN_EXTRA = 0xFFFFFFFF
_CHUNK = 1 << 16
_MOST_MEMBERS = 100
# A bomb is a file that unpacks to more than this, and to more than this many times its size.
_ROOM, _RATIO = 1 << 30, 100


class BackUpError(ValueError):
    """`reason` is a key that others have words for."""

    reason = "damaged"


class NotABackUpError(BackUpError):
    reason = "unknown"


class NewerBackUpError(BackUpError):
    """A newer version of the app wrote it."""

    reason = "newer"


class CutBackUpError(BackUpError):
    """It ends too early. What was read before is whole."""

    reason = "cut"


class TooLargeError(BackUpError):
    reason = "too_large"


class Member(NamedTuple):
    name: bytes
    chunks: Iterator[bytes]


def members(stream: BinaryIO) -> Generator[Member, None, None]:
    """Each is to be read before the next is asked for; what is not read of it is passed over.

    Raises BackUpError, from `chunks` too.
    """
    source = _Source(stream)
    count = 0
    while (signature := source.take(4) if count else source.first()) not in (_CENTRAL, _END):
        if signature != _LOCAL:
            raise BackUpError if count else NotABackUpError
        count += 1
        if count > _MOST_MEMBERS:
            raise TooLargeError
        member = _member(source)
        yield member
        for _ in member.chunks:
            pass


def _member(source: "_Source") -> Member:
    _, flags, method, _, _, checksum, packed, _, name_length, extra_length = _HEADER.unpack(
        source.take(_HEADER.size)
    )
    name, extra = source.take(name_length), source.take(extra_length)
    if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED):
        raise BackUpError
    if method == _DEFLATED:
        chunks = _inflated(source)
    elif flags & _SIZES_FOLLOW:
        raise BackUpError  # Nothing tells where it ends.
    else:
        chunks = _stored(source, _from_extra(extra) if packed == _IN_EXTRA else packed)
    return Member(name, _checked(source, chunks, None if flags & _SIZES_FOLLOW else checksum))


def _checked(
    source: "_Source", chunks: Iterator[bytes], checksum: int | None
) -> Generator[bytes, None, None]:
    found = 0
    for chunk in chunks:
        found = zlib.crc32(chunk, found)
        source.unpacked(len(chunk))
        yield chunk
    if found != (source.descriptor() if checksum is None else checksum):
        raise BackUpError


def _stored(source: "_Source", size: int) -> Iterator[bytes]:
    while size:
        chunk = source.some(min(size, _CHUNK))
        size -= len(chunk)
        yield chunk


def _inflated(source: "_Source") -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = b""
    try:
        while not unpacker.eof:
            packed = packed or source.some(_CHUNK)
            chunk = unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
            if chunk:
                yield chunk
    except zlib.error as error:
        raise BackUpError from error
    source.give_back(unpacker.unused_data)


def _from_extra(extra: bytes) -> int:
    """The packed size, of a member of 4 GB and more."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            return int(struct.unpack_from("<Q", extra, 12)[0])
        extra = extra[4 + length :]
    raise BackUpError


class _Source:
    """Raises CutBackUpError at the end of the file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._read = 0
        self._unpacked = 0

    def some(self, most: int) -> bytes:
        """At least one byte."""
        if not self._held:
            self._held = self._stream.read(_CHUNK)
            self._read += len(self._held)
            if not self._held:
                raise CutBackUpError
        found, self._held = self._held[:most], self._held[most:]
        return found

    def take(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            found += self.some(count - len(found))
        return found

    def first(self) -> bytes:
        """Of the file; less than four bytes where it has no more."""
        found = b""
        with suppress(CutBackUpError):
            while len(found) < 4:
                found += self.some(4 - len(found))
        return found

    def give_back(self, data: bytes) -> None:
        self._held = data + self._held

    def unpacked(self, count: int) -> None:
        """Raises TooLargeError where so little gives so much."""
        self._unpacked += count
        if self._unpacked > _ROOM + _RATIO * self._read:
            raise TooLargeError

    def descriptor(self) -> int:
        """The checksum, where it follows the data; its sizes have 4 bytes each, or 8."""
        first = self.take(4)
        checksum = self.take(4) if first == _DESCRIPTOR else first
        sizes = self.take(12)
        if sizes[8:] in (_LOCAL, _CENTRAL):
            self.give_back(sizes[8:])
        else:
            self.take(4)
        return int.from_bytes(checksum, "little")
