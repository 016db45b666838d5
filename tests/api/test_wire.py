import json
from decimal import Decimal

import pytest

from promptrun_desktop.api.wire import Piece, amount, parse_chunk, parse_completion, request_body
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Message, Role, Usage

UNTOUCHED = Parameters()
HISTORY = [
    Message(Role.USER, "Hi"),
    Message(Role.ASSISTANT, "Hello", reasoning="They greet."),
    Message(Role.USER, "Why?"),
]


def chunk(**choice: object) -> Piece:
    return parse_chunk(json.dumps({"choices": [choice]}))


def said(**delta: object) -> Piece:
    return chunk(delta=delta)


def test_the_smallest_body_is_model_messages_and_stream():
    assert request_body("a/b", HISTORY, "", UNTOUCHED) == {
        "model": "a/b",
        "messages": [
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "Hello"},
            {"role": "user", "content": "Why?"},
        ],
        "stream": True,
    }


def test_instructions_come_first():
    body = request_body("m", HISTORY, "Be brief.", UNTOUCHED)
    assert body["messages"][0] == {"role": "system", "content": "Be brief."}


def test_blank_instructions_are_not_sent():
    assert len(request_body("m", HISTORY, " \n", UNTOUCHED)["messages"]) == 3


def test_only_what_was_chosen_is_sent():
    assert request_body("m", HISTORY, "", Parameters(temperature=0.0))["temperature"] == 0.0
    assert "top_p" not in request_body("m", HISTORY, "", Parameters(temperature=0.0))


def test_what_is_refused_is_left_out():
    body = request_body("m", HISTORY, "", Parameters(0.5, 0.9), {"temperature", "stream"})
    assert set(body) == {"model", "messages", "top_p"}


def test_a_refused_system_role_moves_its_text_before_the_first_question():
    body = request_body("m", HISTORY, "Be brief.", UNTOUCHED, {"system"})
    assert body["messages"][0] == {"role": "user", "content": "Be brief.\n\nHi"}
    assert len(body["messages"]) == 3


def test_lone_surrogates_are_never_sent():
    body = request_body("m", [Message(Role.USER, "a\ud800b")], "", UNTOUCHED)
    assert body["messages"][0]["content"] == "a\ufffdb"


@pytest.mark.parametrize(
    ("delta", "text", "reasoning"),
    [
        ({"content": "Hi"}, "Hi", ""),
        ({"role": "assistant"}, "", ""),
        ({"content": None}, "", ""),
        ({"content": 7}, "", ""),
        ({"content": [{"type": "text", "text": "a"}, "b", None]}, "ab", ""),
        (
            {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]},
            "",
            "hm",
        ),
        ({"reasoning": "hm"}, "", "hm"),
        ({"reasoning_content": "hm", "content": ""}, "", "hm"),
        ({"reasoning_details": [{"text": "h"}, {"summary": "m"}, {"data": "x"}]}, "", "hm"),
        ({"reasoning": "hm", "reasoning_details": [{"text": "hm"}]}, "", "hm"),
        ({"refusal": "No."}, "No.", ""),
        ({"tool_calls": [{}], "unknown": 1}, "", ""),
    ],
)
def test_a_delta_is_read_in_each_of_its_shapes(delta, text, reasoning):
    piece = said(**delta)
    assert (piece.text, piece.reasoning, piece.fault) == (text, reasoning, None)


@pytest.mark.parametrize(
    "value",
    [
        {"choices": []},
        {"choices": None},
        {"choices": [None, 3]},
        {"choices": [{}]},
        {"choices": [{"delta": None}]},
        {"choices": [{"index": 1, "delta": {"content": "other"}}]},
        {"id": "x"},
        {"choices": {}},
        {"error": None, "choices": []},
        {"type": "ping"},
        None,
        3,
        [],
    ],
)
def test_a_chunk_that_says_nothing_is_nothing(value):
    piece = parse_chunk(json.dumps(value))
    assert (piece.text, piece.ended, piece.fault) == ("", False, None)


