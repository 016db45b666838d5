"""Between places on the page and places in blocks: boxes count UTF-16 units, blocks code points."""

from collections.abc import Sequence
from typing import NamedTuple

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.pieces import slice_units, units
from promptrun_desktop.ui.transcript.select.spot import Spot
from promptrun_desktop.ui.transcript.text_box import TextBox


class Place(NamedTuple):
    """In the text of a block, or with `row` (the head is 0) and `cell` in that of a cell."""

    block: int
    row: int
    cell: int
    point: int


def place_of(leaves: Sequence[Leaf], spot: Spot, *, table: bool) -> Place | None:
    """`table` says whether the leaf's block is one; None where no text is drawn."""
    if spot.leaf >= len(leaves) or spot.box >= len(leaves[spot.leaf].boxes):
        return None
    leaf = leaves[spot.leaf]
    points = points_before(leaf.boxes[spot.box], spot.offset)
    if table:
        return Place(leaf.block, leaf.start, spot.box, points)
    for box in leaf.boxes[: spot.box]:
        points += length_of(box)
    return Place(leaf.block, 0, 0, leaf.start + points)


def points_before(box: TextBox, offset: int) -> int:
    """Code points of the source before an offset of the box."""
    text = box.text
    if text.isascii():
        return min(offset, len(text))
    return len(slice_units(text, 0, offset))


def offset_of(box: TextBox, points: int) -> int:
    """The offset in the box behind so many code points of the source."""
    return units(box.text[: max(0, points)])


def length_of(box: TextBox) -> int:
    """Code points of the source, what stands between it and the next box included."""
    return len(box.text) + len(box.piece.after)


def ranges_of(leaf: Leaf, start: int, end: int) -> dict[int, tuple[int, int]]:
    """Which part of which box shows the code points from `start` to `end` of the block."""
    found: dict[int, tuple[int, int]] = {}
    place = leaf.start
    for number, box in enumerate(leaf.boxes):
        if place >= end:
            break
        low, high = max(start - place, 0), min(end - place, len(box.text))
        if low < high:
            found[number] = (offset_of(box, low), offset_of(box, high))
        place += length_of(box)
    return found


def reach_of(leaf: Leaf) -> int:
    """Where the code points of a leaf end in its block."""
    return leaf.start + sum(map(length_of, leaf.boxes))
