from decimal import Decimal
from typing import Any

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.model_info import PICKS

from .talk import get


@pytest.fixture
def listed(demo: DemoEndpoint) -> dict[str, dict[str, Any]]:
    return {model["id"]: model for model in get(demo).json["data"]}


def test_the_first_choice_of_every_pick_is_there(listed: dict[str, dict[str, Any]]) -> None:
    assert {pick.ids[0] for pick in PICKS} <= listed.keys()


def test_every_model_is_named_a_sample(listed: dict[str, dict[str, Any]]) -> None:
    assert all("sample" in model["name"].lower() for model in listed.values())


def test_prices_are_dollars_a_token_without_an_exponent(listed: dict[str, dict[str, Any]]) -> None:
    assert listed["anthropic/claude-3.5-haiku"]["pricing"] == {
        "prompt": "0.0000008",
        "completion": "0.000004",
    }
    for model in listed.values():
        for price in model["pricing"].values():
            assert "E" not in price
            Decimal(price)


def test_one_model_is_free_and_one_has_no_known_price(listed: dict[str, dict[str, Any]]) -> None:
    assert Decimal(listed["papercrane/commons"]["pricing"]["prompt"]) == 0
    assert Decimal(listed["quietriver/poet"]["pricing"]["completion"]) < 0


def test_some_read_pictures_and_one_answers_with_no_text(listed: dict[str, dict[str, Any]]) -> None:
    assert "image" in listed["papercrane/eyes"]["architecture"]["input_modalities"]
    assert "image" not in listed["larkmeadow/large-2"]["architecture"]["input_modalities"]
    outputs = [model["architecture"]["output_modalities"] for model in listed.values()]
    assert outputs.count(["embeddings"]) == 1
