"""The parser alone, one delta at a time."""

import time
from collections.abc import Iterator
from statistics import fmean

from benchmarks.corpus import answer, deltas
from benchmarks.result import Row
from promptrun_desktop.text.blocks import BlockStream


def run(quick: bool) -> Iterator[Row]:
    pieces, stream, taken = deltas(answer(200_000)), BlockStream(), []
    for piece in pieces:
        start = time.thread_time()
        stream.feed(piece)
        taken.append(time.thread_time() - start)
    tenth = len(taken) // 10
    first, last = fmean(taken[:tenth]), fmean(taken[-tenth:])
    yield Row("parsing a delta: last tenth / first tenth", last / first, "", 1.5)
    yield Row("parsing a delta at 200 KB", last * 1e6, "µs")
