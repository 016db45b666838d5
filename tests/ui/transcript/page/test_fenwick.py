from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.ui.transcript.page.fenwick import Fenwick

heights = st.lists(st.integers(0, 50), min_size=1, max_size=40)


def check(tree, values):
    sums = list(accumulate(values, initial=0))
    assert [tree.before(each) for each in range(len(sums))] == sums
    assert tree.total == sums[-1]
    assert tree.values == values


@settings(deadline=None)
@given(heights, st.data())
def test_sums_are_right_after_any_change(values, data):
    tree = Fenwick(values)
    check(tree, values)
    for _ in range(5):
        index, value = data.draw(st.integers(0, len(values) - 1)), data.draw(st.integers(0, 99))
        tree.set(index, value)
        values[index] = value
        check(tree, values)


@settings(deadline=None)
@given(heights)
def test_a_tree_that_was_appended_to_is_the_tree_of_the_whole(values):
    tree = Fenwick()
    for value in values:
        tree.append(value)
    check(tree, values)
    tree.set(0, 77)
    check(tree, [77, *values[1:]])


@settings(deadline=None)
@given(heights, st.integers(0, 3000))
def test_a_height_is_found_in_the_value_that_it_falls_into(values, height):
    number, offset = Fenwick(values).find(height)
    assert sum(values[:number]) + offset == height
    if height < sum(values):
        assert 0 <= offset < values[number]
    else:
        assert number == len(values) - 1
