"""Strips onto pages: what belongs together stays together, where a page has room for it."""

from collections.abc import Iterable, Iterator

from promptrun_desktop.ui.documents.bands import Band
from promptrun_desktop.ui.documents.foot import Foot
from promptrun_desktop.ui.documents.page import Page, Stretch
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.strip import Strip


class Flow:
    """Takes strips in order and gives pages as soon as nothing more can come onto them."""

    def __init__(self, paper: PageSize, foot: Foot) -> None:
        self._paper = paper
        self._foot = foot
        self._chain: list[Strip] = []  # they stay together
        self._pages = 0
        self._placed: list[tuple[Strip, float]] = []
        self._y = paper.top
        self._begun: set[int] = set()  # bands that have a part on an earlier page

    def add(self, strip: Strip) -> Iterator[Page]:
        chain = self._chain
        if chain and not strip.clings and not chain[-1].keeps:
            self._chain = []
            yield from self._place(chain)
        self._chain.append(strip)

    def finish(self) -> Iterator[Page]:
        """There is at least one page."""
        chain, self._chain = self._chain, []
        yield from self._place(chain)
        yield self._page(None)

    def _place(self, chain: list[Strip]) -> Iterator[Page]:
        if self._placed and not self._fits(chain):
            yield self._page(chain[0])
            self._repeat(chain[0])
        for strip in chain:
            # Only of a chain that is higher than a page.
            if self._placed and not self._fits([strip]):
                yield self._page(strip)
                self._repeat(strip)
            self._put(strip)

    def _fits(self, chain: Iterable[Strip]) -> bool:
        y, before = self._y, self._placed[-1][0] if self._placed else None
        for strip in chain:
            y += _between(before, strip) + strip.height
            before = strip
        closing = sum(band.below for band in before.bands) if before else 0
        # A thousandth of a point, which sums of fractions may miss.
        return y + closing <= self._paper.bottom + 0.01

    def _repeat(self, strip: Strip) -> None:
        for each in strip.repeated:
            self._put(each)

    def _put(self, strip: Strip) -> None:
        if strip.parts and not self._placed:
            return
        self._y += _between(self._placed[-1][0] if self._placed else None, strip)
        self._placed.append((strip, self._y))
        self._y += strip.height

    def _page(self, following: Strip | None) -> Page:
        self._pages += 1
        page = Page(
            self._pages, self._paper, self._placed, list(self._stretches(following)), self._foot
        )
        self._placed, self._y = [], self._paper.top
        return page

    def _stretches(self, following: Strip | None) -> Iterator[Stretch]:
        """From the outermost in, so that they can be painted in this order."""
        parts: dict[int, tuple[Band, int, float, float]] = {}
        for strip, y in self._placed:
            for depth, band in enumerate(strip.bands):
                inner_above = sum(each.above for each in strip.bands[depth:])
                inner_below = sum(each.below for each in strip.bands[depth:])
                _, _, top, _ = parts.get(id(band), (band, depth, y - inner_above, y))
                parts[id(band)] = (band, depth, top, y + strip.height + inner_below)
        going_on = {id(band) for band in following.bands} if following else set()
        for band, _depth, top, bottom in sorted(parts.values(), key=lambda part: part[1]):
            begins, ends = id(band) not in self._begun, id(band) not in going_on
            yield Stretch(band, top, bottom, begins, ends)
        self._begun = going_on & parts.keys()


def _between(before: Strip | None, strip: Strip) -> float:
    """The room between two strips, or above the first of a page: gaps, and edges of bands."""
    if before is None:
        return sum(band.above for band in strip.bands)
    kept = 0
    for one, other in zip(before.bands, strip.bands, strict=False):
        if one is not other:
            break
        kept += 1
    closed = sum(band.below for band in before.bands[kept:])
    return closed + strip.gap + sum(band.above for band in strip.bands[kept:])
