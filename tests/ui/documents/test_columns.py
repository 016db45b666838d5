"""Columns of a table on paper."""

from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.ui.documents.columns import Column, parts, widths

COLUMNS = st.lists(
    st.tuples(st.floats(1, 500), st.floats(0, 2000)).map(lambda c: Column(c[0] + c[1], c[0])),
    min_size=1,
    max_size=30,
)


def test_what_fits_is_as_wide_as_it_wants_to_be():
    assert widths([Column(10, 5), Column(20, 5)], 100) == [10, 20]


def test_narrow_columns_keep_what_they_need():
    assert widths([Column(30, 20), Column(900, 50)], 200) == [30, 170]


def test_what_cannot_stand_side_by_side_is_parted_evenly():
    columns = [Column(100, 100)] * 7
    assert widths(columns, 400) is None
    assert parts(columns, 450) == [[0, 1, 2, 3], [0, 4, 5, 6]]


@given(COLUMNS, st.floats(100, 1000))
def test_widths_fill_no_more_than_the_room(columns, room):
    found = widths(columns, room)
    if found is not None:
        assert sum(found) <= room + 0.001
        for width, column in zip(found, columns, strict=True):
            assert column.least - 0.001 <= width <= column.natural + 0.001


@given(COLUMNS, st.floats(100, 1000))
def test_each_column_is_in_some_part(columns, room):
    found = parts(columns, room)
    assert {each for part in found for each in part} == set(range(len(columns)))
    for part in found:
        assert (
            len(part) == 1
            or sum(columns[each].least for each in part) <= room + 0.001
            or (len(part) == 2 and part[0] == 0)
        )
