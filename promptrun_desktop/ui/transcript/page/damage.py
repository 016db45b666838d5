"""What has to be painted again: how far everything moved, and what is not what it was."""

from collections.abc import Sequence
from typing import NamedTuple

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.pieces import Run, units

# Letters reach out of their line by that much, in pixels.
OVERHANG = 3


class Seen(NamedTuple):
    """A row as it was painted: a leaf that grows may be the same object with another text."""

    row: Row
    text: str
    runs: tuple[Run, ...]


class Damage(NamedTuple):
    """`shift` moves what is on the screen, None if nothing of it can be used; then the stretches
    (top, bottom) are painted, in pixels of the view."""

    shift: int | None
    stretches: list[tuple[int, int]]


# Of so many rows the texts are remembered: what grows stands at the end, and of others that change
# the whole row is painted.
_GROWING = 4


def remember(rows: Sequence[Row]) -> list[Seen]:
    first = len(rows) - _GROWING
    return [
        Seen(row, *_text_of(row.leaf)) if number >= first else Seen(row, "", ())
        for number, row in enumerate(rows)
    ]


def damage(
    before: Sequence[Seen], rows: Sequence[Row], height: int, fresh: tuple[int, int]
) -> Damage:
    """`height` is the view's; leaves of the message `fresh[0]` from number `fresh[1]` on are not
    what they were."""
    old = {seen.row[:2]: seen for seen in before}
    # Where only what grows is seen, its first line is where it was, or moved as a whole.
    kept = next((row for row in rows if row[:2] in old), None)
    shift = None if kept is None else kept.y - old[kept[:2]].row.y
    if shift is None or abs(shift) >= height:
        return Damage(None, [(0, height)])
    stretches: list[tuple[int, int]] = []
    for row in rows:
        place = row[:2]
        seen = old.get(place)
        if place < fresh and (seen is None or row.y == seen.row.y + shift):
            # It moved with the rest; what came into view with that is painted as it is.
            continue
        top = _first_fresh(seen, row, shift, fresh)
        if top is not None:
            stretches.append((top - OVERHANG, row.y + row.height + OVERHANG))
    end = rows[-1].y + rows[-1].height
    old_end = before[-1].row.y + before[-1].row.height + shift
    if old_end != end:
        # Nothing may be left of what was below, nor of a card's old edge.
        stretches.append((min(end, old_end) - OVERHANG, max(end, old_end) + OVERHANG))
    return Damage(shift, stretches)


def _first_fresh(seen: Seen | None, row: Row, shift: int, fresh: tuple[int, int]) -> int | None:
    """The height from which a row must be painted; None if it is as it was."""
    if seen is None:
        return row.y
    if row.y != seen.row.y + shift or row.height < seen.row.height:
        return min(row.y, seen.row.y + shift)
    is_fresh = row.entry == fresh[0] and row.number >= fresh[1]
    if not is_fresh and row.leaf is seen.row.leaf and row.height == seen.row.height:
        return None
    text, runs = _text_of(row.leaf)
    # The last run may have become longer with the text.
    if seen.text and text.startswith(seen.text) and runs[: len(seen.runs)] == seen.runs:
        return row.y + _line_before(row.leaf, units(seen.text))
    return row.y


def _text_of(leaf: Leaf) -> tuple[str, tuple[Run, ...]]:
    if len(leaf.boxes) != 1:
        return "", ()
    piece = leaf.boxes[0].piece
    return piece.text, piece.runs


def _line_before(leaf: Leaf, offset: int) -> int:
    """Where the line before the one with that offset begins: a word may have moved down from
    it."""
    return leaf.boxes[0].line_before(max(0, offset - 1))
