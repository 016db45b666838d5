"""Fields of foreign records: of the kind that is asked for, or nothing. None of these raises."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from promptrun_desktop.text.unicode import clean

Record = Mapping[str, Any]
_START = datetime(1970, 1, 1, tzinfo=UTC)
# No chat with a model is older, and no clock of a person's computer is so far ahead.
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)
# Later than the year 5000 in seconds: it is milli-, micro- or nanoseconds.
_MOST_SECONDS = 1e11
_MOST_NAME = 300


def record(value: object, *path: str) -> Record:
    """What stands there if it is an object, else an empty one."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def items(source: Record, name: str) -> list[Any]:
    found = source.get(name)
    return found if isinstance(found, list) else []


def records(source: Record, name: str) -> list[Record]:
    return [each for each in items(source, name) if isinstance(each, dict)]


def text(source: Record, *names: str) -> str:
    """The first of the fields that is a text and not empty."""
    for name in names:
        found = source.get(name)
        if isinstance(found, str) and found:
            return clean(found)
    return ""


def line(source: Record, *names: str) -> str:
    """The same as a title or a name: one line, not too long."""
    return " ".join(text(source, *names).split())[:_MOST_NAME]


def key(source: Record, *names: str) -> str:
    """An id, as a text; empty where there is none. Numbers do occur."""
    for name in names:
        found = source.get(name)
        if isinstance(found, str | int) and not isinstance(found, bool) and found != "":
            return str(found)[:_MOST_NAME]
    return ""


def flag(source: Record, *names: str) -> bool:
    return any(source.get(name) is True for name in names)


def number(source: Record, *names: str) -> float | None:
    for name in names:
        found = _number(source.get(name))
        if found is not None:
            return found
    return None


def within(source: Record, most: float, *names: str) -> float | None:
    """A number from 0 to `most`."""
    found = number(source, *names)
    return found if found is not None and 0 <= found <= most else None


def moment(source: Record, *names: str) -> datetime | None:
    """Seconds since 1970, or their thousandths down to billionths, or ISO 8601; in UTC."""
    for name in names:
        found = _moment(source.get(name))
        if found is not None:
            return found
    return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        return _written(value.strip()[:50])
    seconds = _number(value)
    if seconds is None or seconds <= 0:
        return None
    unit = 1
    while seconds / unit > _MOST_SECONDS and unit < 10**9:
        unit *= 1_000
    try:
        return _known(_START + timedelta(seconds=seconds / unit))
    except OverflowError:
        return None


def _written(value: str) -> datetime | None:
    try:
        return _moment(float(value))
    except ValueError:
        pass
    try:
        when = datetime.fromisoformat(value)
        # Without a zone it is UTC: so write all of these programs.
        return _known(when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _known(when: datetime) -> datetime | None:
    return when if _FIRST <= when <= _LAST else None
