"""What of the page is seen: an anchor that is the truth, rows below it, and exact moves.

The scroll bar is derived: estimates of what is far away never move what is seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.measuring import Measuring, Row

# Content that ends above the lower edge moves down, which may bring what is yet to be measured.
_TRIES = 6


class Held(NamedTuple):
    """A leaf by its part, so that it is found again after leaves above it came or went; a
    `height` of 0 is not known."""

    message: str
    part: int
    leaf: int
    y: int
    height: int


class Sight:
    """All in pixels. `above` and `below` are the room before the first and behind the last
    message; `height` is the view's. `used` hears of every leaf that is measured or seen.

    `pinned` names a message that can be scrolled to the top although what follows it is short.
    """

    def __init__(self, entries: Entries, used: Callable[[Leaf], None]) -> None:
        self._entries = entries
        self._measuring = Measuring(entries, used)
        self.above = 0
        self.below = 0
        self.height = 1
        self.pinned = ""
        self.rows: list[Row] = []
        # Messages in sight whose texts are not there.
        self.unread: list[int] = []
        self._entry = 0
        self._offset = 0
        # A leaf that is to be at the top but is not there yet: its text is not read or parsed.
        self._awaited: Held | None = None

    @property
    def extent(self) -> int:
        """Of the whole page, as far as it is known."""
        return self.above + self._entries.heights.total + self.below + self._spare()

    @property
    def value(self) -> int:
        """How far the top of the view is from the top of the page."""
        return self.above + self._entries.heights.before(self._entry) + self._offset

    @property
    def end(self) -> int:
        """The largest `value`."""
        return max(0, self.extent - self.height)

    @property
    def at_end(self) -> bool:
        return self.value >= self.end

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last message that are seen. The view may stand where nothing is
        drawn yet: behind what is parsed of a long text."""
        if self.rows:
            return self.rows[0].entry, self.rows[-1].entry
        last = len(self._entries) - 1
        return min(self._entry, max(0, last)), min(self._entry, last)

    def reset(self) -> None:
        self.pinned = ""
        self.rows = []
        self._awaited = None
        self._entry, self._offset = 0, -self.above

    def lay_out(self) -> None:
        """Measure what is seen from the anchor down."""
        if not len(self._entries):
            self._entry, self._offset, self.rows = 0, -self.above, []
            return
        if self._entry >= len(self._entries):
            # What was at the top went, and nothing follows it.
            self._entry = len(self._entries) - 1
            self._offset = self._entries.built(self._entry).height
        for _ in range(_TRIES):
            self.rows, self.unread, bottom = self._measuring.walk(
                self._entry, self._offset, self.height
            )
            if bottom is None:
                break
            missing = self.height - bottom - self.below - self._spare()
            if missing <= 0 or not self._up(missing):
                break
        self._anchor_at_first()

    def scroll_by(self, pixels: int) -> None:
        """What stays in view moves by exactly that, or as far as the page goes."""
        self._awaited = None
        if not len(self._entries):
            return
        if pixels < 0:
            self._up(-pixels)
        else:
            self._offset += pixels
            self._normalise()
        self.lay_out()

    def go_to(self, value: int) -> None:
        """A far jump, in pixels of the whole page: to somewhere near where that is."""
        self._awaited = None
        if not len(self._entries):
            return
        number, offset = self._entries.heights.find(max(0, value - self.above))
        self._entries.built(number)
        self._entry, self._offset = number, offset
        if value < self.above:
            self._entry, self._offset = 0, value - self.above
        self.lay_out()

    def go_to_end(self) -> None:
        self._awaited = None
        count = len(self._entries)
        if not count:
            return
        for _ in range(_TRIES):
            self._entry = count - 1
            self._offset = self._entries.built(count - 1).height + self.below + self._spare()
            self._up(self.height)
            self.lay_out()
            # The room below a pinned question was counted before what is above it was measured.
            if self.at_end:
                break

    def show(self, entry: int, leaf: int, y: int) -> None:
        """Put a leaf at a height of the view."""
        self._awaited = None
        built = self._entries.built(entry)
        top = built.tops[min(leaf, len(built.tops) - 1)] if leaf >= 0 else 0
        self._entry, self._offset = entry, top
        if y >= 0:
            self._up(y)
        else:
            if 0 <= leaf < len(built.tops) - 1:
                # Of one that is lower than guessed another part would be at the top.
                self._measuring.leaf(entry, leaf)
            self._offset -= y
            self._normalise()
        self.lay_out()

    def top_of(self, entry: int, leaf: int) -> int | None:
        """Where a leaf is, if it is seen."""
        for row in self.rows:
            if row.entry == entry and row.number == leaf:
                return row.y
        return None

    def row_at(self, y: float) -> Row | None:
        """The row at a height of the view, or the nearest above it, else the first."""
        found = None
        for row in self.rows:
            if row.y > y and found is not None:
                break
            found = row
        return found

    def hold(self) -> Held | None:
        """The leaf at the top of the view."""
        if self._awaited is not None:
            return self._awaited
        if not self.rows:
            return None
        row = self.rows[0]
        entry = self._entries[row.entry]
        part, leaf = entry.part_of(row.number)
        return Held(entry.id, part, leaf, row.y, row.height)

    def put_back(self, held: Held | None) -> None:
        """Bring a leaf back to where it was, however its height or what is above changed."""
        number = self._entries.number(held.message) if held is not None else None
        if held is None or number is None:
            self._step_back()
            return
        entry = self._entries.built(number)
        leaf = entry.number_of(held.part, held.leaf)
        y = held.y
        if y < 0 and leaf >= 0 and held.height:
            height = self._measuring.leaf(number, leaf)
            if height != held.height:
                # The same part of it: a narrower window makes a paragraph longer.
                y = round(y * height / max(1, held.height))
        self.show(number, leaf, y)
        if not held.height and not entry.has(held.part, held.leaf):
            self._awaited = held

    def _step_back(self) -> None:
        """What was held is gone: what came after it is shown from its beginning, or the end."""
        if self._entry >= len(self._entries):
            self.go_to_end()
        else:
            self._offset = min(self._offset, 0)
        self.lay_out()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Whatever changes inside, the leaf at the top stays where it is."""
        held = self.hold()
        yield
        self.put_back(held)

    def _spare(self) -> int:
        """Room below the last message, so that the pinned one can stand at the top."""
        number = self._entries.number(self.pinned) if self.pinned else None
        if number is None:
            return 0
        heights = self._entries.heights
        taken = heights.total - heights.before(number) + self.below
        return max(0, self.height - self.above - taken)

    def _anchor_at_first(self) -> None:
        """What is above the anchor and not measured must not come between it and what is seen."""
        if self.rows and self.rows[0].y <= 0:
            row = self.rows[0]
            self._entry = row.entry
            self._offset = self._entries[row.entry].tops[row.number] - row.y

    def _up(self, pixels: int) -> bool:
        """Move the anchor up; what enters is measured first, so that what is below stays.

        Whether it moved at all.
        """
        number, offset, left = self._entry, self._offset, pixels
        while True:
            entry = self._entries.built(number)
            offset += self._measuring.above(number, offset, left)
            if offset >= left:
                offset -= left
                left = 0
                break
            left -= max(0, offset)
            offset = min(0, offset)
            if number == 0:
                step = min(left, offset + self.above)
                offset -= step
                left -= step
                break
            number -= 1
            entry = self._entries.built(number)
            offset = entry.height
        moved = (number, offset) != (self._entry, self._offset)
        self._entry, self._offset = number, offset
        return moved

    def _normalise(self) -> None:
        """An anchor below its message is in one of the next."""
        while self._entry < len(self._entries) - 1:
            height = self._entries.built(self._entry).height
            if self._offset < height:
                return
            self._offset -= height
            self._entry += 1
