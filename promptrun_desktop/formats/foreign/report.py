"""What reading a foreign file showed: whose it is, how much came, and what could not be read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.text.unicode import clean

# So many names are kept; the rest are counted.
MOST_NAMES = 300
_MOST_CHARS = 120


class Source(StrEnum):
    CHATGPT = "chatgpt"
    CLAUDE = "claude"
    OPEN_WEBUI = "open_webui"
    LIBRECHAT = "librechat"
    LM_STUDIO = "lm_studio"
    JAN = "jan"
    CHATBOX = "chatbox"
    OPENAI = "openai"
    OWN_MARKDOWN = "own_markdown"
    OWN_BACKUP = "own_backup"


class Reason(StrEnum):
    """Why something is missing; the window has a sentence for each."""

    NOT_RECOGNISED = "not_recognised"  # no form that is known here
    NOT_A_FILE = "not_a_file"  # a pipe, a device, a folder of nothing
    UNREADABLE = "unreadable"  # the system did not let us
    DAMAGED = "damaged"
    NEWER = "newer"  # a newer version of this app wrote it
    CUT_OFF = "cut_off"  # the file ends too early
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    LOCKED = "locked"  # with a password
    PACKED = "packed"  # a packed file in a packed file
    FOREIGN = "foreign"  # no back-up of ours, where nothing else is wanted
    ODD_CHAT = "odd_chat"  # a chat among others, in no form that is known
    ODD_MESSAGE = "odd_message"  # the chat came, without a message


class Unread(NamedTuple):
    """`name` is foreign text: the title of a chat, or the name of a file."""

    name: str
    reason: Reason


class Unreadable(Exception):  # noqa: N818 - a fact about a file, told to the person
    """A file, or the rest of it, cannot be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass
class Report:
    """Filled while it is read. `empty` chats had no message at all and did not come.

    `unread_count` counts all that could not be read, `unread` names the first of them, each once.
    """

    sources: list[Source] = field(default_factory=list)
    chats: int = 0
    messages: int = 0
    folders: int = 0
    empty: int = 0
    first: datetime | None = None
    last: datetime | None = None
    unread: list[Unread] = field(default_factory=list)
    unread_count: int = 0
    _ids: set[str] = field(default_factory=set, repr=False)

    @property
    def source(self) -> Source | None:
        """None: nothing in it was recognised."""
        return self.sources[0] if self.sources else None

    def came_from(self, source: Source) -> None:
        if source not in self.sources:
            self.sources.append(source)

    def miss(self, name: str, reason: Reason) -> None:
        self.unread_count += 1
        unread = Unread(_short(name), reason)
        if len(self.unread) < MOST_NAMES and unread not in self.unread:
            self.unread.append(unread)

    def count(self, arrival: Folder | Chat) -> None:
        if isinstance(arrival, Folder):
            self.folders += 1
            return
        # One may come twice, or in parts.
        self._ids.add(arrival.conversation.id)
        self.chats = len(self._ids)
        self.messages += len(arrival.messages)
        times = (arrival.conversation.created_at, arrival.conversation.updated_at)
        self.first = min(times) if self.first is None else min(self.first, *times)
        self.last = max(times) if self.last is None else max(self.last, *times)


def _short(name: str) -> str:
    name = " ".join(clean(name[: 4 * _MOST_CHARS]).split())
    return name if len(name) <= _MOST_CHARS else f"{name[: _MOST_CHARS - 1]}…"
