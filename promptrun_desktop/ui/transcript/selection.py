"""A selected range inside one message: where it started and where it has come to."""

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """Between two characters: number of the item, of its box, and offset in UTF-16 units."""

    item: int
    box: int
    offset: int


@dataclass(frozen=True, slots=True)
class Selection:
    """`anchor` stays while the mouse moves `head`; either may come first in the text."""

    anchor: Spot
    head: Spot

    @property
    def start(self) -> Spot:
        return min(self.anchor, self.head)

    @property
    def end(self) -> Spot:
        return max(self.anchor, self.head)

    @property
    def empty(self) -> bool:
        return self.anchor == self.head

    def within(self, item: int, box: int, length: int) -> tuple[int, int] | None:
        """The selected part of a box that is `length` units long."""
        start, end = self.start, self.end
        if not start[:2] <= (item, box) <= end[:2]:
            return None
        low = start.offset if start[:2] == (item, box) else 0
        high = end.offset if end[:2] == (item, box) else length
        # An empty cell between two selected ones counts: its tab is copied.
        inside = length == 0 and start[:2] < (item, box) < end[:2]
        return (low, high) if low < high or inside else None

    def joined(self, other: "Selection") -> "Selection":
        """From this word or paragraph to that one, both included."""
        if other.start < self.start:
            return Selection(self.end, other.start)
        return Selection(self.start, max(self.end, other.end))
