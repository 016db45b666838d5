import json
from decimal import Decimal

import pytest

from promptrun_desktop.api.models import parse_models
from promptrun_desktop.domain.model_info import ModelInfo, Price


def parsed(value: object) -> list[ModelInfo] | None:
    return parse_models(json.dumps(value).encode())


def one(**item: object) -> ModelInfo:
    return parsed({"data": [{"id": "a/b", **item}]})[0]


def test_a_model_is_read_with_everything_it_says():
    assert one(
        name="B \u202eone",
        context_length=200000,
        architecture={"input_modalities": ["text", "image"], "output_modalities": ["text"]},
        pricing={"prompt": "0.0000008", "completion": "0.000004"},
        supported_parameters=["temperature", 3],
    ) == ModelInfo(
        id="a/b",
        name="B one",
        maker="a",
        price=Price(Decimal("0.0000008"), Decimal("0.000004")),
        context=200000,
        reads_pictures=True,
        parameters=frozenset({"temperature"}),
    )


@pytest.mark.parametrize(
    "value",
    [
        {"data": [{"id": "m"}]},
        {"models": [{"id": "m"}]},
        {"object": "list", "data": [{"id": "m"}], "models": [{"name": "x"}]},
        [{"id": "m"}],
        ["m"],
        {"models": [{"name": "m", "model": "m"}]},
        {"data": [{"id": "m"}, {"id": "m"}, None, 3, {}, {"id": 7}, {"id": ""}]},
    ],
)
def test_every_envelope_gives_the_same_list(value):
    assert [model.id for model in parsed(value)] == ["m"]


def test_an_empty_list_is_a_list():
    assert parsed({"data": []}) == []


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"data":{}}', b"3", b"[" * 100_000])
def test_what_is_no_list_is_none(body):
    assert parse_models(body) is None


@pytest.mark.parametrize(
    ("item", "name", "maker"),
    [
        ({"id": "anthropic/claude"}, "claude", "anthropic"),
        ({"id": "anthropic/claude", "name": "Claude"}, "Claude", "anthropic"),
        ({"id": "m", "display_name": "Emm", "owned_by": "mistral"}, "Emm", "mistral"),
        ({"id": "models/gemini", "owned_by": "google"}, "gemini", "google"),
        ({"id": "/srv/models/x.gguf", "owned_by": "llamacpp"}, "x.gguf", "llamacpp"),
        ({"id": "m", "name": None}, "m", ""),
    ],
)
def test_name_and_maker(item, name, maker):
    model = parsed([item])[0]
    assert (model.name, model.maker) == (name, maker)


@pytest.mark.parametrize(
    "item",
    [
        {"context_length": 4096},
        {"context_window": 4096},
        {"max_input_tokens": "4096"},
        {"max_context_length": 4096.0},
        {"top_provider": {"context_length": 4096}},
        {"meta": {"n_ctx": 4096}},
        {"context_length": None, "meta": {"n_ctx": 4096}},
    ],
)
def test_the_context_is_found_where_servers_put_it(item):
    assert one(**item).context == 4096


@pytest.mark.parametrize("value", [None, 0, -1, "many", True, float("nan"), []])
def test_a_context_that_makes_no_sense_is_unknown(value):
    assert one(context_length=value).context is None


PER_MILLION = Price(Decimal("0.000001"), Decimal("0.000002"))


@pytest.mark.parametrize(
    "item",
    [
        {"pricing": {"prompt": "0.000001", "completion": "0.000002", "image": "0"}},
        {"input_cost_per_token": 0.000001, "output_cost_per_token": 2e-06},
        {"model_info": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}},
        {"input_price_per_1m": 1, "output_price_per_1m": "2"},
        {"pricing": {"prompt_per_million": 1.0, "completion_per_million": 2.0}},
        {"pricing": {"input_per_1k_tokens": 0.001, "output_per_1k_tokens": 0.002}},
        {"pricing": {"input_per_1m": 1, "output_per_1m": 2, "currency": "USD"}},
    ],
)
def test_a_price_with_a_known_unit_is_read(item):
    assert one(**item).price == PER_MILLION


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"pricing": None},
        {"pricing": {"prompt": 1, "completion": 2}},
        {"pricing": {"input": 0.2, "output": 0.2}},
        {"pricing": {"prompt": "-1", "completion": "-1"}},
        {"pricing": {"prompt": "0.1"}},
        {"pricing": {"prompt": "0.1", "completion": "?"}},
        {"input_cost_per_token": None, "output_cost_per_token": None},
        {"cache_input_cost_per_token": 1, "output_cost_per_token": 1},
        {"pricing": {"input_per_1m": 1, "output_per_1m": 2, "currency": "EUR"}},
    ],
)
def test_a_price_without_a_known_unit_is_unknown(item):
    assert one(**item).price is None


def test_zero_is_free():
    assert one(pricing={"prompt": "0", "completion": "0"}).price.free


@pytest.mark.parametrize(
    "item",
    [
        {"architecture": {"output_modalities": ["image"]}},
        {"architecture": {"modality": "text->image"}},
        {"type": "embedding"},
        {"type": "image"},
        {"model_info": {"mode": "audio_speech"}},
        {"capabilities": {"completion_chat": False}},
        {"id": "text-embedding-3-small"},
        {"id": "nomic-embed-text"},
        {"id": "openai/whisper-1"},
        {"id": "dall-e-3"},
        {"id": "x" * 301},
        {"id": "a\nb"},
        {"id": " a"},
    ],
)
def test_what_does_not_write_text_or_cannot_be_asked_is_hidden(item):
    assert parsed([{"id": "m", **item}]) == []


@pytest.mark.parametrize(
    "item",
    [
        {"architecture": {"modality": "text+image->text+image"}},
        {"architecture": {"output_modalities": ["image", "text"]}},
        {"capabilities": {"completion_chat": True}},
        {"type": "chat"},
        {"type": None},
        {"id": "embedded-coder"},
        {"id": "a/b:free"},
    ],
)
def test_what_writes_text_is_shown(item):
    assert len(parsed([{"id": "m", **item}])) == 1


def test_garbage_of_every_type_is_survived():
    for garbage in (None, 3, "x", [], {}, [{}], {"x": None}):
        names = ("name", "pricing", "architecture", "top_provider", "meta", "model_info")
        assert one(**dict.fromkeys(names, garbage)).id == "a/b"


@pytest.mark.parametrize(
    "char", ["\u200b", "\u061c", "\u202e", "\u2066", "\ufeff", "\x07", "\U000e0041"]
)
def test_an_id_with_a_character_that_nobody_sees_is_no_model(char):
    body = json.dumps([f"openai/gpt{char}-4o", {"id": f"a/b{char}"}, "openai/gpt-4o"])
    models = parse_models(body.encode())
    assert models is not None
    assert [model.id for model in models] == ["openai/gpt-4o"]
