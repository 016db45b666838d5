"""What is selected, over all messages, while texts grow and messages come and go."""

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import Selection, Spot
from promptrun_desktop.ui.transcript.select.walk import (
    box_of,
    clamped,
    first_spot,
    last_spot,
    whole,
)

Ranges = dict[int, tuple[int, int]]

LETTER, WORD, PARAGRAPH = range(3)


class Selecting:
    """Paints the page again whenever something else is selected.

    `unit` is what the selection grows by: after a double click that is a word.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._first: Selection | None = None  # the word or paragraph that was clicked
        self.unit = LETTER
        self.selection: Selection | None = None

    @property
    def empty(self) -> bool:
        return self.selection is None or self.selection.empty

    def ranges(self, message: int, part: int, number: int, leaf: Leaf) -> Ranges:
        """What of a leaf is selected: by box, in UTF-16 units. Costs what the leaf has boxes."""
        selection = self.selection
        if selection is None or selection.empty:
            return {}
        start, end = selection.start, selection.end
        place = (message, part, number)
        if not start[:3] <= place <= end[:3]:
            return {}
        low = start.box if start[:3] == place else 0
        high = end.box if end[:3] == place else len(leaf.boxes) - 1
        found: Ranges = {}
        for box in range(low, min(high, len(leaf.boxes) - 1) + 1):
            length = leaf.boxes[box].length
            first = min(start.offset, length) if start[:4] == (*place, box) else 0
            last = min(end.offset, length) if end[:4] == (*place, box) else length
            if first < last:
                found[box] = (first, last)
        return found

    def contains(self, spot: Spot) -> bool:
        selection = self.selection
        return selection is not None and selection.start <= spot < selection.end

    def put(self, spot: Spot, unit: int = LETTER) -> None:
        """Begin anew: nothing, the word or the paragraph there."""
        self.unit = unit
        self._first = self._around(spot, unit)
        self._take(self._first)

    def extend(self, spot: Spot) -> None:
        """To here, by whole units; what was selected first stays in it."""
        if self.selection is None:
            self.put(spot)
            return
        first = self._first
        if self.unit == LETTER or first is None:
            self._take(Selection(self.selection.anchor, self._exact(spot)))
            return
        here = self._around(spot, self.unit)
        if here.start < first.start:
            self._take(Selection(first.end, here.start))
        else:
            self._take(Selection(first.start, max(first.end, here.end)))

    def select(self, anchor: Spot, head: Spot) -> None:
        self.unit, self._first = LETTER, None
        self._take(Selection(self._exact(anchor), self._exact(head)))

    def select_all(self) -> None:
        start, end = first_spot(self._page), last_spot(self._page)
        if start is not None and end is not None:
            self.select(start, end)

    def clear(self) -> None:
        self.unit, self._first = LETTER, None
        self._take(None)

    def grew(self, message: int) -> None:
        """Its text or its leaves changed: what is selected stays as far as it still exists."""
        selection = self.selection
        if selection is None or message not in (selection.anchor.message, selection.head.message):
            return
        self._first = None if self._first is None else self._kept(self._first)
        self._take(self._kept(selection))

    def inserted(self, message: int, count: int = 1) -> None:
        """Messages came before this one."""
        self._shift(message, count)

    def removed(self, message: int, count: int = 1) -> None:
        """These went; with one of its ends the selection goes."""
        gone = range(message, message + count)
        selection = self.selection
        if selection is not None and (
            selection.anchor.message in gone or selection.head.message in gone
        ):
            self.clear()
        else:
            self._shift(message, -count)

    def reset(self) -> None:
        """Another conversation is shown."""
        self.clear()

    def _shift(self, message: int, by: int) -> None:
        def moved(spot: Spot) -> Spot:
            return spot._replace(message=spot.message + by) if spot.message >= message else spot

        if self._first is not None:
            self._first = Selection(moved(self._first.anchor), moved(self._first.head))
        if self.selection is not None:
            # It is where it was: nothing is to be painted again.
            self.selection = Selection(moved(self.selection.anchor), moved(self.selection.head))

    def _kept(self, selection: Selection) -> Selection | None:
        anchor = clamped(self._page, selection.anchor)
        head = clamped(self._page, selection.head)
        return None if anchor is None or head is None else Selection(anchor, head)

    def _around(self, spot: Spot, unit: int) -> Selection:
        box = box_of(self._page, spot)
        if unit == LETTER or box is None:
            spot = self._exact(spot)
            return Selection(spot, spot)
        start, end = (box.word_at if unit == WORD else box.line_at)(spot.offset)
        return Selection(spot._replace(offset=start), spot._replace(offset=end))

    def _exact(self, spot: Spot) -> Spot:
        box = box_of(self._page, spot)
        return spot if box is None else spot._replace(offset=whole(box, spot.offset))

    def _take(self, selection: Selection | None) -> None:
        if selection != self.selection:
            before, self.selection = self.selection, selection
            if not ((before is None or before.empty) and self.empty):
                self._page.repaint()
