"""From a place in the Markdown of a message to where that is drawn.

The place is marked in the source by two characters that nothing else has, and looked for in the
blocks which that becomes: emphasis, links, lists and tables around it need no rules of their own.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from promptrun_desktop.text.block import Block, Table
from promptrun_desktop.text.query import Query
from promptrun_desktop.ui.transcript.find.hits import Hit, hits_in_blocks, text_of
from promptrun_desktop.ui.transcript.select.parsing import parsed
from promptrun_desktop.ui.transcript.select.spot import BODY

# Private use: letters to the parser, neither space nor punctuation.
_PRIVATE = range(0xE000, 0xF8FF)


class Shown(NamedTuple):
    """`hit` has no length where the place itself is not drawn, such as in an address; `text` is
    what is drawn there."""

    hit: Hit
    text: str


def place_in_source(source: str, start: int, length: int) -> Generator[object, None, Shown | None]:
    """Where a range of code points of a reply's source is drawn, by block; yields between its
    steps. None where nothing is drawn before it."""
    end = min(len(source), start + max(0, length))
    start = min(max(0, start), end)
    # What follows the paragraph has no part in how it is drawn, but for addresses of links.
    last = source.find("\n\n", end)
    rest = source[end:] if last < 0 else source[end:last]
    first, second = _unused(source)
    blocks = yield from parsed(f"{source[:start]}{first}{source[start:end]}{second}{rest}")
    found = _found(blocks, first, second)
    if found is not None:
        return found
    blocks = yield from parsed(source[:start])
    return _end_of(blocks)


def checked(blocks: Sequence[Block], shown: Shown) -> Hit:
    """The same place in the blocks that are really drawn: where something else is there, which
    the end of the text may have caused, the nearest place with the same text."""
    hit, text = shown
    if hit.block >= len(blocks) and (last := _end_of(blocks)) is not None:
        # Only the marks made a paragraph there.
        return last.hit
    here = _text_at(blocks, hit)
    if not text or here[hit.start : hit.end] == text:
        return hit._replace(start=min(hit.start, len(here)), end=min(hit.end, len(here)))
    near = [hit.block, hit.block - 1, hit.block + 1]
    for number in (each for each in near if 0 <= each < len(blocks)):
        found = _all_of(hits_in_blocks(Query(text), BODY, blocks[: number + 1], number))
        if found:
            return min(
                found, key=lambda each: (abs(each.row - hit.row), abs(each.start - hit.start))
            )
    return hit._replace(start=min(hit.start, len(here)), end=min(hit.start, len(here)))


def _unused(source: str) -> tuple[str, str]:
    free = (chr(code) for code in _PRIVATE if chr(code) not in source)
    return next(free, "\ue000"), next(free, "\ue001")


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[Hit, str]]:
    """Every text that is drawn, with the hit that would be all of it."""
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            for row, cells in enumerate([block.head, *block.rows]):
                for cell, spans in enumerate(cells):
                    text = "".join(span.text for span in spans)
                    yield Hit(BODY, number, row, cell, 0, len(text)), text
        else:
            text = text_of(block)
            yield Hit(BODY, number, 0, -1, 0, len(text)), text


def _found(blocks: Sequence[Block], first: str, second: str) -> Shown | None:
    for hit, text in _texts(blocks):
        start, end = text.find(first), text.find(second)
        if start >= 0:
            # Without an end it goes on in the next text, or into what is not drawn.
            stop = end if end >= 0 else len(text)
            return Shown(hit._replace(start=start, end=stop - 1), text[start + 1 : stop])
        if end >= 0:
            return Shown(hit._replace(start=end, end=end), "")
    return None


def _end_of(blocks: Sequence[Block]) -> Shown | None:
    """Behind all that is drawn."""
    last: Shown | None = None
    for hit, text in _texts(blocks[-1:]):
        place = hit._replace(block=len(blocks) - 1, start=len(text), end=len(text))
        last = Shown(place, "")
    return last


def _text_at(blocks: Sequence[Block], hit: Hit) -> str:
    if not 0 <= hit.block < len(blocks):
        return ""
    block = blocks[hit.block]
    if not isinstance(block, Table):
        return text_of(block)
    rows = [block.head, *block.rows]
    cells = rows[hit.row] if hit.row < len(rows) else ()
    return "".join(span.text for span in cells[hit.cell]) if 0 <= hit.cell < len(cells) else ""


def _all_of(search: Generator[None, None, list[Hit]]) -> list[Hit]:
    while True:
        try:
            next(search)
        except StopIteration as ended:
            return list(ended.value)
