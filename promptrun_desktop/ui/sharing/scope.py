"""What a person wants to have as a document: which chats, in which form, with what in it."""

from dataclasses import dataclass, field
from enum import StrEnum

from promptrun_desktop.services.documents import ALL, Options


class Kind(StrEnum):
    CHAT = "chat"
    MESSAGES = "messages"
    CHATS = "chats"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """`ids` of chats, none for all of them; `messages` are those of the one chat that are meant,
    none for the whole of it. `title` is foreign text: what the document is named after."""

    kind: Kind
    ids: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    title: str = ""

    @property
    def is_many(self) -> bool:
        """A folder of documents, not one file."""
        return self.kind in (Kind.CHATS, Kind.ALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """`form` is the key of a format, or ARCHIVE for all chats."""

    scope: Scope
    form: str
    options: Options = field(default=ALL)


ARCHIVE = "archive"
