"""What has to be painted again: how far everything moved, and what is not what it was."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.pieces import Run, units

# Letters reach out of their line by that much, in pixels.
OVERHANG = 3


class Text(NamedTuple):
    """Of one box; `starts` are the offsets of its lines, `around` is all else that its leaf and
    its lines are drawn by."""

    text: str = ""
    runs: tuple[Run, ...] = ()
    starts: tuple[int, ...] = ()
    around: object = None


_UNKNOWN = Text()


class Painted(NamedTuple):
    """What was painted last: its rows, and by place (message and number) the texts of the last
    ones. A leaf that grows may be the same object with another text."""

    rows: Sequence[Row]
    texts: Mapping[tuple[int, int], Text]


NOTHING = Painted((), {})


class Damage(NamedTuple):
    """`shift` moves what is on the screen, None if nothing of it can be used; then the stretches
    (top, bottom) are painted, in pixels of the view."""

    shift: int | None
    stretches: list[tuple[int, int]]


# Of so many rows the texts are remembered: what grows stands at the end, and of others that change
# the whole row is painted.
_GROWING = 4


def remember(rows: Sequence[Row]) -> Painted:
    last = rows[-_GROWING:]
    return Painted(rows, {row[:2]: _text_of(row.leaf) for row in last if row.leaf.is_drawn})


def damage(before: Painted, rows: Sequence[Row], height: int, fresh: tuple[int, int]) -> Damage:
    """`height` is the view's; leaves of the message `fresh[0]` from number `fresh[1]` on are not
    what they were."""
    old = {row[:2]: row for row in before.rows}
    # Where only what grows is seen, its first line is where it was, or moved as a whole.
    kept = next((row for row in rows if row[:2] in old), None)
    shift = None if kept is None else kept.y - old[kept[:2]].y
    if shift is None or abs(shift) >= height:
        return Damage(None, [(0, height)])
    stretches: list[tuple[int, int]] = []
    for row in rows:
        if not row.leaf.is_drawn:
            if _stood_in(before.rows, row, shift):
                stretches.append((row.y - OVERHANG, row.y + row.height + OVERHANG))
            continue
        place = row[:2]
        was = old.get(place)
        if place < fresh and (was is None or row.y == was.y + shift):
            # It moved with the rest; what came into view with that is painted as it is.
            continue
        top = _first_fresh(was, before.texts.get(place, _UNKNOWN), row, shift, fresh)
        if top is not None:
            stretches.append((top - OVERHANG, row.y + row.height + OVERHANG))
    end = rows[-1].y + rows[-1].height
    old_end = before.rows[-1].y + before.rows[-1].height + shift
    if old_end > end:
        # Nothing may be left of what was below.
        stretches.append((end - OVERHANG, old_end + OVERHANG))
    return Damage(shift, stretches)


def _first_fresh(
    was: Row | None, said: Text, row: Row, shift: int, fresh: tuple[int, int]
) -> int | None:
    """The height from which a row must be painted; None if it is as it was, which `said` that."""
    if was is None:
        return row.y
    if row.y != was.y + shift or row.height < was.height:
        return min(row.y, was.y + shift)
    is_fresh = row.entry == fresh[0] and row.number >= fresh[1]
    if not is_fresh and row.leaf is was.leaf and row.height == was.height:
        return None
    place = _first_difference(said, _text_of(row.leaf))
    return row.y + row.leaf.boxes[0].changed_from(place, said.starts) if place else row.y


def _stood_in(before: Sequence[Row], row: Row, shift: int) -> bool:
    """Whether something that was painted is where a row is now that paints nothing."""
    top, bottom = row.y - shift, row.y - shift + row.height
    for was in reversed(before):
        if was.y + was.height <= top:
            break
        if was.leaf.is_drawn and was.y < bottom:
            return True
    return False


def _first_difference(said: Text, now: Text) -> int:
    """The offset of the first character with ink that may not look as it did; 0 where that is
    the whole leaf."""
    if not said.text or said.around != now.around or not now.text.startswith(said.text):
        return 0
    more = now.text[len(said.text) :]
    place = units(said.text) + len(more) - len(more.lstrip(" "))
    for was, run in zip_longest(said.runs, now.runs):
        if was != run:
            # The last run may have become longer with the text.
            place = min(place, *(each.start for each in (was, run) if each is not None))
            break
    return place


def _text_of(leaf: Leaf) -> Text:
    if len(leaf.boxes) != 1:
        return _UNKNOWN
    box = leaf.boxes[0]
    return Text(box.piece.text, box.piece.runs, box.line_starts, (box.shape, leaf.around))
