"""What a selection holds, message by message, as blocks and as source."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from promptrun_desktop.text.block import Block, Paragraph, Span, Table
from promptrun_desktop.text.cut import CellPlace, cut, cut_table, length
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.parsing import parsed
from promptrun_desktop.ui.transcript.select.places import Place, place_of
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Selection, Spot


@dataclass(frozen=True, slots=True)
class Chunk:
    """One part of one message. `source` is its exact text where all of it is selected, or where
    it is plain text; `plain` says that it is."""

    blocks: Sequence[Block]
    source: str | None = None
    plain: bool = False


def chunks(page: Page, selection: Selection) -> Iterator[Chunk | None]:
    """Yields None between its steps. A message that is not loaded is left out."""
    start, end = selection.start, selection.end
    for message in range(start.message, min(end.message, page.count() - 1) + 1):
        for part in (THOUGHT, BODY):
            place = (message, part)
            if not start[:2] <= place <= end[:2]:
                continue
            first = start if start[:2] == place else None
            last = end if end[:2] == place else None
            if part == THOUGHT or page.is_plain(message):
                chunk = _plain_chunk(page, place, first, last)
            elif first is None and last is None:
                chunk = yield from _whole_chunk(page, message)
            else:
                chunk = _part_chunk(page, message, first, last)
            yield chunk


def sources(page: Page, selection: Selection) -> Iterator[str]:
    """The Markdown source of every message that is touched, whole: for what is too much to cut."""
    for message in range(selection.start.message, selection.end.message + 1):
        yield page.source(message)


def text_blocks(text: str) -> list[Block]:
    """Plain text as paragraphs; within them every line break counts."""
    found = (part.strip("\n") for part in clean(text).split("\n\n"))
    return [Paragraph(spans=(Span(part),)) for part in found if part.strip()]


def _whole_chunk(page: Page, message: int) -> Generator[None, None, Chunk]:
    source = page.source(message)
    return Chunk((yield from parsed(source)), source)


def _plain_chunk(
    page: Page, place: tuple[int, int], first: Spot | None, last: Spot | None
) -> Chunk | None:
    message, part = place
    text = clean(page.thought(message) if part == THOUGHT else page.source(message))
    if first is not None or last is not None:
        leaves = page.leaves(message, part)
        low = place_of(leaves, first, table=False) if first is not None else None
        high = place_of(leaves, last, table=False) if last is not None else None
        text = text[low.point if low else 0 : high.point if high else len(text)]
    return Chunk(text_blocks(text), text, plain=True) if text else None


def _part_chunk(page: Page, message: int, first: Spot | None, last: Spot | None) -> Chunk | None:
    blocks = page.blocks(message)
    if not blocks:
        return None
    low = _place(page, blocks, first, 1) if first is not None else None
    high = _place(page, blocks, last, -1) if last is not None else None
    low = low or Place(0, 0, 0, 0)
    high = high or _end_of(blocks)
    kept = [
        part
        for number in range(low.block, high.block + 1)
        if (part := _cut(blocks[number], number, low, high)) is not None
    ]
    if not kept:
        return None
    if len(kept) == len(blocks) and all(map(_same, kept, blocks)):
        return Chunk(kept, page.source(message))
    if len(kept) == 1 and not any(kept[0] is block for block in blocks):
        # Some words of an item or a quote are words, not an item.
        kept = [replace(kept[0], path=(), opens=0)]
    return Chunk(_opened(kept))


def _same(one: Block, other: Block) -> bool:
    return one is other


def _cut(block: Block, number: int, low: Place, high: Place) -> Block | None:
    if low.block < number < high.block:
        return block
    if isinstance(block, Table):
        end = _end_of([block])
        first = (
            CellPlace(low.row, low.cell, low.point) if low.block == number else CellPlace(0, 0, 0)
        )
        last = high if high.block == number else end
        if first == (0, 0, 0) and last[1:] == end[1:]:
            return block
        return cut_table(block, first, CellPlace(*last[1:]))
    start = low.point if low.block == number else 0
    stop = high.point if high.block == number else length(block)
    return cut(block, start, stop)


def _opened(blocks: list[Block]) -> list[Block]:
    """The first of them begins all containers it stands in."""
    first = blocks[0]
    return [replace(first, opens=len(first.path)), *blocks[1:]]


def _end_of(blocks: Sequence[Block]) -> Place:
    block = blocks[-1]
    number = len(blocks) - 1
    if not isinstance(block, Table):
        return Place(number, 0, 0, length(block))
    row = block.rows[-1] if block.rows else block.head
    last = sum(len(span.text) for span in row[-1]) if row else 0
    return Place(number, len(block.rows), max(0, len(row) - 1), last)


def _place(page: Page, blocks: Sequence[Block], spot: Spot, step: int) -> Place | None:
    """Where a spot is in the blocks; if its leaf shows none, where the nearest does."""
    leaves = page.leaves(spot.message, BODY)
    number = min(spot.leaf, len(leaves) - 1)
    while 0 <= number < len(leaves):
        leaf = leaves[number]
        if 0 <= leaf.block < len(blocks) and leaf.boxes:
            if number != spot.leaf:
                box = 0 if step > 0 else len(leaf.boxes) - 1
                offset = 0 if step > 0 else leaf.boxes[box].length
                spot = Spot(spot.message, BODY, number, box, offset)
            return place_of(leaves, spot, table=isinstance(blocks[leaf.block], Table))
        number += step
    return None
