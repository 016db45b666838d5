"""Work in slices ends as a whole, and a failure ends it too."""

from collections.abc import Iterator

import pytest

from promptrun_desktop.ui.slices import WAIT, Slices


def count(done: list[int], steps: int) -> Iterator[object]:
    for step in range(steps):
        done.append(step)
        yield WAIT if step == 0 else None


def test_every_step_is_done_and_then_the_end_is_told(qtbot):
    slices, done, ended = Slices(), [], []
    slices.start(count(done, 5), lambda: ended.append(len(done)))
    assert slices.busy
    qtbot.waitUntil(lambda: ended == [5])
    assert not slices.busy


def test_another_work_takes_the_place_of_the_first(qtbot):
    slices, first, second = Slices(), [], []
    slices.start(count(first, 5))
    slices.start(count(second, 2))
    qtbot.waitUntil(lambda: not slices.busy)
    assert first == [0] and second == [0, 1]


def test_a_work_that_fails_is_over(qtbot):
    def fails() -> Iterator[object]:
        yield None
        raise ValueError

    slices, done = Slices(), []
    with pytest.raises(ValueError):
        slices.start(fails())
    assert not slices.busy
    slices.start_soon(count(done, 2), 0)
    qtbot.waitUntil(lambda: done == [0, 1])
