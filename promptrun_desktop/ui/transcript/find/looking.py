"""Looking through one message of the page, and where what was found is drawn."""

from collections.abc import Generator, Sequence

from promptrun_desktop.text.block import Block, Table
from promptrun_desktop.text.query import Query
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.transcript.find.hits import (
    Hit,
    hits_in_blocks,
    hits_in_text,
    ranges_in_leaf,
)
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.parsing import parsed
from promptrun_desktop.ui.transcript.select.places import place_of
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot


def hits_in_message(
    page: Page, query: Query, message: int, own: Sequence[Block] | None, first: int
) -> Generator[object, None, list[Hit]]:
    """Yields between its steps. With `own`, the page's blocks of a message that is being written,
    the search begins at block number `first`."""
    thought = page.thought(message)
    found = hits_in_text(query, THOUGHT, clean(thought)) if thought else []
    source = page.source(message)
    if page.is_plain(message):
        return found + hits_in_text(query, BODY, clean(source))
    if own is not None:
        return found + (yield from hits_in_blocks(query, BODY, own, first))
    if not query.may_be_in(source):
        return found
    # Not the page's blocks: it would make leaves for all of a conversation.
    blocks = yield from parsed(source)
    return found + (yield from hits_in_blocks(query, BODY, blocks))


def place_in_hits(page: Page, spot: Spot) -> Hit:
    """Where a spot belongs in the order of hits."""
    leaves = page.leaves(spot.message, spot.part)
    plain = spot.part == THOUGHT or page.is_plain(spot.message)
    blocks = () if plain else page.blocks(spot.message)
    number = leaves[spot.leaf].block if spot.leaf < len(leaves) else -1
    table = 0 <= number < len(blocks) and isinstance(blocks[number], Table)
    place = place_of(leaves, spot, table=table)
    if place is None:
        return Hit(spot.part, 0, 0, -1, 0, 0)
    cell = place.cell if table else -1
    return Hit(spot.part, 0 if plain else place.block, place.row, cell, place.point, 0)


def spots_of(page: Page, message: int, hit: Hit) -> tuple[Spot, Spot] | None:
    """Start and end of a hit, which may begin in one leaf and end in another."""
    plain = hit.part == THOUGHT or page.is_plain(message)
    start = end = None
    for number, leaf in enumerate(page.leaves(message, hit.part)):
        if not plain and (leaf.block != hit.block or (hit.cell >= 0 and leaf.start != hit.row)):
            continue
        if not leaf.boxes:
            continue
        for box, low, high, _ in ranges_in_leaf(leaf, [hit]):
            start = start or Spot(message, hit.part, number, box, low)
            end = Spot(message, hit.part, number, box, high)
    return None if start is None or end is None else (start, end)