@pytest.mark.parametrize(
    "reason", ["stop", "length", "content_filter", "tool_calls", "tool-calls", "error", "new"]
)
def test_any_finish_reason_passes_through_and_ends(reason):
    piece = chunk(delta={"content": "x"}, finish_reason=reason)
    assert (piece.text, piece.finish_reason, piece.ended) == ("x", reason, True)


@pytest.mark.parametrize("reason", [None, "", 7])
def test_no_finish_reason_is_none(reason):
    assert not chunk(delta={}, finish_reason=reason).ended


@pytest.mark.parametrize("data", ["[DONE]", " [DONE] "])
def test_done_ends(data):
    assert parse_chunk(data) == Piece(ended=True)


@pytest.mark.parametrize("data", ["{", "ping", "[1,", "[" * 100_000, "1" * 5000])
def test_what_is_not_json_is_none(data):
    assert parse_chunk(data) is None


def test_usage_is_read_with_its_cost():
    usage = {"prompt_tokens": 12, "completion_tokens": 3.0, "cost": 0.000123, "x": {}}
    piece = parse_chunk(json.dumps({"choices": [], "usage": usage}))
    assert piece.usage == Usage(12, 3, Decimal("0.000123"))


@pytest.mark.parametrize(
    "usage", [None, {}, [], {"prompt_tokens": -1}, {"prompt_tokens": "x"}, {"prompt_tokens": True}]
)
def test_unusable_usage_is_none(usage):
    assert parse_chunk(json.dumps({"choices": [], "usage": usage})).usage is None


def test_impossible_counts_are_none():
    piece = parse_chunk(
        '{"choices":[],"usage":{"prompt_tokens":NaN,"completion_tokens":1e400,"cost":-1}}'
    )
    assert piece.usage is None
    assert parse_chunk('{"usage":{"prompt_tokens":' + "9" * 400 + "}}").usage is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.0000008", Decimal("0.0000008")),
        (3e-07, Decimal("3e-07")),
        (0, Decimal(0)),
        ("0", Decimal(0)),
        ("-1", None),
        ("", None),
        ("free", None),
        ("NaN", None),
        ("Infinity", None),
        (True, None),
        (None, None),
        ("1e-999999999", None),
        ("1e999999999", None),
        ("0." + "1" * 100, None),
    ],
)
def test_sums_of_money(value, expected):
    assert amount(value) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"error": "it broke"}, "it broke"),
        ({"error": {"message": "it broke", "code": 502}}, "it broke"),
        ({"error": {"message": "it broke"}, "choices": []}, "it broke"),
        ({"object": "error", "message": "it broke"}, "it broke"),
        ({"type": "error", "error": {"message": "it broke"}}, "it broke"),
        ({"choices": [{"index": 0, "delta": {}, "error": {"message": "it broke"}}]}, "it broke"),
        ({"detail": "it broke"}, "it broke"),
        ([{"error": {"message": "it broke"}}], "it broke"),
    ],
)
def test_an_error_in_the_stream_is_seen_before_the_choices(value, message):
    assert parse_chunk(json.dumps(value)).fault.message == message


def test_text_that_comes_with_an_error_is_kept():
    piece = parse_chunk(
        json.dumps({"error": {"message": "x"}, "choices": [{"delta": {"content": "so far"}}]})
    )
    assert piece.text == "so far"
    assert piece.fault is not None


def test_an_error_event_is_an_error_whatever_its_data():
    assert parse_chunk("it broke", "error").fault.message == "it broke"
    assert parse_chunk('{"message":"it broke"}', "error").fault.message == "it broke"


def test_a_whole_answer_is_complete_without_finish_reason_and_usage():
    body = b'\n\n {"choices":[{"message":{"role":"assistant","content":"Hi"}}]}'
    assert parse_completion(body) == Piece(text="Hi", ended=True)


def test_a_whole_answer_may_be_an_error():
    assert parse_completion(b'{"error":"no"}').fault.message == "no"


def test_half_an_answer_is_none():
    assert parse_completion(b'{"choices":[{"message":{"content":"H') is None
