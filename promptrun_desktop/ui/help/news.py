"""Whether an update brought something to tell of; versions are those of the app."""

import re

_NUMBERS = re.compile(r"(\d+)\.(\d+)")


def is_new(seen: str, version: str) -> bool:
    """Whether `version` is a newer one than was `seen` last; a mended fault is no news.

    Nothing was seen at a first start, where all is new and nothing was updated.
    """
    before, now = _numbers(seen), _numbers(version)
    return before is not None and now is not None and now > before


def short(version: str) -> str:
    """As people call it: "0.2" for "0.2.1"."""
    found = _NUMBERS.match(version)
    return found[0] if found else version


def _numbers(version: str) -> tuple[int, int] | None:
    found = _NUMBERS.match(version)
    return (int(found[1]), int(found[2])) if found else None
