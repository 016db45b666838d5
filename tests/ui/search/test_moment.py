"""When something was said, as short as it can be told."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from promptrun_desktop.ui.search.moment import moment_text

TODAY = date(2026, 11, 22)


@pytest.fixture
def speaking():
    """Let the window speak another language."""
    before = QLocale()
    yield QLocale.setDefault
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "today", "this_year", "older"),
    [
        ("en_GB", "09:05", "3 May", "3 May 2024"),
        ("en_US", "9:05", "May 3", "May 3, 2024"),
        ("de_DE", "09:05", "3 Mai", "3 Mai 2024"),
        ("ja_JP", "9:05", "2026/05/03", "2024/05/03"),
    ],
)
def test_a_moment_is_told_as_people_there_write_it(speaking, language, today, this_year, older):
    speaking(QLocale(language))
    assert moment_text(datetime(2026, 11, 22, 9, 5).astimezone(), TODAY).startswith(today)
    assert moment_text(datetime(2026, 5, 3, 9, 5).astimezone(), TODAY) == this_year
    assert moment_text(datetime(2024, 5, 3, 9, 5).astimezone(), TODAY) == older


def test_yesterday_has_a_name_also_at_the_turn_of_a_year():
    assert moment_text(datetime(2025, 12, 31, 9, 5).astimezone(), date(2026, 1, 1)) == "Yesterday"


def test_a_moment_to_come_is_a_day():
    moment = datetime(2026, 12, 3, 9, 5).astimezone()
    assert moment_text(moment, TODAY) in ("3 Dec", "Dec 3")
