"""Which chats there are and when somebody sat down to them, before a word is said.

A hundredth of a library is one in small: as many long chats among all, the same four years. What
is said on one day stands together in the file, as it does where it was said; but the chats of an
import stand where it happened, long after they were said, in no order.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from statistics import NormalDist

BEGUN = datetime(2022, 1, 3, 8, 0, tzinfo=UTC)
YEARS = 4
_ALL = timedelta(days=365 * YEARS)
# Of 100 chats. The pinned ones are few in a large library too.
IN_FOLDERS, ARCHIVED, BINNED, IMPORTED = 10, 5, 3, 20
_MOST_PINNED = 10
_IMPORTED_AT = BEGUN + _ALL * 0.6
# How uneven the lengths are (sigma of a log-normal distribution): a few hold a fifth of all.
_UNEVEN = 1.2
_SITTING = (2, 16)  # messages that are said one after the other


@dataclass(frozen=True, slots=True)
class Planned:
    """One chat; `sittings` are (when, how many messages), `folder` None for none of them."""

    number: int
    sittings: Sequence[tuple[datetime, int]]
    folder: int | None
    pinned: bool
    archived: bool
    binned: bool
    imported: bool

    @property
    def messages(self) -> int:
        return sum(count for _when, count in self.sittings)


def plan(chats: int, messages: int, chance: random.Random) -> list[Planned]:
    """Exactly so many, in the order in which they were begun."""
    sizes = _sizes(chats, messages)
    chance.shuffle(sizes)
    starts = sorted(BEGUN + _ALL * (chance.random() * 0.97) for _ in sizes)
    shelves = _shelves(chats, chance)
    return [
        Planned(number, _sittings(start, size, chance), *shelf)
        for number, (start, size, shelf) in enumerate(zip(starts, sizes, shelves, strict=True))
    ]


def in_row_order(
    planned: Sequence[Planned], chance: random.Random
) -> list[tuple[Planned, datetime, int]]:
    """(chat, when it was said, how many messages), as it comes into the file."""
    imported = [each for each in planned if each.imported]
    chance.shuffle(imported)
    rows: list[tuple[datetime, int, int]] = []
    for each in planned:
        if not each.imported:
            rows += [(when, each.number, count) for when, count in each.sittings]
    rows.sort()
    brought = [(each, when, count) for each in imported for when, count in each.sittings]
    said = [(planned[number], when, count) for when, number, count in rows]
    before = sum(when < _IMPORTED_AT for when, _number, _count in rows)
    return said[:before] + brought + said[before:]


def folders(chats: int) -> int:
    return max(3, min(30, chats // 300))


def _sizes(chats: int, messages: int) -> list[int]:
    """The same distribution whatever the number of chats: its quantiles, two messages at least."""
    if messages < 2 * chats:
        raise ValueError("each chat has a question and an answer at least")
    normal = NormalDist()
    weights = [math.exp(_UNEVEN * normal.inv_cdf((at + 0.5) / chats)) for at in range(chats)]
    scale = (messages - 2 * chats) / sum(weights)
    ends = [round(end * scale) for end in accumulate(weights, initial=0.0)]
    return [2 + end - start for start, end in pairwise(ends)]


def _sittings(start: datetime, size: int, chance: random.Random) -> list[tuple[datetime, int]]:
    """Most chats end on the day they begin; people come back to the long ones for months."""
    counts: list[int] = []
    while sum(counts) < size:
        counts.append(min(chance.randint(*_SITTING), size - sum(counts)))
    room = BEGUN + _ALL - start
    spread = min(room, timedelta(hours=6) * len(counts) ** 1.5)
    moments = sorted(chance.random() for _ in counts[1:])
    whens = [start, *(start + spread * (0.02 + 0.98 * moment) for moment in moments)]
    return list(zip(whens, counts, strict=True))


def _shelves(chats: int, chance: random.Random) -> list[tuple[int | None, bool, bool, bool, bool]]:
    """Folder, pinned, archived, in the bin, imported: of each exactly its share."""

    def some(count: int) -> set[int]:
        return set(chance.sample(range(chats), count))

    # The first folders hold most, the last ones next to nothing.
    filed = {
        each: int(folders(chats) * chance.random() ** 2) for each in some(chats * IN_FOLDERS // 100)
    }
    apart = chance.sample(range(chats), chats * (ARCHIVED + BINNED) // 100)
    archived = set(apart[: chats * ARCHIVED // 100])
    binned = set(apart[chats * ARCHIVED // 100 :])
    pinned = some(min(_MOST_PINNED, chats // 20))
    imported = some(chats * IMPORTED // 100)
    return [
        (filed.get(each), each in pinned, each in archived, each in binned, each in imported)
        for each in range(chats)
    ]
