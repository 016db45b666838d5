"""The room of a block on the page, and what the containers around it put beside it."""

from typing import NamedTuple

from promptrun_desktop.text.block import Block, Container, Item, Quote
from promptrun_desktop.ui.documents.bands import Band, QuoteBar
from promptrun_desktop.ui.documents.markers import Box, Bullet, Marker, Number
from promptrun_desktop.ui.documents.press import Press

_DEEPEST = 12
_BULLET_STEP, _NUMBER_STEP, _DIGIT, _QUOTE_STEP, _BAR = 180, 210, 56, 140, 18


class Room(NamedTuple):
    """A part of the column, with the bands it stands in from the outermost in."""

    x: float
    width: float
    bands: tuple[Band, ...] = ()

    def inside(self, before: float, after: float, *bands: Band) -> "Room":
        """Narrower by so much on the left and the right, in more bands."""
        return Room(self.x + before, self.width - before - after, (*self.bands, *bands))


class Framed(NamedTuple):
    room: Room
    markers: tuple[Marker, ...]


class Frames:
    """Of the blocks of one text, in their order: a quote is one bar from block to block."""

    def __init__(self, press: Press, room: Room) -> None:
        self._press = press
        self._room = room
        self._bars: dict[int, QuoteBar] = {}
        self._open: list[tuple[Container, bool]] = []  # whether its side is the right one

    def around(self, block: Block, rtl: bool | None) -> Framed:
        """`rtl` None is a block that has no side of its own. Bars and markers of a container
        stand where the first text in it begins."""
        path = block.path[:_DEEPEST]
        first_new = len(block.path) - block.opens
        del self._open[first_new:]
        for container in path[len(self._open) :]:
            inherited = bool(self._open) and self._open[-1][1]
            self._open.append((container, inherited if rtl is None else rtl))
        markers: list[Marker] = []
        bands: list[Band] = []
        left = right = 0.0
        lists = 0
        for depth, (container, mirrored) in enumerate(self._open[: len(path)]):
            # Deep nesting never takes more than half: the text must stay readable.
            step = min(_step(container), self._room.width / 2 - left - right)
            edge = self._edge(right if mirrored else left, mirrored)
            if mirrored:
                right += step
            else:
                left += step
            if isinstance(container, Quote):
                bands.append(self._bar(container, edge, mirrored))
                continue
            if depth >= first_new:
                edge = self._edge(right if mirrored else left, mirrored)
                markers.append(self._marker(container, edge, mirrored, lists))
            lists += 1
        return Framed(self._room.inside(left, right, *bands), tuple(markers))

    def _edge(self, inset: float, mirrored: bool) -> float:
        room = self._room
        return room.x + room.width - inset if mirrored else room.x + inset

    def _bar(self, quote: Quote, edge: float, mirrored: bool) -> QuoteBar:
        if quote.id not in self._bars:
            self._bars[quote.id] = QuoteBar(edge - _BAR if mirrored else edge, _BAR)
        return self._bars[quote.id]

    def _marker(self, item: Item, edge: float, mirrored: bool, depth: int) -> Marker:
        if item.task is not None:
            return Box(edge, mirrored=mirrored, done=item.task)
        if item.number is not None:
            return Number(self._press, edge, mirrored=mirrored, number=item.number)
        return Bullet(edge, mirrored=mirrored, depth=depth)


def _step(container: Item | Quote) -> float:
    if isinstance(container, Quote):
        return _QUOTE_STEP
    if container.number is None:
        return _BULLET_STEP
    # Nine and ten begin in the same place: there is room for two digits in any list.
    return _NUMBER_STEP + _DIGIT * max(0, len(str(container.number)) - 2)
