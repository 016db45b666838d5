"""Where the view stays, and what moves it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from promptrun_desktop.domain.message import State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.ui.transcript.buttons import SmallButton

from .conftest import place_of, question, reply, tool, top_of
from .stage import wheel

LONG = "Some words in a paragraph that is long enough to wrap at a narrow width.\n\n" * 30
SHORT = "A line.\n\n"


@pytest.fixture
def growing(view):
    """A reply of an opened chat that is being written: its end is in sight."""
    message = reply("", state=State.WRITING)
    view.set_messages([question("hi"), message])
    view.grow(message.id, LONG, "")
    view.messages_shown()
    view.scroll_to_end()
    return message


@pytest.fixture
def sent(view):
    """A question sent in a long chat, and its reply, of which nothing has come yet."""
    view.set_messages([question("hi"), reply(LONG)])
    view.add(question("a new question"))
    message = reply("", state=State.WRITING)
    view.add(message)
    return message


def grow(view, message, text):
    view.grow(message.id, text, "")
    view.messages_shown()


def outline_of(message):
    """What is known of a stored message before its text is read."""
    chars, lines = len(message.text), message.text.count("\n") + 1
    micros = int(message.created_at.timestamp() * 1_000_000)
    return Outline(message.id, None, message.role, message.state, False, chars, lines, micros)


def at_end(view):
    return view.sight.at_end


def pill(view):
    return view.findChild(SmallButton, "new_text")


def seen(view):
    """What is in sight and where, but for leaves that came, went or were made anew."""
    return {row[:2]: row.y for row in view.sight.rows}


def moves(before, after):
    """By how many pixels what stayed in sight moved."""
    return {after[each] - before[each] for each in before.keys() & after.keys()}


def test_growing_text_is_followed_at_the_end(view, growing):
    before = view.sight.end
    grow(view, growing, LONG)
    assert view.sight.end > before and at_end(view)
    assert not pill(view).isVisible()


def test_an_opened_chat_whose_reply_is_being_written_is_followed(view):
    message = reply(LONG, state=State.WRITING)
    view.set_messages([question("hi"), message])
    grow(view, message, LONG)
    assert at_end(view)


def test_one_notch_up_lets_go_and_nothing_moves_then(view, growing):
    wheel(view, 1)
    before = seen(view)
    grow(view, growing, LONG)
    assert seen(view).items() >= {k: y for k, y in before.items() if k[1] < 29}.items()
    assert not at_end(view) and pill(view).isVisible()


def test_the_button_goes_back_to_the_end_and_follows_again(view, growing):
    wheel(view, 3)
    grow(view, growing, "more\n\n")
    pill(view).click()
    assert at_end(view) and not pill(view).isVisible()
    grow(view, growing, "and more\n\n")
    assert at_end(view)


def test_scrolling_down_to_the_end_hides_the_button(view, growing):
    wheel(view, 2)
    grow(view, growing, "more\n\n")
    wheel(view, -50)
    assert at_end(view) and not pill(view).isVisible()


@pytest.mark.parametrize("state", [State.COMPLETE, State.STOPPED, State.CUT_OFF])
def test_finishing_does_not_move_who_reads_above(view, growing, state):
    wheel(view, 4)
    before = seen(view)
    view.change(replace(growing, text=LONG, state=state, seconds=3.0))
    assert moves(before, seen(view)) == {0}


@pytest.mark.parametrize("text", ["", SHORT, LONG])
@pytest.mark.parametrize("end", [False, True])
def test_finishing_moves_nothing_by_a_pixel(view, sent, text, end):
    if text:
        grow(view, sent, text)
    if end:
        view.scroll_to_end()
    before = seen(view)
    view.change(replace(sent, text=text, state=State.COMPLETE, seconds=3.0))
    assert moves(before, seen(view)) == {0}


def test_a_sent_question_goes_to_the_top_wherever_the_view_was(view, growing):
    wheel(view, 10)
    view.add(question("a new question"))
    assert top_of(view, 2) == view.sight.above
    view.add(reply("", state=State.WRITING))
    assert top_of(view, 2) == view.sight.above


def test_an_answer_grows_under_its_question_which_stays(view, sent):
    for _ in range(3):
        grow(view, sent, SHORT)
        assert top_of(view, 2) == view.sight.above
        assert not pill(view).isVisible()


def test_past_the_lower_edge_the_view_stays_with_the_button(view, sent):
    grow(view, sent, LONG)
    assert top_of(view, 2) == view.sight.above
    assert not at_end(view) and pill(view).isVisible()
    pill(view).click()
    grow(view, sent, LONG)
    assert at_end(view) and top_of(view, 2) is None


def test_a_short_answer_that_ended_leaves_its_question_on_top(view, sent):
    grow(view, sent, SHORT)
    view.change(replace(sent, text=SHORT, state=State.COMPLETE))
    assert top_of(view, 2) == view.sight.above
    wheel(view, -3)
    assert top_of(view, 2) == view.sight.above


def test_an_answer_tried_again_grows_under_its_question(view):
    asked, other = question("why?"), reply("", state=State.WRITING)
    view.set_messages([question("hi"), reply(LONG), asked, reply(LONG)])
    view.set_messages([*map(view.entries.message, range(3)), other])
    assert top_of(view, 2) == view.sight.above
    grow(view, other, LONG)
    assert top_of(view, 2) == view.sight.above


@pytest.mark.parametrize(("width", "height"), [(420, 500), (900, 300), (600, 200)])
def test_the_end_is_the_end_after_a_resize(view, growing, width, height):
    view.resize(width, height)
    assert at_end(view)


def test_a_resize_keeps_the_top_message_in_place(view):
    view.set_messages([reply(f"Message {number}. " + LONG[:700]) for number in range(40)])
    view.show_leaf(20, 0, 0)
    for width in (500, 420, 640):
        view.resize(width, 400)
        assert top_of(view, 20) == 0


def test_older_messages_that_are_read_from_disk_move_nothing(view):
    messages = [reply(f"Message {number}. " + LONG[:400]) for number in range(80)]
    outlines = [outline_of(each) for each in messages]
    view.set_messages([*outlines[:-3], *messages[-3:]])
    wheel(view, 1)
    before = seen(view)
    view.fill(messages[:-3])
    assert seen(view) == before
    assert view.messages_shown() == [(each.id, each.text) for each in messages]


def test_a_kept_place_is_come_back_to(view):
    chat = [reply(f"Message {number}. " + LONG[:700]) for number in range(40)]
    view.set_messages(chat)
    view.show_leaf(20, 0, -37)
    before, place = seen(view), view.place()
    view.set_messages([question("another chat")])
    view.set_messages(chat, place)
    assert seen(view) == before
    view.set_messages([question("another chat")])
    view.set_messages(chat, Place("gone", 3, 5, False))
    assert at_end(view)


def test_opening_the_thoughts_does_not_move_their_head(view):
    answer = reply(LONG, reasoning="thought\n" * 50)
    view.set_messages([answer])
    view.scroll_to_start()
    head = tool(view, answer, "show_thinking")
    place = head.pos()
    head.click()
    assert tool(view, answer, "show_thinking").pos() == place
    head.click()
    assert tool(view, answer, "show_thinking").pos() == place


@pytest.mark.parametrize(
    ("key", "goes"),
    [
        (Qt.Key.Key_Home, "top"),
        (Qt.Key.Key_PageUp, "up"),
        (Qt.Key.Key_Up, "up"),
    ],
)
def test_keys_scroll_and_the_end_key_returns(view, growing, key, goes):
    end = view.sight.value
    QTest.keyClick(view, key)
    value = view.sight.value
    assert value == view.verticalScrollBar().value()
    assert value == 0 if goes == "top" else 0 < value < end
    QTest.keyClick(view, Qt.Key.Key_End)
    assert at_end(view)


def test_the_bar_drags_the_view(view, growing):
    bar = view.verticalScrollBar()
    bar.setValue(100)
    assert view.sight.value == 100
    bar.setValue(bar.maximum())
    assert at_end(view)


def test_shift_and_wheel_move_wide_code_and_not_the_view(view):
    view.set_messages([reply("```\n" + "x" * 500 + "\n```")])
    before = seen(view)
    place = place_of(view, 0, 3, leaf=1)
    wheel(view, -1, modifiers=Qt.KeyboardModifier.ShiftModifier, at=place)
    assert view.reach.leaves(0, 1)[1].side.offset > 0
    assert seen(view) == before


def test_control_and_wheel_zoom(view, growing, qtbot):
    before = seen(view)
    with qtbot.waitSignal(view.zoomed) as told:
        wheel(view, 1, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert told.args == [1] and seen(view) == before


WIDE = "|".join(["a cell of some words"] * 12)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 3000,
        "```\n" + "y" * 900 + "\n```",
        f"|{WIDE}|\n|{'-|' * 12}\n|{WIDE}|",
        "".join("  " * depth + "- item\n" for depth in range(30)),
        "> " * 40 + "quote",
    ],
    ids=["word", "code", "table", "list", "quotes"],
)
def test_the_page_is_never_wider_than_the_view(view, text):
    view.set_messages([question(text), reply(text)])
    for width in (320, 600, 1000):
        view.resize(width, 400)
        assert view.left >= 0 and view.left + view.entries.width <= width
        assert view.horizontalScrollBar().maximum() == 0
        for row in view.sight.rows:
            left, room = view.entries[row.entry].box_of(row.number)
            assert row.leaf.width == room and left + room <= view.entries.width
            assert all(box.x <= room / 2 for box in row.leaf.boxes[:1])


def test_layouts_are_held_of_little_more_than_what_is_seen(view):
    view.set_messages([reply(SHORT * 20) for _ in range(60)])
    before, most = seen(view), 0
    while view.sight.value > 0:
        view.move_by(-380)
        view.viewport().repaint()
        leaves = [leaf for each in view.entries.made() for leaf in each.leaves or []]
        most = max(most, sum(leaf.holds_layouts for leaf in leaves))
    assert len(leaves) > 1200 and 400 < most <= 500 + len(view.sight.rows)
    while not at_end(view):
        view.move_by(300)
    assert seen(view) == before
    view.grab()
    assert all(row.leaf.holds_layouts for row in view.sight.rows if row.leaf.boxes)
