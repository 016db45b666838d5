"""The blocks of a message that is not on the page, a long one in steps."""

from collections.abc import Generator

from promptrun_desktop.text.block import Block
from promptrun_desktop.text.blocks import BlockStream, parse

# Characters that are parsed within a few milliseconds.
_AT_ONCE = 24_000
_STEP = 8_000


def parsed(source: str) -> Generator[None, None, list[Block]]:
    """Yields between its steps; what it returns is parse(source)."""
    if len(source) <= _AT_ONCE:
        return parse(source)
    stream = BlockStream()
    for start in range(0, len(source), _STEP):
        stream.feed(source[start : start + _STEP])
        yield
    stream.finish()
    while stream.unfinished:
        yield
        stream.resume()
    return stream.blocks
