"""A place between two characters of the conversation, and a range between two places."""

from dataclasses import dataclass
from typing import NamedTuple

# The parts of a message in which text can be selected, in the order of the eye.
THOUGHT, BODY = 0, 1


class Spot(NamedTuple):
    """`message` is its number in the conversation, `part` THOUGHT or BODY, `leaf` counts the
    leaves of the part, `box` those of the leaf; `offset` in UTF-16 units. Spots order as texts
    are read."""

    message: int
    part: int
    leaf: int
    box: int
    offset: int


@dataclass(frozen=True, slots=True)
class Selection:
    """`anchor` stays while `head` moves; either may come first in the text."""

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
