"""Values to columns and back; what does not parse becomes its default, and nothing raises."""

import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63 - 1


def from_time(time: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (time - EPOCH) // _MICROSECOND


def to_time(value: object) -> datetime:
    try:
        return EPOCH + timedelta(microseconds=value) if isinstance(value, int) else EPOCH
    except OverflowError:
        return EPOCH


class DamagedText(str):
    """What can be read of a text that is no UTF-8."""

    __slots__ = ()


def leniently(data: bytes) -> str:
    """A damaged byte costs one character, not the conversation it stands in."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return DamagedText(data.decode(errors="replace"))


def to_text(value: object) -> str:
    return str(value) if isinstance(value, str) else ""


def to_optional_text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else None


def to_number(value: object) -> float | None:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return float(value) if isinstance(value, int) else None


def from_whole(value: int | None) -> int | None:
    """An endpoint may count to more than SQLite can: such a number is no number."""
    return value if value is not None and abs(value) <= _LARGEST else None


def to_whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def from_decimal(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def to_decimal(value: object) -> Decimal | None:
    if not isinstance(value, str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
