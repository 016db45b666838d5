"""Names and prices as people read them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from promptrun_desktop.domain.model_info import ModelInfo, Price
from promptrun_desktop.ui.model_picker.age import age_text
from promptrun_desktop.ui.model_picker.naming import maker_title, origin, price_text, title

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("0.0012", "$0.001"),
        ("0.012", "$0.012"),
        ("0.0003", "$0.0003"),
        ("0.00034", "$0.0003"),
        ("0.00096", "$0.001"),
        ("0.000000012", "$0.00000001"),
        ("0.3", "$0.300"),
        ("2.345", "$2.34"),
    ],
)
def test_a_price_is_that_of_a_question(question, told):
    assert price_text(Price(Decimal(0), Decimal(question) / 500)) == told


def test_a_recommendation_says_what_the_price_is_for():
    assert price_text(Price(Decimal(0), Decimal("0.000002")), long=True) == "$0.001 a question"


def test_free_is_only_what_is_known_to_be_free():
    assert price_text(Price(Decimal(0), Decimal(0))) == "free"


@pytest.mark.parametrize(
    "price", [None, Price(Decimal(-1), Decimal(-1)), Price(Decimal("NaN"), Decimal(0))]
)
def test_an_unknown_price_is_never_shown_as_a_number(price):
    assert price_text(price) == "price unknown"


def test_a_comma_is_used_where_people_write_one():
    QLocale.setDefault(QLocale("de_DE"))
    assert price_text(Price(Decimal(0), Decimal("0.000002"))) == "$0,001"


def test_makers_are_written_as_they_write_themselves():
    assert [maker_title(each) for each in ("google", "openai", "some-lab", "ACME", "")] == [
        *("Google", "OpenAI", "Some Lab", "ACME", "Others"),
    ]


def test_foreign_names_become_one_line():
    model = ModelInfo("lab/m", "two\nlines" + "x" * 999, "l\nab")
    assert title(model).startswith("two linesx")
    assert len(title(model)) <= 200
    assert "\n" not in origin(model)
    assert origin(ModelInfo("lab/m:free", "M", "lab")) == "lab · m:free"
    assert origin(ModelInfo("local", "local")) == "local"


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(seconds=5), "List from just now"),
        (timedelta(minutes=1), "List from 1 minute ago"),
        (timedelta(minutes=59), "List from 59 minutes ago"),
        (timedelta(hours=3, minutes=50), "List from 3 hours ago"),
        (timedelta(days=1), "List from yesterday"),
        (timedelta(days=9), "List from 9 days ago"),
    ],
)
def test_the_age_of_the_list_is_told_in_words(age, told):
    assert age_text(NOW - age, NOW) == told


def test_a_list_that_never_came_has_no_age():
    assert age_text(None, NOW) == "No list from your account yet"
