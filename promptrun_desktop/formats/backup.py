"""Everything but keys as one file: `docs/back-up.md` describes it.

It is written and read piece by piece, and takes no more memory than the longest chat.
"""

import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import BinaryIO, NamedTuple

from promptrun_desktop.domain.chat import Chat, Extra
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import now
from promptrun_desktop.formats import record
from promptrun_desktop.formats.backup_lines import Unread, dumped, lines, parsed, records, split
from promptrun_desktop.formats.backup_members import (
    BackUpError,
    CutBackUpError,
    Member,
    NewerBackUpError,
    NotABackUpError,
    TooLargeError,
    members,
)
from promptrun_desktop.formats.backup_values import records_of, values_of

__all__ = [
    "SUFFIX",
    "BackUpError",
    "CutBackUpError",
    "Manifest",
    "NewerBackUpError",
    "NotABackUpError",
    "TooLargeError",
    "manifest",
    "read",
    "write",
]

SUFFIX = ".promptrun"
VERSION = 1
_FORMAT = "promptrun back-up"
_MANIFEST, _RECORDS = "manifest.json", "records.jsonl"
_LONGEST_MANIFEST = 1 << 16
# A file of which nothing can be read is not looked through to its end.
_MOST_UNREAD = 100_000
# A seventh larger than with zlib's own choice, and made in two thirds of the time.
_LEVEL = 4
# Lines; a record of one is written with its like.
_AT_ONCE = 16

Progress = Callable[[int], object]


class Manifest(NamedTuple):
    """`app` is the version that wrote the file; `counts` is what it said of it, by name."""

    app: str
    created_at: datetime
    counts: Mapping[str, int]


def write(
    stream: BinaryIO,
    folders: Iterable[Folder],
    chats: Iterable[Chat],
    extras: Iterable[Extra] = (),
    progress: Progress = lambda _: None,
    *,
    app: str = "",
    counts: Mapping[str, int] | None = None,
    created_at: datetime | None = None,
) -> None:
    """`progress` is told how many chats are written, after each; what it raises ends the writing.

    The file is whole on return, and not before.
    """
    head = {
        "format": _FORMAT,
        "version": VERSION,
        "created_at": record.moment(created_at or now()),
        "app": app,
        "counts": dict(counts or {}),
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        with file.open(_MANIFEST, "w") as target:
            target.write(dumped(head))
        with file.open(_RECORDS, "w", force_zip64=True) as target:
            held: list[bytes] = []
            values = chain(folders, _told(chats, progress), extras)
            for kind, each in chain.from_iterable(map(records_of, values)):
                for line in lines(kind, each):
                    held.append(line)
                    if len(held) >= _AT_ONCE:
                        target.write(b"".join(held))
                        held = []
            target.write(b"".join(held))


def manifest(stream: BinaryIO) -> Manifest:
    """What the file says of itself. Raises BackUpError, such as NotABackUpError."""
    return _manifest(next(members(stream), None))


def read(
    stream: BinaryIO, unread: Unread = lambda _: None
) -> Generator[Folder | Chat | Extra, None, None]:
    """What stands in the file, in its order: folders before chats. A very large chat comes in
    parts that follow each other, as chats of the same conversation.

    `unread` is told the kind of each record that cannot be read. Raises BackUpError: at once where
    it is no back-up, or of a newer version; after what is whole where the file is damaged.
    """
    count = 0

    def counted(kind: str) -> None:
        nonlocal count
        count += 1
        if count > _MOST_UNREAD:
            raise TooLargeError
        unread(kind)

    found = members(stream)
    _manifest(next(found, None))
    seen = {_MANIFEST.encode()}
    for member in found:
        if member.name in seen:
            raise BackUpError
        seen.add(member.name)
        if member.name == _RECORDS.encode():
            yield from values_of(records(split(member.chunks), counted), counted)
    if _RECORDS.encode() not in seen:
        raise BackUpError


def _manifest(member: Member | None) -> Manifest:
    if member is None or member.name != _MANIFEST.encode():
        raise NotABackUpError
    data = b""
    for chunk in member.chunks:
        data += chunk
        if len(data) > _LONGEST_MANIFEST:
            raise NotABackUpError
    try:
        found = parsed(data)
    except ValueError as error:
        raise NotABackUpError from error
    match found:
        case {"format": str(name), "version": int(version)} if name == _FORMAT:
            if version > VERSION:
                raise NewerBackUpError
            if version < 1:
                raise NotABackUpError
        case _:
            raise NotABackUpError
    try:
        counts = found.get("counts")
        return Manifest(
            record.text(found, "app"),
            record.time(found, "created_at"),
            {
                str(key): value
                for key, value in (counts if isinstance(counts, dict) else {}).items()
                if isinstance(value, int)
            },
        )
    except ValueError as error:
        raise BackUpError from error


def _told(chats: Iterable[Chat], progress: Progress) -> Iterator[Chat]:
    for count, each in enumerate(chats, 1):
        yield each
        progress(count)
