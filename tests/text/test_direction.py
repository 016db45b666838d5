import pytest

from promptrun_desktop.text.direction import is_rtl


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("", False),
        ("abc שלום", False),
        ("שלום abc", True),
        ("12, (مرحبا)", True),
        ("12 漢", False),
        ("… 12!", False),
        ("Hello رسالة", False),
        ("旅行", False),
    ],
)
def test_direction_is_that_of_the_first_strong_character(text, rtl):
    assert is_rtl(text) is rtl
