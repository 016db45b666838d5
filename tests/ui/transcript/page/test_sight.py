import random
from itertools import pairwise

import pytest

from promptrun_desktop.domain.message import Message, Role

from .pages import message, places, random_messages, sight_of


@pytest.mark.parametrize("seed", range(8))
def test_scrolling_moves_what_stays_in_view_by_exactly_that(seed):
    chance = random.Random(seed)
    sight, _entries = sight_of(random_messages(seed))
    sight.go_to_end() if seed % 2 else sight.lay_out()
    for step in range(500):
        before, value = places(sight), sight.value
        pixels = chance.choice([-400, -120, -40, -7, -1, 1, 3, 40, 120, 400])
        sight.scroll_by(pixels)
        after = places(sight)
        kept = before.keys() & after.keys()
        moves = {after[key] - before[key] for key in kept}
        assert len(moves) <= 1, f"torn at step {step}"
        if not (sight.at_end or sight.value == 0 or sight.rows[0].y >= 20):
            assert moves in (set(), {-pixels})
        assert abs(sum(moves)) <= abs(pixels)
        assert value >= 0


@pytest.mark.parametrize("seed", range(4))
def test_rows_follow_each_other_without_a_gap_and_fill_the_view(seed):
    chance = random.Random(seed)
    sight, entries = sight_of(random_messages(seed))
    sight.lay_out()
    for _ in range(200):
        sight.go_to(chance.randint(0, sight.end)) if chance.random() < 0.3 else sight.scroll_by(
            chance.randint(-300, 300)
        )
        rows = sight.rows
        for one, other in pairwise(rows):
            assert other.y == one.y + one.height
        assert rows[0].y <= (sight.above if rows[0][:2] == (0, 0) else 0)
        assert rows[-1].y + rows[-1].height >= sight.height - sight.below
        assert all(row.leaf.width == entries.width for row in rows)


def test_the_end_stands_at_the_lower_edge_of_the_view():
    sight, _entries = sight_of(random_messages(3))
    sight.go_to_end()
    last = sight.rows[-1]
    assert last.y + last.height == sight.height - sight.below
    assert sight.at_end
    sight.scroll_by(500)
    assert sight.rows[-1] == last


def test_the_start_stands_below_the_room_above_it():
    sight, _entries = sight_of(random_messages(4))
    sight.go_to_end()
    for _ in range(1000):
        sight.scroll_by(-300)
    assert (sight.rows[0].y, sight.value) == (sight.above, 0)


def test_nothing_is_measured_that_was_not_to_be_seen():
    sight, entries = sight_of(random_messages(5, count=400))
    sight.go_to_end()
    measured = sum(leaf.measured for entry in entries.made() for leaf in entry.unseen)
    assert measured <= len(sight.rows) + 2
    assert sum(entry.made for entry in entries.made()) <= len({row.entry for row in sight.rows}) + 1


def test_a_short_conversation_begins_at_the_top():
    sight, _entries = sight_of([message((30, 90)), message((20, 10))])
    sight.go_to_end()
    assert [row.y for row in sight.rows] == [20, 50]
    assert (sight.value, sight.end) == (0, 0)


def test_an_empty_conversation_has_no_rows():
    sight, _entries = sight_of([])
    sight.lay_out()
    sight.scroll_by(50)
    sight.go_to_end()
    assert sight.rows == []


def test_the_pinned_question_can_stand_at_the_top_while_its_answer_is_short():
    sight, entries = sight_of([*random_messages(6), message((40, 40)), message((30, 30))])
    question = len(entries) - 2
    sight.pinned = entries[question].id
    sight.show(question, 0, sight.above)
    assert places(sight)[question, 0] == sight.above
    assert sight.at_end
    sight.scroll_by(-50)
    sight.scroll_by(900)
    assert places(sight)[question, 0] == sight.above


@pytest.mark.parametrize("width", [50, 70, 100, 180])
def test_a_new_width_keeps_the_leaf_at_the_top_in_view(width):
    sight, entries = sight_of(random_messages(7))
    sight.go_to(sight.extent // 2)
    held = sight.hold()
    with sight.holding():
        entries.width = width
    again = sight.hold()
    assert (again.message, again.part, again.leaf) == held[:3]


@pytest.mark.parametrize("seed", range(6))
def test_new_estimates_move_nothing(seed):
    sight, entries = sight_of(random_messages(seed))
    sight.go_to(sight.extent // 3)
    before = places(sight)
    entries.forget(sight.rows[0].entry, sight.rows[-1].entry)
    with sight.holding():
        entries.estimate_all()
    assert places(sight) == before


def test_a_message_that_grows_below_moves_nothing():
    sight, entries = sight_of(random_messages(2))
    sight.go_to(sight.extent // 2)
    before = places(sight)
    number = entries.append(Message(Role.ASSISTANT, "10/10 20/5"))
    sight.lay_out()
    assert places(sight) == before
    assert number == len(entries) - 1


def test_what_leaves_the_page_above_moves_nothing_below():
    sight, entries = sight_of(random_messages(9))
    sight.go_to(sight.extent // 2)
    before = [row.leaf for row in sight.rows]
    top = sight.rows[0].y
    with sight.holding():
        entries.remove(entries[0].id)
    assert [row.leaf for row in sight.rows] == before
    assert sight.rows[0].y == top
