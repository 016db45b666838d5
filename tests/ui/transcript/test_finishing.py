"""A reply that is complete stands where it stood while it was written."""

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks import corpus
from promptrun_desktop.domain.message import State, Usage
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf

from .conftest import question, reply
from .stage import conversation, grow, places, wheel


@pytest.fixture(params=[600, 3_000])
def growing(view, request):
    message = reply("", state=State.WRITING)
    view.set_messages(conversation(4))
    view.add(question("And now?"))
    view.add(message)
    text = corpus.answer(request.param)
    for start in range(0, len(text), 600):
        grow(view, message, text[start : start + 600], "a thought ")
    return message


def done(view, message, state=State.COMPLETE):
    entry = view.entries.get(message.id)
    return replace(
        message,
        text=entry.source,
        reasoning=entry.reasoning,
        state=state,
        seconds=4.2,
        thinking_seconds=1.5,
        usage=Usage(10, 200, Decimal("0.003")),
    )


def stay_at_top(view):
    """As it is after a question was sent."""


def follow(view):
    view.scroll_to_end()


def look_up(view):
    wheel(view, 2)


def read_the_end(view):
    view.scroll_to_end()
    view.move_by(-1)


STANCES = [stay_at_top, follow, look_up, read_the_end]


def picture(view):
    view.viewport().repaint()
    return view.viewport().grab().toImage()


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("state", [State.COMPLETE])
def test_nothing_moves_when_a_reply_is_finished(view, growing, stance, state):
    stance(view)
    before, value, end = places(view), view.sight.value, view.sight.end
    heights = {row[:2]: row.height for row in view.sight.rows}
    following = view.follow.following
    image = picture(view)
    view.change(done(view, growing, state))
    assert places(view) == before
    assert {row[:2]: row.height for row in view.sight.rows} == heights
    assert (view.sight.value, view.sight.end) == (value, end)
    assert view.follow.following == following
    foot = next((row.y for row in view.sight.rows if row.leaf.tool == "actions"), 10_000)
    head = [row for row in view.sight.rows if row.leaf.tool == "show_thinking"]
    after = picture(view)
    for y in range(min(image.height(), foot)):
        if any(row.y <= y < row.y + row.height for row in head):
            continue
        assert all(image.pixel(x, y) == after.pixel(x, y) for x in range(0, image.width(), 3)), y


@pytest.mark.parametrize("stance", STANCES)
def test_a_strip_that_comes_moves_only_who_follows(view, growing, stance):
    stance(view)
    before = places(view)
    follows = view.follow.following
    view.change(done(view, growing, State.CUT_OFF))
    after = places(view)
    entry = view.entries.get(growing.id)
    assert entry.has_strip()
    if follows:
        assert view.sight.at_end
        number = next(n for n, leaf in enumerate(entry.leaves) if isinstance(leaf, StripLeaf))
        assert (growing.id, number) in after
    else:
        text = [key for key in before if key[0] != growing.id or key[1] < len(entry.leaves) - 2]
        assert {key: before[key] for key in text} == {key: after[key] for key in text}


@pytest.mark.parametrize("stance", [stay_at_top, follow, look_up])
def test_the_strip_goes_when_the_reply_goes_on_and_what_is_read_stays(view, growing, stance):
    view.change(done(view, growing, State.CUT_OFF))
    stance(view)
    top = view.sight.rows[0]
    view.change(replace(done(view, growing), state=State.WRITING))
    entry = view.entries.get(growing.id)
    assert not entry.has_strip()
    if not view.follow.following:
        assert view.sight.rows[0][:2] == top[:2] and view.sight.rows[0].y == top.y
