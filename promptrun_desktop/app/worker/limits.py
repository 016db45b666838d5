"""What a process of long work may take from the computer, where the system has such limits."""

import os
import sys
from contextlib import suppress

# Bytes of addresses, more than the memory that is used of them.
WRITING = 6 << 30
READING = 2 << 30
# Bytes of one file: an export of years of chats has a hundredth of it.
LARGEST = 4 << 30
# Seconds of computing, hundreds of times what the largest files take that people have.
LONGEST = 900
_LAST = 10


def apply(*, gently: bool, reading: bool) -> None:
    """`gently`: everything else goes first. `reading`: a file of others, which may have been made
    to take all there is."""
    if sys.platform == "win32":
        return  # There the parent lowered the priority.
    import resource

    if gently:
        with suppress(OSError):
            os.nice(10)
    _limit(resource.RLIMIT_CORE, 0)
    # macOS has the first of these in name only.
    _limit(resource.RLIMIT_AS, READING if reading else WRITING)
    if reading:
        _limit(resource.RLIMIT_FSIZE, LARGEST)
        _limit(resource.RLIMIT_CPU, LONGEST, LONGEST + _LAST)


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    import resource

    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(kind)
        wanted = soft if hard is None else hard
        if most != resource.RLIM_INFINITY:
            wanted = min(wanted, most)
        resource.setrlimit(kind, (min(soft, wanted), wanted))
