"""One message on the page: its leaves from top to bottom and their heights."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.guess import guesses
from promptrun_desktop.ui.transcript.page.kit import Kit
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT
from promptrun_desktop.ui.transcript.version_switch import Versions

HEAD, FOOT = -1, 2
# All leaves but those of the thoughts, which a place outlives: it counts as if they were folded.
FOLDED = 3


class Entry:
    """Built when it comes near what is seen; before that, and far away, it is a height.

    `heights` and `tops` are those of `leaves`, in pixels from the entry's top; a leaf that was
    not measured has an estimate. The leaves are those of the head, of the thoughts, of the body
    and of the foot. An outline in place of a message has no text yet.
    """

    is_plain = False

    def __init__(self, kit: Kit, message: Message | Outline) -> None:
        self.kit = kit
        self.message = message
        self.leaves: list[Leaf] | None = None
        self.width = 0

    @property
    def id(self) -> str:
        return self.message.id

    @property
    def is_loaded(self) -> bool:
        return isinstance(self.message, Message)

    @property
    def versions(self) -> Versions:
        return self.kit.versions(self.message.id)

    @property
    def source(self) -> str:
        """Exactly what was written so far; "" while it is not loaded."""
        return self.message.text if isinstance(self.message, Message) else ""

    @property
    def blocks(self) -> Sequence[Block]:
        """Empty for plain text."""
        return ()

    @property
    def is_waiting(self) -> bool:
        """Whether there is text that is not laid out in leaves yet."""
        return False

    def guessed(self) -> int:
        """The height of all of it, from its size alone."""
        return guesses(self.kit.sheet, self.width).height(self.message)

    def build(self, width: int) -> None:
        """Make the leaves, if there are none, and take a width of the column, in pixels."""
        self.width = width
        if self.leaves is None:
            self.make()
            self.count(0)

    def drop(self) -> None:
        """Far away: give the leaves back."""
        self.leaves = None

    def make(self) -> None:
        """Set `leaves`, from nothing."""
        raise NotImplementedError

    def fill(self, message: Message) -> None:
        """Take a new value of the message, or the text that was missing."""
        self.message = message
        self.leaves = None

    def change(self, message: Message) -> int:
        """Take a new value of what is known; the first leaf that changed."""
        self.fill(message)
        return 0

    def count_versions(self) -> None:
        """There may be others than before."""

    def restyle(self) -> None:
        for leaf in self.leaves or ():
            leaf.restyle()
        if self.leaves is not None:
            self.count(0)

    def go_on(self) -> int:
        """Work on what `is_waiting`; the first leaf that changed."""
        raise NotImplementedError

    def bounds(self) -> tuple[int, int, int]:
        """Where the thoughts begin, where the body does, and where it ends."""
        raise NotImplementedError

    def part_of(self, leaf: int) -> tuple[int, int]:
        """A leaf's part, and its number in it."""
        thought, body, foot = self.bounds()
        if leaf < thought:
            return HEAD, leaf
        if leaf < body:
            return THOUGHT, leaf - thought
        return (BODY, leaf - body) if leaf < foot else (FOOT, leaf - foot)

    def number_of(self, part: int, leaf: int) -> int:
        """The other way round; not beyond the last leaf."""
        return min(self._first_of(part, leaf) + leaf, len(self.leaves or ()) - 1)

    def has(self, part: int, leaf: int) -> bool:
        """Whether there is such a leaf already, or never will be."""
        beyond = self._first_of(part, leaf) + leaf >= self.bounds()[2]
        return self.is_loaded and not (beyond and self.is_waiting)

    def folded(self, leaf: int) -> int:
        """A leaf's number in FOLDED; one of the thoughts is their head there."""
        thought, body, _foot = self.bounds()
        return leaf if leaf < thought else max(thought - 1, leaf - (body - thought))

    def _first_of(self, part: int, leaf: int) -> int:
        thought, body, foot = self.bounds()
        if part == FOLDED:
            return 0 if leaf < thought else body - thought
        return {HEAD: 0, THOUGHT: thought, BODY: body, FOOT: foot}[part]

    def box_of(self, leaf: int) -> tuple[int, int]:
        """Left edge and width of a leaf, in pixels of the column."""
        return 0, self.width

    def count(self, first: int) -> None:
        """The leaves from `first` on are others than before: heights and tops of them."""
        leaves = self.leaves or []
        if first == 0:
            self.heights: list[int] = []
        del self.heights[first:]
        self.heights += [self._height_of(number) for number in range(first, len(leaves))]
        self.sum_up(first)

    def count_again(self, end: int) -> None:
        """Of those before `end` the heights may be others; what follows them moves."""
        self.heights[:end] = [self._height_of(number) for number in range(end)]
        self.sum_up(0)

    def _height_of(self, number: int) -> int:
        leaf = (self.leaves or [])[number]
        width = self.box_of(number)[1]
        return leaf.height if leaf.is_measured(width) else leaf.estimate(width)

    def sum_up(self, first: int) -> None:
        """Heights from `first` on changed."""
        if first == 0:
            self.tops = list(accumulate(self.heights, initial=0))
        else:
            self.tops[first:] = accumulate(self.heights[first:], initial=self.tops[first])

    @property
    def height(self) -> int:
        """Of a built entry."""
        return self.tops[-1] + self.rest()

    def rest(self) -> int:
        """The height of what is not parsed yet."""
        return 0

    def leaf_at(self, y: int) -> int:
        """The leaf that covers a height, or the nearest."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self.heights) - 1))
