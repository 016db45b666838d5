from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.search_query import Query, Term, parse

NOON = datetime(2026, 5, 4, 12, 30, tzinfo=timezone(timedelta(hours=9)))


def terms(text: str) -> list[tuple[str, bool]]:
    return [(" ".join(each.words), each.is_beginning) for each in parse(text, NOON).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello wor", [("hello", False), ("wor", True)]),
        ("hello wor ", [("hello", False), ("wor", False)]),
        ("wor* hello ", [("wor", True), ("hello", False)]),
        ('"Hello World"', [("hello world", False)]),
        ('"hello wor', [("hello wor", True)]),
        ("“hello world”", [("hello world", False)]),
        ("don't", [("don t", True)]),
        ("end.", [("end", False)]),
        ("東京", [("東 京", False)]),
        ("cat cat ", [("cat", False)]),
        ("a AND b OR (NEAR) ", [(each, False) for each in ["a", "and", "b", "or", "near"]]),
        ('-x ^y {z} "', [("x", False), ("y", False), ("z", False)]),
        ("http://a.b/c?d=e ", [("http a b c d e", False)]),
        ("note:this ", [("note this", False)]),
    ],
)
def test_words_and_phrases_are_terms(text: str, expected: list[tuple[str, bool]]):
    assert terms(text) == expected


def test_filters_are_taken_out_of_the_words():
    query = parse('Model:GPT cats in:"My Work" in:archive ', NOON)
    assert query == Query((Term(("cats",)),), models=("gpt",), places=("my work", "archive"))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026", (2026, 1, 1)),
        ("2026-05", (2026, 5, 1)),
        ("2026-5-4", (2026, 5, 4)),
        ("2026-05-04", (2026, 5, 4)),
        ("today", (2026, 5, 4)),
        ("Yesterday", (2026, 5, 3)),
    ],
)
def test_dates_are_days_of_the_persons_clock(value: str, day: tuple[int, int, int]):
    midnight = datetime(*day, tzinfo=NOON.tzinfo)
    assert parse(f"after:{value}", NOON).after == midnight
    assert parse(f"before:{value}", NOON).before == midnight


def test_the_narrowest_of_two_dates_counts():
    query = parse("after:2024 after:2025 before:2027 before:2026", NOON)
    assert query.after == datetime(2025, 1, 1, tzinfo=NOON.tzinfo)
    assert query.before == datetime(2026, 1, 1, tzinfo=NOON.tzinfo)


def test_a_date_nobody_can_read_is_left_out_and_told():
    query = parse("cats before:20 after:2026-13", NOON)
    assert query.terms == (Term(("cats",)),)
    assert query.not_understood == ("before:20", "after:2026-13")


def test_a_filter_that_is_not_typed_yet_filters_nothing():
    assert parse("model: in:", NOON).is_empty
    assert parse('in:"', NOON).is_empty


def test_quotes_make_a_word_of_a_filter():
    assert terms('"before:2026"') == [("before 2026", False)]


@given(st.text(alphabet='ab:"*- (é東\n0') | st.text())
def test_no_text_is_an_error(text: str):
    query = parse(text, NOON)
    assert all(each.words for each in query.terms)


def test_a_pasted_page_is_cut_to_what_can_be_asked():
    query = parse("word1 " + " ".join(f"w{number}" for number in range(5000)))
    assert len(query.terms) == 32


def test_now_is_the_time_of_this_computer():
    today = parse("after:today").after
    assert today is not None
    assert timedelta(0) <= datetime.now(UTC) - today < timedelta(hours=26)
