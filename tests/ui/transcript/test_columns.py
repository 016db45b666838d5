from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.ui.transcript.columns import fitted


def test_columns_that_fit_are_as_wide_as_their_text():
    assert fitted([10.2, 20.0, 5.0], 100, 8, 50) == [11, 21, 6]


def test_a_narrow_column_keeps_its_width_when_a_wide_one_must_give():
    widths = fitted([40.0, 900.0, 60.0], 300, 30, 50)
    assert widths[0] == 41 and widths[2] == 61
    assert sum(widths) <= 300


def test_two_wide_columns_share_what_is_left():
    widths = fitted([500.0, 50.0, 700.0], 251, 30, 50)
    assert widths == [100, 51, 100]


def test_columns_that_scroll_anyway_are_as_wide_as_their_text_but_not_without_end():
    assert fitted([60.0, 10.0, 90.0, 900.0], 100, 40, 200) == [61, 11, 91, 200]


@given(st.lists(st.floats(0, 2000), min_size=1, max_size=20), st.integers(50, 700))
def test_the_room_is_kept_unless_columns_would_be_unreadable(natural, room):
    widths = fitted(natural, room, 30, 50)
    assert sum(widths) <= room or all(
        width <= max(50, wanted + 1) for width, wanted in zip(widths, natural, strict=True)
    )
    assert all(w <= n + 1 for w, n in zip(widths, natural, strict=True) if n >= 30)
