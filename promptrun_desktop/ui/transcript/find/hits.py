"""What was found in one message: places in its blocks, and where these are drawn."""

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Sequence
from typing import NamedTuple

from promptrun_desktop.text.block import Block, CodeBlock, Heading, Paragraph, RawHtml, Table
from promptrun_desktop.text.query import Query
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.select.places import offset_of, ranges_of, reach_of


class Hit(NamedTuple):
    """From `start` to `end`, in code points of a block's text or, in a table, of a cell's.

    `cell` is -1 where there is no table.
    Hits order as texts are read.
    """

    part: int
    block: int
    row: int
    cell: int
    start: int
    end: int


def hits_in_text(query: Query, part: int, text: str) -> list[Hit]:
    return [Hit(part, 0, 0, -1, *place) for place in query.places(text)]


def hits_in_blocks(
    query: Query, part: int, blocks: Sequence[Block], first: int = 0
) -> Generator[None, None, list[Hit]]:
    """Yields between its steps; from block number `first` on."""
    found: list[Hit] = []
    for number in range(first, len(blocks)):
        block = blocks[number]
        if isinstance(block, Table):
            for row, cells in enumerate([block.head, *block.rows]):
                for cell, spans in enumerate(cells[: len(block.head)]):
                    text = "".join(span.text for span in spans)
                    found += [Hit(part, number, row, cell, *each) for each in query.places(text)]
                if row % 50 == 49:
                    yield
        elif text := text_of(block):
            for place in query.places(text):
                found.append(Hit(part, number, 0, -1, *place))
                if len(found) % 500 == 0:
                    yield
        if number % 20 == 19:
            yield
    return found


def text_of(block: Block) -> str:
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            return "".join(span.text for span in spans)
        case CodeBlock(code=text) | RawHtml(text=text):
            return text
    return ""


def hits_of_leaf(hits: Sequence[Hit], part: int, leaf: Leaf, *, plain: bool) -> Sequence[Hit]:
    """Those of a message's hits that a leaf may draw some of."""
    block = 0 if plain else leaf.block
    low = bisect_left(hits, Hit(part, block, -1, -1, -1, -1))
    high = bisect_left(hits, Hit(part, block + 1, -1, -1, -1, -1))
    return hits[low:high]


def ranges_in_leaf(leaf: Leaf, hits: Sequence[Hit]) -> list[tuple[int, int, int, Hit]]:
    """Box, start and end in UTF-16 units, and the hit, of the `hits` in the leaf's block."""
    if hits[0].cell >= 0:
        return _ranges_in_row(leaf, hits)
    end = reach_of(leaf)
    found: list[tuple[int, int, int, Hit]] = []
    # Hits do not overlap, so their ends are in order too.
    for hit in hits[bisect_right(hits, leaf.start, key=lambda hit: hit.end) :]:
        if hit.start >= end:
            break
        for box, (low, high) in ranges_of(leaf, hit.start, hit.end).items():
            found.append((box, low, high, hit))
    return found


def _ranges_in_row(leaf: Leaf, hits: Sequence[Hit]) -> list[tuple[int, int, int, Hit]]:
    low = bisect_left(hits, leaf.start, key=lambda hit: hit.row)
    found: list[tuple[int, int, int, Hit]] = []
    for hit in hits[low:]:
        if hit.row != leaf.start:
            break
        if hit.cell < len(leaf.boxes):
            box = leaf.boxes[hit.cell]
            found.append((hit.cell, offset_of(box, hit.start), offset_of(box, hit.end), hit))
    return found
