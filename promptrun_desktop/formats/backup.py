"""Everything but keys as one file: `docs/back-up.md` describes it.

It is written and read piece by piece, and takes no more memory than the longest chat.
"""

import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from promptrun_desktop.domain.chat import Chat, DraftOf, Extra, PlaceIn, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, now
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
# A chat that is larger than that is read in parts.
_MESSAGES, _CHARS = 10_000, 16_000_000
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
            for kind, each in _records(folders, chats, extras, progress):
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
            yield from _values(records(split(member.chunks), counted), counted)
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


def _records(
    folders: Iterable[Folder], chats: Iterable[Chat], extras: Iterable[Extra], progress: Progress
) -> Iterator[tuple[str, record.Record]]:
    for folder in folders:
        yield "folder", record.from_folder(folder)
    for count, (conversation, messages) in enumerate(chats, 1):
        yield "chat", record.from_conversation(conversation)
        for message in messages:
            yield "message", record.from_message(message)
        progress(count)
    for extra in extras:
        match extra:
            case DraftOf():
                yield "draft", record.from_draft(extra)
            case PlaceIn():
                yield "place", record.from_place(extra)
            case Preferences(values):
                yield "preferences", dict(values)


def _values(
    found: Iterable[tuple[str, record.Record]], unread: Unread
) -> Generator[Folder | Chat | Extra, None, None]:
    chat = _Part(None)
    try:
        for kind, each in found:
            try:
                if kind == "message":
                    yield from chat.add(record.to_message(each))
                elif kind == "chat":
                    yield from chat.end()
                    # What follows belongs to no chat where this one cannot be read.
                    chat = _Part(None)
                    chat = _Part(record.to_conversation(each))
                elif (read := _READ.get(kind)) is not None:
                    yield from chat.end()
                    yield read(each)
            except ValueError:
                unread(kind)
    except BackUpError:
        yield from chat.end()
        raise
    yield from chat.end()


class _Part:
    """Of a chat: messages that were read and not handed on yet."""

    def __init__(self, conversation: Conversation | None) -> None:
        self._conversation = conversation
        self._messages: list[Message] = []
        self._chars = 0
        self._is_told = False

    def add(self, message: Message) -> Iterator[Chat]:
        """Raises ValueError where the chat that it belongs to could not be read."""
        if self._conversation is None:
            raise ValueError("a message of no chat")
        self._messages.append(message)
        self._chars += len(message.text) + len(message.reasoning)
        if len(self._messages) >= _MESSAGES or self._chars >= _CHARS:
            yield from self._taken(self._conversation)

    def end(self) -> Iterator[Chat]:
        if self._conversation is not None and (self._messages or not self._is_told):
            yield from self._taken(self._conversation)

    def _taken(self, conversation: Conversation) -> Iterator[Chat]:
        messages, self._messages = tuple(self._messages), []
        self._chars, self._is_told = 0, True
        yield Chat(conversation, messages)


_READ: Mapping[str, Callable[[Mapping[str, Any]], Folder | Extra]] = {
    "folder": record.to_folder,
    "draft": record.to_draft,
    "place": record.to_place,
    "preferences": lambda values: Preferences(dict(values)),
}
