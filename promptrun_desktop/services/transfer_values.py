"""What is told of chats that are saved, archived, backed up and brought in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from promptrun_desktop.formats.content import Content


class Work(StrEnum):
    SAVE = "save"
    SAVE_ALL = "save_all"
    ARCHIVE = "archive"
    BACK_UP = "back_up"
    LOOK = "look"
    BRING = "bring"


class Progress(NamedTuple):
    """`done` of `total` chats, or hundredths of a document of one. A total of 0 is not known."""

    work: Work
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Saved:
    """`path` is the file or the folder, by the name that it has now. `count` chats are in it; of an
    archive, `fresh` of them are new or have changed."""

    work: Work
    path: Path
    count: int = 1
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a foreign file that could not be read: its name there, and why as a key that the
    window has words for."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a foreign file holds. `source` is a key that the window has a name for; `titles` are
    some of them, `unread` the first of `left_out`. `first` and `last` are None without chats."""

    path: Path
    source: str
    chats: int
    messages: int
    first: datetime | None = None
    last: datetime | None = None
    titles: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    left_out: int = 0


class Composed(NamedTuple):
    """The content of a document, to be looked at before it is saved."""

    conversation_id: str
    content: Content
