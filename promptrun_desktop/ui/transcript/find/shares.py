"""How far down a message each hit is: for the marks beside the scroll bar, and clicks on them."""

from collections.abc import Iterator

from promptrun_desktop.ui.transcript.find.tally import Tally
from promptrun_desktop.ui.transcript.select.page import Page

# Marks for one message at most: it is hardly higher in pixels.
_MOST = 100
# Of more marks than this, far more than there are rows of pixels, each message has one.
_CROWDED = 3_000


def all_shares(page: Page, tally: Tally) -> Iterator[tuple[int, float]]:
    """Message and share of its text, 0 to 1, of all hits in order."""
    crowded = sum(min(count or 0, _MOST) for count in tally.counts) > _CROWDED
    for message, count in enumerate(tally.counts):
        if count:
            for share in (0.5,) if crowded else shares(page, tally, message):
                yield message, share


def shares(page: Page, tally: Tally, message: int) -> list[float]:
    """Of a long text by the length of what comes before; of too many hits evenly."""
    count = tally.counts[message] or 0
    hits = tally.kept(message)
    if hits is None or count > _MOST:
        shown = min(count, _MOST)
        return [(index + 0.5) / shown for index in range(shown)]
    last = hits[-1]
    length = len(page.source(message))
    if page.is_plain(message) or last.block == 0:
        return [min(1.0, hit.start / max(1, length)) for hit in hits]
    blocks = max(last.block + 1, length // 120)
    return [min(1.0, (hit.block + 0.5) / blocks) for hit in hits]
