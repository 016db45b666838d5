"""Where pieces of JSON begin and end, whatever the chunks they come in; what they are worth."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.formats.foreign import pieces as module
from promptrun_desktop.formats.foreign.pieces import Kind, Piece, pieces
from promptrun_desktop.formats.foreign.report import Reason, Unreadable
from promptrun_desktop.formats.foreign.values import value

TEXTS = st.text(st.sampled_from('ab"\\[]{},: \n\u00e9\U0001f642'), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def chunked(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def found(text: str, size: int = 10**6) -> list[Piece]:
    return list(pieces(chunked(text, size)))


@settings(max_examples=25)
@given(st.lists(VALUES, max_size=5), st.integers(1, 9), st.sampled_from([None, 1]))
def test_elements_are_those_of_the_list(each: list[object], size: int, indent: int | None) -> None:
    text = json.dumps(each, indent=indent, ensure_ascii=False)
    *elements, end = found(text, size)
    assert [value(element.text) for element in elements] == each
    assert {element.kind for element in elements} <= {Kind.ELEMENT}
    assert end.kind is Kind.END


@settings(max_examples=25)
@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.integers(1, 9))
def test_members_are_those_of_the_object(each: dict[str, object], size: int) -> None:
    *members, end = found(json.dumps(each), size)
    rebuilt: dict[str, object] = {}
    for member in members:
        rebuilt |= value(f"{{{member.text}}}")
    assert rebuilt == each
    assert end.kind is Kind.END


@settings(max_examples=25)
@given(st.lists(VALUES, max_size=5), st.integers(1, 9))
def test_a_list_of_chats_in_an_object_is_taken_apart(each: list[object], size: int) -> None:
    each = [{"mapping": {}}, *each]
    text = json.dumps({"version": 1, "conversations": each, "end": [{}]})
    kinds = [piece.kind for piece in found(text, size)]
    assert kinds == [Kind.MEMBER, *[Kind.ELEMENT] * len(each), Kind.MEMBER, Kind.END]


@settings(max_examples=25)
@given(VALUES, st.integers(0, 200))
def test_a_cut_value_gives_whole_pieces_and_says_so(each: object, cut: int) -> None:
    text = json.dumps([each, each, [each]])
    cut = min(cut, len(text) - 1)
    elements = found(text[:cut])
    whole = [piece for piece in elements if piece.problem is None and piece.kind is Kind.ELEMENT]
    assert [piece.text.strip() for piece in whole[:-1]] == [json.dumps(each)] * (len(whole) - 1)
    assert not cut or elements[-2].problem is Reason.CUT_OFF


def test_values_may_follow_each_other() -> None:
    kinds = [piece.kind.value for piece in found('[1] {"a": 2}\n{"b": 3}', 3)]
    assert kinds == ["element", "end", "member", "end", "member", "end"]


def test_what_is_too_large_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARS", 30)
    text = json.dumps(["a" * 20, "b" * 40, {"c": "d" * 40}, "e"])
    problems = [piece.problem for piece in found(text, 7)]
    assert problems == [None, Reason.TOO_LARGE, Reason.TOO_LARGE, None, None]


def test_what_no_program_wrote_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_OPEN", 1_000)
    for text, reason in (("[" * 1_001, Reason.TOO_DEEP), ("[" + "," * 30_000, Reason.DAMAGED)):
        with pytest.raises(Unreadable) as raised:
            found(text)
        assert raised.value.reason is reason


@pytest.mark.parametrize(
    "text",
    ["", " ", "[", "]", "{]", '{"a"}', "{1: 2}", '["a]', "[1 2]", "tru", '"\\x"', '{"a": }', "[}]"],
)
def test_what_is_no_json_is_damaged(text: str) -> None:
    with pytest.raises(Unreadable):
        value(text)
    if text not in ("", " ", "[1 2]"):  # deep down it is not looked at so closely
        with pytest.raises(Unreadable):
            value("[" * 3_000 + text + "]" * 3_000)


@settings(max_examples=15)
@given(VALUES)
def test_deep_values_are_read_as_shallow_ones(each: object) -> None:
    text = json.dumps(each)
    deep = value(f"{'[' * 3_000}{text}{']' * 3_000}")
    for _ in range(3_000):
        (deep,) = deep
    assert deep == each


def test_odd_numbers_are_no_numbers() -> None:
    assert value("[NaN, Infinity, -Infinity]") == [None, None, None]
    assert value("9" * 100_000) is None
    assert value("12345678901234567890") == 12345678901234567890
    assert math.isinf(value("1e999"))
