"""Values to columns and back."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from promptrun_desktop.store import fields


@pytest.mark.parametrize(
    "time", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), fields.EPOCH]
)
def test_every_time_comes_back(time: datetime) -> None:
    assert fields.to_time(fields.from_time(time)) == time


@pytest.mark.parametrize("value", [None, "2026", 1.5, b"", 2**63 - 1, -(2**63)])
def test_what_is_no_time_is_the_beginning_of_time(value: object) -> None:
    assert fields.to_time(value) == fields.EPOCH


@pytest.mark.parametrize("value", [None, "", "x", b"1", 1, "NaN", "Infinity", "sNaN"])
def test_what_is_no_amount_is_none(value: object) -> None:
    assert fields.to_decimal(value) is None


def test_amounts_are_exact() -> None:
    assert fields.to_decimal(fields.from_decimal(Decimal("0.1"))) == Decimal("0.1")


@pytest.mark.parametrize("value", [None, "1", b"1", float("inf"), float("nan")])
def test_what_is_no_number_is_none(value: object) -> None:
    assert fields.to_number(value) is None


@pytest.mark.parametrize("value", [None, "1", 1.0, b"1"])
def test_what_is_no_whole_number_is_none(value: object) -> None:
    assert fields.to_whole(value) is None
