"""What the archive knows of itself: its chats, and the files that its search reads.

JSON lines: first the archive, then one line a chat. Whatever it says is checked, for the folder may
have come from anywhere.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from promptrun_desktop.formats.archive import parts

VERSION = 1
_FORMAT = "promptrun-archive"
_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\x7f]')


class Entry(NamedTuple):
    """A chat of the archive. `page` is its file's name, `size` of that in bytes, `sum` tells
    whether it has changed since, `number` is what the search calls it, `time` in seconds."""

    id: str
    page: str
    size: int
    sum: str
    number: int
    title: str
    date: str
    time: int
    messages: int


class TextsPart(NamedTuple):
    """A file of texts, and the first number in it."""

    first: int
    name: str
    size: int


class WordsPart(NamedTuple):
    """A file of words, and the first of them."""

    first: str
    name: str
    size: int


Part = TypeVar("Part", TextsPart, WordsPart)


@dataclass(slots=True)
class Manifest:
    """`after` is the first number that no chat ever had."""

    after: int = 0
    texts: list[TextsPart] = field(default_factory=list)
    words: list[WordsPart] = field(default_factory=list)
    chats: dict[str, Entry] = field(default_factory=dict)


def to_bytes(manifest: Manifest) -> bytes:
    head = {
        "format": _FORMAT,
        "version": VERSION,
        "after": manifest.after,
        "texts": manifest.texts,
        "words": manifest.words,
    }
    return "".join(
        f"{json.dumps(each, ensure_ascii=False)}\n"
        for each in (head, *(entry._asdict() for entry in manifest.chats.values()))
    ).encode()


def from_bytes(data: bytes) -> Manifest:
    """Raises ValueError for what is none, or of a newer version of the app."""
    try:
        head, *chats = (json.loads(line) for line in data.decode().rstrip("\n").split("\n"))
        if (head["format"], head["version"]) != (_FORMAT, VERSION):
            raise ValueError("not a manifest of this version")
        entries = list(_entries(chats))
        manifest = Manifest(
            _whole(head["after"]),
            list(_parts(head["texts"], TextsPart, int)),
            list(_parts(head["words"], WordsPart, str)),
            {entry.id: entry for entry in entries},
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if any(each.number >= manifest.after for each in entries):
        raise ValueError("a number that nobody gave")
    if len({each.page.casefold() for each in entries}) < len(entries):
        raise ValueError("two chats on one page")
    return manifest


def _entries(chats: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for each in chats:
        entry = Entry(**each)
        texts = (entry.id, entry.page, entry.sum, entry.title, entry.date)
        if not all(isinstance(value, str) for value in texts):
            raise ValueError("a text is none")
        for number in (entry.size, entry.number, entry.time, entry.messages):
            _whole(number)
        if not is_page(entry.page) or not _DATE.fullmatch(entry.date):
            raise ValueError("a page with a name that is none")
        yield entry


def is_page(name: str) -> bool:
    """Whether it is the name of a file in the folder of chats, and of nothing else."""
    return name.endswith(".html") and name[0] != "." and not _UNSAFE.search(name)


def _parts(listed: Any, kind: type[Part], first: type) -> Iterator[Part]:
    for each in listed:
        part = kind(*each)
        if not isinstance(part.first, first) or not parts.NAME.fullmatch(part.name):
            raise ValueError("a part with a name that is none")
        _whole(part.size)
        yield part


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a number is none")
    return value
