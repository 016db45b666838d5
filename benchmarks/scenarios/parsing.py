"""The parser alone, one delta at a time."""

import time
from collections.abc import Iterator
from statistics import fmean

from benchmarks.corpus import answer, deltas
from benchmarks.result import Row
from promptrun_desktop.text.blocks import BlockStream

_HURRY = 200


def run(quick: bool) -> Iterator[Row]:
    pieces, stream = deltas(answer(200_000)), BlockStream()
    tenth = len(pieces) // 10
    first = fmean(_feed(stream, piece) for piece in pieces[:tenth])
    middle = pieces[tenth:-tenth]
    step = _HURRY if quick else 1
    for at in range(0, len(middle), step):
        _feed(stream, "".join(middle[at : at + step]))
    last = fmean(_feed(stream, piece) for piece in pieces[-tenth:])
    yield Row("parsing a delta: last tenth / first tenth", last / first, "", 1.5)
    yield Row("parsing a delta at 200 KB", last * 1e6, "µs")


def _feed(stream: BlockStream, piece: str) -> float:
    """CPU seconds."""
    start = time.thread_time()
    stream.feed(piece)
    return time.thread_time() - start
