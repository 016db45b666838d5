"""Each conversation keeps its place, also over a restart and before its texts are read."""

import random

import pytest

from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.ui.transcript.view import TranscriptView

from .conftest import ending, question
from .stage import conversation, places, top, turn


def outline(message):
    return Outline(
        message.id,
        None,
        message.role,
        message.state,
        False,
        len(message.text),
        message.text.count("\n") + 1,
        0,
    )


@pytest.fixture
def another(look, qtbot):
    """The view after a restart."""
    view = TranscriptView(look, ending)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture(scope="module")
def messages():
    return conversation(120)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_line_is_at_the_same_height_after_a_restart(view, another, messages, seed):
    chance = random.Random(seed)
    view.set_messages(messages)
    view.move_to(chance.randrange(view.sight.end))
    for _ in range(5):
        view.move_by(chance.randint(-300, 300))
    before = places(view)
    another.set_messages(messages, view.place())
    assert top(another) == top(view)
    assert places(another) == before


@pytest.mark.parametrize("seed", range(5))
def test_the_place_holds_when_texts_come_after_the_outlines(view, another, messages, seed):
    chance = random.Random(seed)
    view.set_messages(messages)
    view.move_to(chance.randrange(view.sight.end))
    view.move_by(-77)
    place, before = view.place(), places(view)
    wanted = []
    another.texts_wanted.connect(wanted.extend)
    texts = {message.id: message for message in messages}
    another.set_messages([outline(message) for message in messages], place)
    for _ in range(20):
        asked = list(dict.fromkeys(wanted))
        wanted.clear()
        if not asked:
            break
        another.fill([texts[message_id] for message_id in asked])
    assert not another.sight.unread
    assert top(another) == top(view)
    assert places(another) == before


def test_texts_that_come_for_others_first_do_not_move_the_view(view, another, messages):
    view.set_messages(messages)
    view.move_to(view.sight.end // 2)
    place = view.place()
    another.set_messages([outline(message) for message in messages], place)
    number = another.entries.number(place.message_id)
    another.fill(messages[number - 1 : number])
    another.fill(messages[:10])
    another.fill(messages[number:])
    another.fill(messages)
    assert top(another) == top(view)


def test_who_was_at_the_end_is_at_the_end_of_what_came_since(view, another, messages):
    view.set_messages(messages)
    place = view.place()
    assert place.at_end
    another.set_messages([*messages, question("new " * 400)], place)
    assert another.sight.at_end and another.sight.rows[-1].entry == len(messages)


def test_only_what_is_near_is_asked_for_and_filled(view, messages):
    wanted = []
    view.texts_wanted.connect(wanted.extend)
    texts = {message.id: message for message in messages}
    view.set_messages([outline(message) for message in messages])
    asked = set()
    while wanted:
        ids = list(dict.fromkeys(wanted))
        wanted.clear()
        asked.update(ids)
        view.fill([texts[message_id] for message_id in ids])
    assert 0 < len(asked) < 12
    assert messages[-1].id in asked
    assert all(view.entries[row.entry].is_loaded for row in view.sight.rows)
    assert view.sight.at_end


def test_a_narrower_window_shows_the_same_words_at_the_top(view, another, messages):
    view.set_messages(messages)
    view.move_to(view.sight.end // 3)
    place = view.place()
    another.resize(440, 400)
    turn(lambda: another.viewport().width() < 440)
    another.set_messages(messages, place)
    assert top(another)[:2] == top(view)[:2]
