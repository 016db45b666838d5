"""Which files there are in a root, and which of them nobody expects."""

import os
from collections.abc import Iterable
from pathlib import Path

# What package tools and caches of the system keep for themselves, and what is mounted over.
_NOT_OURS = {
    *("dev", "proc", "run", "sys", "tmp"),
    *("var/cache", "var/log", "var/lib/apt", "var/lib/dpkg", "var/lib/systemd", "var/lib/ucf"),
}


def listing(root: Path) -> set[str]:
    """Every file and folder by its path in the root, without those that are not anybody's."""
    found: set[str] = set()
    for folder, folders, files in os.walk(root):
        place = "" if Path(folder) == root else f"{Path(folder).relative_to(root)}/"
        folders[:] = [each for each in folders if place + each not in _NOT_OURS]
        found.update(place + each for each in folders + files)
    return found


def left_over(before: set[str], after: set[str], expected: Iterable[str]) -> list[str]:
    """What came and was not taken away; `expected` are folders with all that is in them, and the
    folders above them."""
    roots = tuple(expected)
    return sorted(
        each
        for each in after - before
        if not any(
            f"{each}/".startswith(f"{root}/") or root.startswith(f"{each}/") for root in roots
        )
    )
