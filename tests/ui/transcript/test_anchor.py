"""However wrong the guesses of heights are, what is seen moves by what was asked for."""

import os
import random
from itertools import pairwise

import pytest

from .stage import conversation, places

MANY = bool(os.environ.get("PROMPTRUN_LONG_TESTS"))
STEPS = 4000 if MANY else 500
JUMPS = (5000, 8001, 1203, 333, 9900)


@pytest.mark.parametrize("width", [600, 900] if MANY else [700])
def test_every_leaf_that_stays_in_view_moves_by_exactly_the_step(view, width):
    view.resize(width, 700)
    view.set_messages(conversation(10_000))
    chance = random.Random(width)
    moved = 0
    for number in JUMPS:
        view.show_leaf(number, 0, 0)
        for _ in range(STEPS // len(JUMPS)):
            step = chance.choice((-37, -120, -300, 55, 120, -640))
            before, value = places(view), view.sight.value
            view.move_by(step)
            after = places(view)
            stayed = before.keys() & after.keys()
            if view.sight.value in (0, view.sight.end):
                continue
            assert {before[key] - after[key] for key in stayed} <= {step}
            assert view.sight.rows[0].y <= 0 or value == 0
            rows = view.sight.rows
            assert all(a.y + a.height <= b.y for a, b in pairwise(rows))
            moved += len(stayed)
    assert moved > 3 * STEPS


def test_the_scroll_bar_at_its_ends_shows_the_ends_of_the_chat(view):
    view.set_messages(conversation(300))
    bar = view.verticalScrollBar()
    bar.setSliderDown(True)
    for _ in range(2):
        bar.setSliderPosition(0)
        assert view.sight.value == 0 and view.sight.rows[0].entry == 0
        bar.setSliderPosition(bar.maximum())
        assert view.sight.at_end and view.sight.rows[-1].entry == 299
    bar.setSliderDown(False)
