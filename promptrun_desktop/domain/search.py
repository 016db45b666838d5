"""What a search finds: hits in titles and messages, newest first."""

from dataclasses import dataclass
from datetime import datetime

from promptrun_desktop.domain.message import Role


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something was found.

    `message_id` and `role` are None for a title. `snippet` is one line of about 120 characters
    around the place, and `marks` are the ranges (start, end) of it that match. `start` and
    `length`, in code points of the whole text (or title), are where the first of them is; a hit
    of filters alone has no marks and a length of 0. `title` is that of the conversation, which
    may have none.
    """

    conversation_id: str
    title: str
    message_id: str | None
    role: Role | None
    at: datetime
    snippet: str
    marks: tuple[tuple[int, int], ...]
    start: int
    length: int
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`hits` are all that were found so far for `query`: each later value for the same question
    begins with those of the earlier one.

    `is_end`: there are no older ones. `is_searching`: another value follows by itself.
    `not_understood` are the filters that were left out, as they were typed.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    is_end: bool = True
    not_understood: tuple[str, ...] = ()
    is_searching: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Hits in order, and where older ones follow: None if there are none."""

    hits: tuple[Hit, ...]
    older: int | None
