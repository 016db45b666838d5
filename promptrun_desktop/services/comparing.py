"""Two texts compared in a thread that leaves time to the window."""

import asyncio
import time
from collections.abc import Callable

from promptrun_desktop.text.blocks import BlockStream
from promptrun_desktop.text.differences import Part, differences
from promptrun_desktop.text.to_plain import to_plain

# Seconds: how long is worked before others have their turn, and how long that is.
_WORK, _PAUSE = 0.004, 0.004
# Characters that are parsed at once.
_SLICE = 2_000


class _Breath:
    """A thread that reckons without end takes the interpreter from the window."""

    def __init__(self) -> None:
        self._until = time.perf_counter() + _WORK

    def __call__(self) -> None:
        if time.perf_counter() >= self._until:
            time.sleep(_PAUSE)
            self._until = time.perf_counter() + _WORK


async def compared(old: str, new: str, *, formatted: bool) -> list[Part]:
    """`formatted` texts are compared as they read, not as they are marked up."""
    return await asyncio.to_thread(_compare, old, new, formatted)


def _compare(old: str, new: str, formatted: bool) -> list[Part]:
    breath = _Breath()
    if formatted:
        old, new = _read(old, breath), _read(new, breath)
    return differences(old, new, breath)


def _read(text: str, breathe: Callable[[], object]) -> str:
    stream = BlockStream()
    for start in range(0, len(text), _SLICE):
        stream.feed(text[start : start + _SLICE])
        breathe()
    stream.finish()
    while stream.unfinished:
        stream.resume()
        breathe()
    return to_plain(stream.blocks)
