"""Bringing a place of a message's source into sight, once its text is there."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

from promptrun_desktop.ui.slices import FIRST_SLICE, WAIT, Slices
from promptrun_desktop.ui.transcript.find.hits import Hit
from promptrun_desktop.ui.transcript.find.looking import spots_of
from promptrun_desktop.ui.transcript.find.source_place import checked, place_in_source
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.select.selecting import Selecting
from promptrun_desktop.ui.transcript.select.spot import BODY, Selection, Spot

# Of a text that takes no time to be parsed the beginning is not shown first.
_SHORT = 8_000


class Showing(QObject):
    """The text at the place is selected there, and looks like what was found: `selection` is that,
    as long as nothing else is selected. Until it is read and parsed the beginning of its
    message is seen; who scrolls meanwhile is left alone.

    `show_leaf` brings a leaf to a height of the view; `shown` is called at the end.
    """

    def __init__(
        self,
        reach: Reach,
        entries: Entries,
        selecting: Selecting,
        show_leaf: Callable[[int, int, int], None],
        shown: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reach = reach
        self._entries = entries
        self._selecting = selecting
        self._show_leaf = show_leaf
        self._shown = shown
        self._moves = False
        self._marked: Selection | None = None
        self._slices = Slices(self, FIRST_SLICE)

    @property
    def busy(self) -> bool:
        return self._slices.busy

    @property
    def selection(self) -> Selection | None:
        return self._marked if self._marked == self._selecting.selection else None

    def start(self, message_id: str, start: int, length: int) -> None:
        """Show so many code points of the source of a message, from `start` on."""
        number = self._entries.number(message_id)
        if number is None:
            self.cancel()
            return
        source = self._entries.source(number)
        if not self._reach.is_loaded(number) or len(source) > _SHORT:
            self._move(lambda: self._show_leaf(number, 0, 0))
        self._slices.start(self._work(message_id, start, length))

    def moved(self) -> None:
        """The view moved: by whom?"""
        if not self._moves:
            self.cancel()

    def cancel(self) -> None:
        self._slices.cancel()

    def _work(self, message_id: str, start: int, length: int) -> Iterator[object]:
        number = self._entries.number(message_id)
        while number is not None and not self._reach.is_loaded(number):
            yield WAIT
            number = self._entries.number(message_id)
        if number is None:
            return
        source = self._reach.source(number)
        if self._reach.is_plain(number):
            hit = Hit(BODY, 0, 0, -1, start, min(len(source), start + length))
        else:
            shown = yield from place_in_source(source, start, length)
            if shown is None:
                return
            yield from self._parsed(message_id, shown.hit.block)
            number = self._entries.number(message_id)
            if number is None:
                return
            hit = checked(self._entries.built(number).blocks, shown)
        self._go_to(number, hit)

    def _parsed(self, message_id: str, block: int) -> Iterator[object]:
        """Until the page has this block, and the next, which ends it."""
        number = self._entries.number(message_id)
        while number is not None:
            entry = self._entries.built(number)
            if not entry.is_waiting or len(entry.blocks) > block + 1:
                return
            # The page goes on with what is seen.
            yield WAIT
            number = self._entries.number(message_id)

    def _go_to(self, number: int, hit: Hit) -> None:
        spots = self._spots(number, hit)
        if spots is None:
            self._move(lambda: self._show_block(number, hit))
        else:
            first, last = spots
            if hit.start < hit.end:
                self._selecting.select(first, last)
                self._marked = self._selecting.selection
            else:
                self._selecting.clear()
            self._move(lambda: self._reach.reveal(first))
        self._move(self._shown)

    def _spots(self, number: int, hit: Hit) -> tuple[Spot, Spot] | None:
        """What is empty is seen where a letter beside it is."""
        if hit.start < hit.end:
            return spots_of(self._reach, number, hit)
        after = hit._replace(end=hit.start + 1)
        before = hit._replace(start=max(0, hit.start - 1), end=hit.start)
        return spots_of(self._reach, number, after) or spots_of(self._reach, number, before)

    def _show_block(self, number: int, hit: Hit) -> None:
        entry = self._entries.built(number)
        for place, leaf in enumerate(self._reach.leaves(number, BODY)):
            if leaf.block >= hit.block:
                self._show_leaf(number, entry.number_of(BODY, place), 0)
                return

    def _move(self, work: Callable[[], object]) -> None:
        self._moves = True
        try:
            work()
        finally:
            self._moves = False
