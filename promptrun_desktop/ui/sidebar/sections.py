"""The order of the list without Qt: sections of chats, found by row or by chat in a few steps.

Nothing here walks all chats: ten thousand are inserted into, moved and counted as a hundred are.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

# Newest first, and among equals as the store orders them.
Key = tuple[datetime, str]

# Keys of sections: two as they are, two before the id of a folder or the name of a day.
PINNED_KEY, REST_KEY, FOLDER_KEY, DAY_KEY = "pinned", "rest", "folder:", "day:"


@dataclass(slots=True)
class Section:
    """`rank` orders sections. `left` chats follow that are not read yet. Folded, it shows its
    heading alone."""

    key: str
    rank: tuple[int, int, str]
    has_heading: bool = True
    stays: bool = False
    folded: bool = False
    left: int = 0
    _ascending: list[Key] = field(default_factory=list)

    @property
    def head(self) -> int:
        return int(self.has_heading)

    @property
    def rows(self) -> int:
        return self.head + (0 if self.folded else len(self._ascending) + self.left)

    @property
    def chats(self) -> int:
        return len(self._ascending)

    def add(self, key: Key) -> None:
        insort(self._ascending, key)

    def drop(self, key: Key) -> None:
        """Raises ValueError if it is not here."""
        at = bisect_left(self._ascending, key)
        if at == len(self._ascending) or self._ascending[at] != key:
            raise ValueError(key)
        del self._ascending[at]

    def place(self, key: Key) -> int:
        """Where it stands below the heading, or would stand."""
        return len(self._ascending) - bisect_right(self._ascending, key)

    def row_of(self, key: Key) -> int:
        """In the section; of one that is here."""
        return self.head + len(self._ascending) - 1 - bisect_left(self._ascending, key)

    def ids(self) -> list[str]:
        """Of its chats, in their order."""
        return [id for _, id in reversed(self._ascending)]

    def at(self, row: int) -> str:
        """The id of the chat in a row of this section; empty for the heading and what is left."""
        chat = row - self.head
        return self._ascending[-1 - chat][1] if 0 <= chat < len(self._ascending) else ""


class Sections:
    """All of them in their order; row numbers count through."""

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._by_key: dict[str, Section] = {}
        self._starts: list[int] | None = None

    def __iter__(self) -> Iterator[Section]:
        return iter(self._sections)

    def get(self, key: str) -> Section | None:
        return self._by_key.get(key)

    def put(self, section: Section) -> None:
        self._by_key[section.key] = section
        insort(self._sections, section, key=lambda each: each.rank)
        self.changed()

    def drop(self, section: Section) -> None:
        del self._by_key[section.key]
        self._sections.remove(section)
        self.changed()

    def changed(self) -> None:
        """The number of rows of some section is another."""
        self._starts = None

    @property
    def starts(self) -> list[int]:
        """The first row of each section, and the number of all rows."""
        if self._starts is None:
            self._starts = [0, *accumulate(each.rows for each in self._sections)]
        return self._starts

    def start_of(self, section: Section) -> int:
        """Its first row; of one that is not among them, the row at which it would begin."""
        at = bisect_left(self._sections, section.rank, key=lambda each: each.rank)
        return self.starts[at]

    def at(self, row: int) -> tuple[Section, int]:
        """The section of a row, and the row in it."""
        # Sections without rows begin where the next one does.
        at = bisect_right(self.starts, row) - 1
        return self._sections[at], row - self.starts[at]
