"""Widths of the columns of a table on paper, which can not be scrolled sideways."""

from collections.abc import Sequence
from typing import NamedTuple


class Column(NamedTuple):
    """`natural` is as wide as it wants to be, `least` as its longest word needs, or a part of it
    where that is long; both with the room around the text."""

    natural: float
    least: float


def widths(columns: Sequence[Column], room: float) -> list[float] | None:
    """Of all columns, together at most `room`; None where they do not fit beside each other.

    Narrow columns keep what they need, the wide ones share the rest: a number is not broken to
    make room for a sentence.
    """
    if sum(each.natural for each in columns) <= room:
        return [each.natural for each in columns]
    if sum(each.least for each in columns) > room:
        return None
    found = [each.least for each in columns]
    # Whoever needs less than an equal share gets it, from the smallest need up.
    order = sorted(range(len(columns)), key=lambda each: columns[each].natural)
    left = room
    for place, column in enumerate(order):
        later = sum(columns[each].least for each in order[place + 1 :])
        share = left / (len(order) - place)
        found[column] = min(columns[column].natural, max(columns[column].least, share))
        found[column] = min(found[column], left - later)
        left -= found[column]
    return found


def parts(columns: Sequence[Column], room: float) -> list[list[int]]:
    """The numbers of columns that stand beside each other; the first one begins each part.

    As few parts as there can be, of about the same width. A column that alone is wider than the
    room is a part of its own, and made as wide as the room.
    """
    fewest = _filled(columns, room)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        even = _filled(columns, room * share)
        if len(even) == len(fewest):
            return even
    return fewest


def _filled(columns: Sequence[Column], room: float) -> list[list[int]]:
    lead = columns[0].least if columns[0].least <= room / 3 else 0.0
    found: list[list[int]] = []
    here: list[int] = []
    used = 0.0
    for number, column in enumerate(columns):
        if here and used + column.least > room:
            found.append(here)
            here = [0] if lead else []
            used = lead
        here.append(number)
        used += column.least
    found.append(here)
    return found
