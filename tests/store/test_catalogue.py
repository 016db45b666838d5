"""The last list of models of each endpoint."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from promptrun_desktop.domain.model_info import ModelInfo, Price, from_id
from promptrun_desktop.store.catalogue import ModelLists
from promptrun_desktop.store.database import Database

MONDAY = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HERE, THERE = "https://here:443", "https://there:443"
FULL = ModelInfo(
    id="author/slug",
    name="Slug \ud83e",  # half a character: a list is not refused for one bad name
    maker="Author",
    price=Price(Decimal("0.000000150"), Decimal("6E-7")),
    context=128_000,
    reads_pictures=True,
    parameters=frozenset({"temperature", "top_p"}),
)


async def store_raw(database: Database, models: str) -> None:
    await database.write(
        lambda connection: connection.execute(
            "INSERT INTO model_lists VALUES (?, ?, 0)", (HERE, models)
        )
    )


async def test_a_list_comes_back_in_its_order(database: Database) -> None:
    lists = ModelLists(database)
    await lists.save(HERE, [FULL, from_id("z"), from_id("a")], MONDAY)
    assert await lists.load(HERE) == ([FULL, from_id("z"), from_id("a")], MONDAY)


async def test_prices_are_kept_digit_for_digit(database: Database) -> None:
    lists = ModelLists(database)
    await lists.save(HERE, [FULL], MONDAY)
    loaded = await lists.load(HERE)
    assert loaded is not None
    price = loaded[0][0].price
    assert price is not None
    assert (str(price.prompt), str(price.completion)) == ("1.50E-7", "6E-7")


async def test_each_origin_has_its_own_last_list(database: Database) -> None:
    lists = ModelLists(database)
    await lists.save(HERE, [FULL], MONDAY)
    await lists.save(THERE, [from_id("there")], MONDAY)
    await lists.save(HERE, [], MONDAY)
    assert await lists.load(HERE) == ([], MONDAY)
    assert await lists.load(THERE) == ([from_id("there")], MONDAY)
    assert await lists.load("https://elsewhere:443") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 3},
        {"name": None},
        {"price": ["0", "cheap"]},
        {"price": ["NaN", "0"]},
        {"price": ["0"]},
        {"price": 0},
        {"context": "wide"},
        {"context": True},
        {"reads_pictures": 1},
        {"parameters": [3]},
        {"parameters": 3},
    ],
)
async def test_odd_rows_are_skipped(database: Database, changed: dict[str, object]) -> None:
    good = {
        "id": "good", "name": "good", "maker": "", "price": None,
        "context": None, "reads_pictures": False, "parameters": None,
    }  # fmt: skip
    await store_raw(database, json.dumps([good | changed, None, [], "x", {"id": "bare"}, good]))
    loaded = await ModelLists(database).load(HERE)
    assert loaded is not None
    assert loaded[0] == [from_id("good")]


@pytest.mark.parametrize("models", ["", "{", "{}", "3", "[" * 100_000, "[" + "9" * 5000 + "]"])
async def test_a_list_that_cannot_be_read_is_none_or_empty(database: Database, models: str) -> None:
    await store_raw(database, models)
    loaded = await ModelLists(database).load(HERE)
    assert loaded is None or loaded[0] == []
