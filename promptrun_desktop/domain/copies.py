"""Copies of all chats: which of them are kept, and what came back with their help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

# What is deleted stays so long in the bin, and then so long in copies.
BIN_DAYS = 30
COPIES_WEEKS = 4
COPIES_DAYS = 7
_ALWAYS = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """`size` in bytes."""

    path: Path
    made_at: datetime
    size: int

    @property
    def day(self) -> date:
        """In the time zone of this computer."""
        return self.made_at.astimezone().date()


@dataclass(frozen=True, slots=True)
class Restored:
    """How many came from a copy; none were changed."""

    conversations: int = 0
    messages: int = 0

    def __add__(self, other: "Restored") -> "Restored":
        return Restored(self.conversations + other.conversations, self.messages + other.messages)


@dataclass(frozen=True, slots=True)
class Mended:
    """What there is after a damaged file was salvaged: how much is its own, how much `from_copy`,
    made at `copied_at`. The damaged file is `kept`."""

    conversations: int
    messages: int
    from_copy: Restored
    copied_at: datetime | None
    kept: Path


def superfluous(copies: Sequence[Copy], today: date, room: int) -> list[Copy]:
    """All but the newest of each of the last 7 days and the last 4 calendar weeks.

    Of those, the oldest go where all together take more than `room` bytes, but never the last.
    The newest of three days are kept whatever day it is: the clock may be wrong.
    """
    kept: dict[Path, Copy] = {}
    seen: set[object] = set()
    days: set[date] = set()
    for copy in sorted(copies, key=lambda each: each.made_at, reverse=True):
        marks: list[object] = []
        if today - copy.day < timedelta(days=COPIES_DAYS):
            marks.append(copy.day)
        if _monday(today) - _monday(copy.day) < timedelta(weeks=COPIES_WEEKS):
            marks.append(("week", _monday(copy.day)))
        is_needed = copy.day not in days and len(days) < _ALWAYS
        days.add(copy.day)
        if not seen.issuperset(marks) or is_needed:
            kept[copy.path] = copy
        seen.update(marks)
    while len(kept) > 1 and sum(each.size for each in kept.values()) > room:
        kept.popitem()
    return [copy for copy in copies if copy.path not in kept]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
