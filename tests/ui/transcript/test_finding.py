"""Finding in the open chat: the bar, the view and the marks beside it, together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from promptrun_desktop.domain.message import State

from .conftest import place_of, question, reply, top_of
from .test_place import LONG


@pytest.fixture
def chat(view, qtbot):
    """Forty replies, of which every tenth has a needle, and the bar open above the view."""
    qtbot.addWidget(view.find_bar)
    view.set_messages(
        [reply(f"Number {n}. {'A needle here. ' * (n % 10 == 0)}" + LONG[:300]) for n in range(40)]
    )
    view.open_find()
    return view


def count(view):
    return view.find_bar.findChild(object, "find_count").text()


def look_for(view, qtbot, text, answer):
    view.find_bar.findChild(object, "find_text").setText(text)
    qtbot.waitUntil(lambda: count(view) == answer)


def seen(view):
    return {row.entry for row in view.sight.rows}


def test_what_is_typed_is_counted_in_all_messages_and_the_view_goes_there(chat, qtbot):
    look_for(chat, qtbot, "needle", "1 of 4")
    assert 0 in seen(chat)
    chat.find_again(1)
    assert 10 in seen(chat) and count(chat) == "2 of 4"
    chat.find_again(-1)
    chat.find_again(-1)
    assert 30 in seen(chat) and count(chat) == "4 of 4"


def test_a_find_is_marked_where_it_stands(chat, qtbot):
    look_for(chat, qtbot, "needle", "1 of 4")
    row = next(row for row in chat.sight.rows if row.entry == 0 and row.leaf.boxes)
    marks = chat.marks_of(row)
    start = row.leaf.boxes[0].text.index("needle")
    assert marks.found == {0: [(start, start + 6)]}
    assert marks.current == (0, start, start + 6)
    before = chat.grab().toImage()
    QTest.keyClick(chat.find_bar, Qt.Key.Key_Escape)
    assert chat.marks_of(row).found == {} and chat.grab().toImage() != before


def test_the_marks_stand_beside_the_scroll_bar(chat, qtbot):
    look_for(chat, qtbot, "needle", "1 of 4")
    marks = chat.findChild(object, "find_marks")
    assert marks.isVisible() and marks.height() == chat.viewport().height()
    assert marks.geometry().right() == chat.viewport().geometry().right()


def test_closing_the_bar_gives_the_keys_back_to_the_chat(chat, qtbot):
    # Here the bar is a window of its own, which becomes the active one when it opens, if late.
    qtbot.waitUntil(chat.find_bar.isActiveWindow)
    chat.activateWindow()
    qtbot.waitUntil(chat.isActiveWindow)
    QTest.keyClick(chat.find_bar, Qt.Key.Key_Escape)
    assert chat.find_bar.isHidden()
    qtbot.waitUntil(chat.hasFocus)


def test_the_bar_opens_with_what_is_selected(chat, qtbot):
    chat.find_bar.close_bar()
    chat.show_leaf(20, 0, 10)
    QTest.mouseDClick(
        chat.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        place_of(chat, 20, 15),
    )
    assert chat.selected_text() == "needle"
    chat.open_find()
    assert chat.find_bar.text == "needle"
    qtbot.waitUntil(lambda: count(chat) == "3 of 4")


def test_nothing_found_is_said_and_moves_nothing(chat, qtbot):
    before = chat.sight.value
    look_for(chat, qtbot, "haystack", "No results")
    assert chat.sight.value == before


@pytest.fixture
def growing(view, qtbot):
    """A reply that is being written, and the bar at a needle in its question."""
    qtbot.addWidget(view.find_bar)
    message = reply("", state=State.WRITING)
    view.set_messages([question("the needle"), message])
    view.grow(message.id, LONG, "")
    view.messages_shown()
    view.open_find()
    look_for(view, qtbot, "needle", "1 of 1")
    return message


def test_who_looks_at_a_find_is_not_led_away_by_what_streams_in(view, qtbot, growing):
    top = top_of(view, 0)
    assert top is not None
    view.grow(growing.id, "another needle\n\n" + LONG, "")
    view.messages_shown()
    qtbot.waitUntil(lambda: count(view) == "1 of 2")
    assert top_of(view, 0) == top
    view.find_again(1)
    assert count(view) == "2 of 2" and 1 in seen(view) and top_of(view, 0) is None
    place = view.sight.value
    view.grow(growing.id, LONG, "")
    view.messages_shown()
    assert view.sight.value == place


def test_who_reads_on_is_not_pulled_back_to_the_find(view, qtbot, growing):
    view.scroll_to_end()
    view.move_by(-30)
    place = view.sight.value
    view.grow(growing.id, "another needle\n\n" + LONG, "")
    view.messages_shown()
    qtbot.waitUntil(lambda: count(view) == "1 of 2" and not view.finding.finder.searching)
    assert view.sight.value == place


def test_what_is_not_found_in_what_streamed_in_is_said(view, qtbot, growing):
    look_for(view, qtbot, "haystack", "No results")
    view.grow(growing.id, LONG, "")
    view.messages_shown()
    qtbot.waitUntil(lambda: not view.finding.finder.searching)
    assert count(view) == "No results"


def test_a_find_far_away_in_much_text_is_gone_to_once_it_is_known(view, qtbot):
    qtbot.addWidget(view.find_bar)
    messages = [reply("words and more words " * 2000) for _ in range(400)]
    view.set_messages([*messages, reply("the needle")])
    view.scroll_to_start()
    view.open_find()
    look_for(view, qtbot, "needle", "1 of 1")
    qtbot.waitUntil(lambda: 400 in seen(view))
    look_for(view, qtbot, "haystack", "No results")
