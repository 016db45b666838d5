import json

import pytest

from promptrun_desktop.api.foreign_json import MOST_VALUES, parsed
from promptrun_desktop.api.models import parse_models
from promptrun_desktop.api.reader import ReplyReader
from promptrun_desktop.domain.errors import ErrorKind


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 100_000, "1" * 10_000])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"."):
        parsed(text)


@pytest.mark.parametrize("unit", ["[],", "{},", "0,", '"",', '{"a":0},'])
def test_more_values_than_anybody_needs_are_not_built(unit, monkeypatch):
    monkeypatch.setattr(json, "loads", None)
    bomb = "[" + unit * MOST_VALUES + "0]"
    with pytest.raises(ValueError, match="too many"):
        parsed(bomb)
    assert parse_models(bomb.encode()) is None


@pytest.mark.parametrize("before", ["data: ", ""])
def test_a_bomb_in_a_reply_is_a_bad_reply(before):
    reader = ReplyReader("text/event-stream")
    reader.feed(before.encode() + b'{"choices":[' + b"[]," * MOST_VALUES + b"0]}\n\n")
    reader.end()
    assert reader.error is not None
    assert reader.error.kind is ErrorKind.BAD_REPLY


def test_a_megabyte_of_prose_in_one_piece_is_a_reply():
    text = "Well, [this] is a {long} answer, and it goes on. " * 25_000
    message = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
    reader = ReplyReader("application/json")
    reader.feed(json.dumps(message).encode())
    assert "".join(delta.text for delta in reader.end()) == text
    assert reader.ended and reader.error is None
