"""Finding in the whole conversation, also in what was never drawn, a few ms at a time."""

from bisect import bisect_left
from collections.abc import Generator, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, Signal

from promptrun_desktop.text.query import Query
from promptrun_desktop.ui.slices import Slices
from promptrun_desktop.ui.transcript.find.hits import Hit, hits_of_leaf, ranges_in_leaf
from promptrun_desktop.ui.transcript.find.looking import hits_in_message, place_in_hits, spots_of
from promptrun_desktop.ui.transcript.find.shares import all_shares, shares
from promptrun_desktop.ui.transcript.find.tally import Tally
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot

# A growing message is looked at again at most so often, in ms.
_GROWING_MS = 120


class Found(NamedTuple):
    """As Marks wants it: by box, ranges in UTF-16 units; `current` as box, start, end."""

    ranges: dict[int, list[tuple[int, int]]]
    current: tuple[int, int, int] | None


_NOTHING = Found({}, None)


class Finder(QObject):
    """`changed` fires when there are other hits, or another one is the current one."""

    changed = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._query = Query("")
        self._tally = Tally(0)
        self._slices = Slices(self)
        self._dirty: dict[int, int] = {}  # messages to look at, and from which block on
        self._grown: set[int] = set()  # what is half written reads differently on the page
        self._current: tuple[int, Hit] | None = None
        self._origin: Spot | None = None
        self._stays = False  # the current hit was chosen, not just the nearest

    @property
    def text(self) -> str:
        return self._query.text

    @property
    def searching(self) -> bool:
        return bool(self._dirty) or self._slices.busy

    @property
    def count(self) -> int:
        return self._tally.total

    @property
    def number(self) -> int:
        """Of the current hit, counted from 1; 0 if there is none."""
        if self._current is None:
            return 0
        message, hit = self._current
        hits = self._hits(message)
        index = bisect_left(hits, hit)
        return self._tally.before(message) + index + 1 if hit in hits[index : index + 1] else 0

    def search(self, text: str) -> None:
        """Anew, from what is seen on; an empty text ends it."""
        if self._origin is None or self._stays:
            self._origin = self._start() or self._page.spot_at(QPointF(0, 0))
        self._query = Query(text)
        self._current, self._stays = None, False
        count = self._page.count() if self._query else 0
        self._tally = Tally(count)
        first = min(self._origin.message, count) if self._origin is not None else 0
        self._dirty = dict.fromkeys([*range(first, count), *range(first)], 0)
        self._slices.start(self._work(), self._tell)
        if self.searching:
            self._tell()

    def clear(self) -> None:
        """Nothing is looked for any more."""
        self._origin, self._stays = None, False
        self._current = None
        self.search("")
        self._origin = None

    def next(self) -> Spot | None:
        """Go to the next hit, round the end; its start, to be revealed."""
        return self._go(1)

    def previous(self) -> Spot | None:
        return self._go(-1)

    def current(self) -> tuple[Spot, Spot] | None:
        """Start and end of the hit one is at."""
        return None if self._current is None else spots_of(self._page, *self._current)

    def go_to(self, message: int, share: float) -> Spot | None:
        """Go to the hit nearest to a share, 0 to 1, of a message's text: for a click on a mark."""
        hits = self._hits(message) if message < len(self._tally.counts) else []
        if not hits:
            return None
        marked = shares(self._page, self._tally, message)
        marks = dict(zip(marked, range(len(hits)), strict=False))
        nearest = min(marks, key=lambda each: abs(each - share), default=0.0)
        index = marks.get(nearest, 0)
        if len(marks) < len(hits):
            index = min(len(hits) - 1, int(share * len(hits)))
        return self._choose(message, hits[index])

    def found(self, message: int, part: int, _number: int, leaf: Leaf) -> Found:
        """What to mark in a leaf. Costs what the leaf has hits."""
        if not self._query or message >= len(self._tally.counts) or not self._tally.counts[message]:
            return _NOTHING
        plain = part == THOUGHT or self._page.is_plain(message)
        hits = hits_of_leaf(self._hits(message), part, leaf, plain=plain)
        if not hits or not leaf.boxes:
            return _NOTHING
        ranges: dict[int, list[tuple[int, int]]] = {}
        current = None
        for box, start, end, hit in ranges_in_leaf(leaf, hits):
            ranges.setdefault(box, []).append((start, end))
            if self._current == (message, hit):
                current = (box, start, end)
        return Found(ranges, current)

    def marks(self) -> Iterator[tuple[int, float]]:
        """Message and share of its text, 0 to 1, of the hits in order: for marks at the side."""
        return all_shares(self._page, self._tally)

    def grew(self, message: int, first_block: int = 0) -> None:
        """Its text changed from this block on; it is looked at again soon."""
        self._grown.add(message)
        self._look_again(message, first_block)

    def loaded(self, message: int) -> None:
        """Its text is there now, as it stays: the page's blocks of it are not needed."""
        self._look_again(message, 0)

    def _look_again(self, message: int, first_block: int) -> None:
        if not self._query or message >= len(self._tally.counts):
            return
        self._dirty[message] = min(self._dirty.get(message, first_block), first_block)
        self._soon()

    def inserted(self, message: int, count: int = 1) -> None:
        self._shift(message, count)
        if not self._query:
            return
        self._tally.insert(message, count)
        for each in range(message, message + count):
            self._dirty[each] = 0
        self._soon()

    def removed(self, message: int, count: int = 1) -> None:
        gone = range(message, message + count)
        self._grown.difference_update(gone)
        for each in gone:
            self._dirty.pop(each, None)
        if self._current is not None and self._current[0] in gone:
            self._current = None
        self._shift(message, -count)
        if self._query:
            self._tally.remove(message, count)
            self._tell()

    def reset(self) -> None:
        """Another conversation is shown: the same text is looked for in it."""
        self._grown.clear()
        self._origin, self._stays, self._current = None, False, None
        self.search(self._query.text)

    def _soon(self) -> None:
        if not self._slices.busy:
            self._slices.start_soon(self._work(), _GROWING_MS, self._tell)

    def _work(self) -> Iterator[object]:
        told = self._tally.total
        looked = 0
        while self._dirty:
            message, first = next(iter(self._dirty.items()))
            del self._dirty[message]
            yield from self._look(message, first)
            looked += 1
            yield None
            if looked % 200 == 0 and self._tally.total != told:
                told = self._tally.total
                self._tell()

    def _look(self, message: int, first: int) -> Iterator[object]:
        """Search one message; what was found before block `first` is kept."""
        query, tally = self._query, self._tally
        if message >= len(tally.counts):
            return
        old = tally.kept(message) if first and tally.counts[message] is not None else None
        known = old is not None
        old = old or []
        kept = old[_body_of(old) : bisect_left(old, Hit(BODY, first, -1, -1, 0, 0))]
        hits = yield from self._search(message, first if known else 0)
        if query is not self._query or message in self._dirty:
            return  # something else is looked for, or it changed meanwhile
        body = _body_of(hits)
        tally.put(message, [*hits[:body], *kept, *hits[body:]] if kept else hits)
        self._settle(message)

    def _search(self, message: int, first: int) -> Generator[object, None, list[Hit]]:
        own = self._page.blocks(message) if message in self._grown else None
        return hits_in_message(self._page, self._query, message, own, first)

    def _hits(self, message: int) -> list[Hit]:
        """All of a message, at once."""
        hits = self._tally.kept(message)
        if hits is not None or self._tally.counts[message] is None:
            return hits or []
        search = self._search(message, 0)
        while True:
            try:
                next(search)
            except StopIteration as ended:
                self._tally.keep(message, ended.value)
                return list(ended.value)

    def _settle(self, message: int) -> None:
        """The hits of a message are known: the current one may be gone, or be found at last."""
        if self._current is not None and self._current[0] == message:
            hit = self._current[1]
            hits = self._hits(message)
            index = bisect_left(hits, hit)
            if hit not in hits[index : index + 1]:
                self._current = None
        if self._current is None and not self._stays and self._origin is not None:
            self._current = self._first_from(self._origin, message)
            if self._current is not None:
                self._tell()

    def _first_from(self, origin: Spot, message: int) -> tuple[int, Hit] | None:
        """Messages are looked at from the origin on, so the first hit in one is the nearest."""
        hits = self._hits(message)
        if message == origin.message and hits:
            place = place_in_hits(self._page, origin)
            index = bisect_left(hits, place)
            if index < len(hits):
                return message, hits[index]
            if self._dirty:
                return None
        return (message, hits[0]) if hits else None

    def _go(self, step: int) -> Spot | None:
        tally = self._tally
        if not tally.total:
            return None
        if self._current is not None:
            message, hit = self._current
            hits = self._hits(message)
            index = bisect_left(hits, hit) + step
            if 0 <= index < len(hits):
                return self._choose(message, hits[index])
            message += step
        else:
            message = self._origin.message if self._origin is not None else 0
        number = tally.next_with_hits(message, step)
        if number is None:
            return None
        return self._choose(number, self._hits(number)[0 if step > 0 else -1])

    def _choose(self, message: int, hit: Hit) -> Spot | None:
        self._current, self._stays = (message, hit), True
        self._tell()
        spots = spots_of(self._page, message, hit)
        return spots[0] if spots is not None else None

    def _start(self) -> Spot | None:
        spots = self.current()
        return spots[0] if spots is not None else None

    def _shift(self, message: int, by: int) -> None:
        self._dirty = {
            number + by if number >= message else number: first
            for number, first in self._dirty.items()
        }
        self._grown = {number + by if number >= message else number for number in self._grown}
        if self._current is not None and self._current[0] >= message:
            self._current = (self._current[0] + by, self._current[1])
        if self._origin is not None and self._origin.message >= message:
            self._origin = self._origin._replace(message=max(0, self._origin.message + by))

    def _tell(self) -> None:
        self._page.repaint()
        self.changed.emit()


def _body_of(hits: list[Hit]) -> int:
    """Where those of the body begin."""
    return bisect_left(hits, Hit(BODY, -1, -1, -1, -1, -1))
