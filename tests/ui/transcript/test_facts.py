from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from promptrun_desktop.domain.message import State, Usage
from promptrun_desktop.ui.transcript import facts

from .conftest import question, reply


@pytest.fixture(autouse=True)
def american():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_what_is_known_of_a_reply_is_said():
    message = reply("two words", seconds=1.84, usage=Usage(cost=Decimal("0.00041")))
    assert facts.costs(message) == "1.8 s · 2 words · $0.0004"


def test_what_is_not_known_is_left_out():
    assert facts.costs(reply("one")) == "1 word"
    assert facts.costs(reply("", seconds=75)) == "1 min 15 s"


def test_nothing_is_counted_while_a_reply_is_written():
    assert facts.costs(reply("some words", state=State.WRITING, seconds=1)) == ""
    assert facts.costs(question("some words")) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two words", "2 words"),
        ("two\u200b words", "2 words · 1 invisible character"),
        ("two words\U000e0041\U000e0042", "2 words · 2 invisible characters"),
        ("joined 👩\u200d🔬", "1 word"),
    ],
)
def test_characters_that_nobody_sees_are_counted(text, said):
    assert facts.costs(reply(text)) == said


@pytest.mark.parametrize(
    ("cost", "said"),
    [("0", "free"), ("0.00001", "under $0.0001"), ("0.5", "$0.5000"), ("1234.5", "$1,234.50")],
)
def test_costs_are_never_rounded_to_nothing(cost, said):
    assert facts.costs(reply("", usage=Usage(cost=Decimal(cost)))) == said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't re-enter", 2),
        ("日本語", 3),
        ("GPT日本", 3),
        ("1,000 and ***", 2),
        ("e\u0301te\u0301 हिन्दी", 2),
    ],
)
def test_words_are_counted_as_word_processors_do(text, words):
    said = facts.costs(reply(text))
    assert said == ("1 word" if words == 1 else f"{words} words")


def test_the_header_says_model_and_local_time():
    message = reply("x")
    assert facts.small_print(message, named=True).replace("\u202f", " ") == (
        "claude-3.5-haiku · 12:00 PM"
    )
    assert "claude" not in facts.small_print(message, named=False)


def test_a_growing_reply_has_no_time_yet():
    message = replace(reply("x"), state=State.WRITING)
    assert facts.small_print(message, named=False) == "writing…"
    assert facts.spoken_name(message).startswith("Reply, 12:00")
