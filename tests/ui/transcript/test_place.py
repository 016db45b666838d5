"""Where the view stays, and what moves it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.buttons import SmallButton

from .conftest import question, reply, settle

LONG = "Some words in a paragraph that is long enough to wrap at a narrow width.\n\n" * 30


@pytest.fixture
def growing(view):
    message = reply("", state=State.WRITING)
    view.set_messages([question("hi"), message])
    view.grow(message.id, LONG, "")
    view.messages_shown()
    return message


def wheel(view, notches, *, modifiers=Qt.KeyboardModifier.NoModifier, at=None):
    target = view.viewport() if at is None else at
    where = QPointF(target.rect().center())
    event = QWheelEvent(
        where,
        QPointF(target.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def at_end(view):
    bar = view.verticalScrollBar()
    return bar.value() == bar.maximum()


def pill(view):
    return view.findChild(SmallButton, "new_text")


def test_growing_text_is_followed(view, growing):
    before = view.verticalScrollBar().maximum()
    view.grow(growing.id, LONG, "")
    view.messages_shown()
    assert view.verticalScrollBar().maximum() > before and at_end(view)
    assert not pill(view).isVisible()


def test_one_notch_up_lets_go_and_nothing_moves_then(view, growing):
    wheel(view, 1)
    place = view.verticalScrollBar().value()
    view.grow(growing.id, LONG, "")
    view.messages_shown()
    assert view.verticalScrollBar().value() == place and not at_end(view)
    assert pill(view).isVisible()


def test_the_button_goes_back_to_the_end_and_follows_again(view, growing):
    wheel(view, 3)
    view.grow(growing.id, "more\n\n", "")
    view.messages_shown()
    pill(view).click()
    assert at_end(view) and not pill(view).isVisible()
    view.grow(growing.id, "and more\n\n", "")
    view.messages_shown()
    assert at_end(view)


def test_scrolling_down_to_the_end_hides_the_button(view, growing):
    wheel(view, 2)
    view.grow(growing.id, "more\n\n", "")
    view.messages_shown()
    wheel(view, -50)
    assert at_end(view) and not pill(view).isVisible()


def test_finishing_does_not_move_who_reads_above(view, growing):
    wheel(view, 4)
    place = view.verticalScrollBar().value()
    view.change(replace(growing, text=LONG, state=State.CUT_OFF))
    assert view.verticalScrollBar().value() == place


def test_a_sent_question_is_shown_wherever_the_view_was(view, growing):
    wheel(view, 10)
    sent = question("a new question")
    view.add(sent)
    row = view.column.row(sent.id)
    place = row.mapTo(view.viewport(), QPoint(0, 0)).y()
    assert 0 <= place < view.viewport().height()
    view.add(reply("", state=State.WRITING))
    assert at_end(view)


def test_the_end_is_the_end_after_a_resize(view, growing):
    view.resize(420, 500)
    settle(view)
    assert at_end(view)


def test_a_resize_keeps_the_top_message_in_place(view):
    view.set_messages([reply(f"Message {number}. " + LONG[:700]) for number in range(40)])
    settle(view)
    bar = view.verticalScrollBar()
    row = view.column.rows[20]
    bar.setValue(row.y() - 10)
    for width in (500, 420, 640):
        view.resize(width, 400)
        settle(view)
        assert row.mapTo(view.viewport(), QPoint(0, 0)).y() == 10


def test_older_messages_come_in_without_moving_the_view(view):
    view.set_messages([reply(f"Message {number}. " + LONG[:400]) for number in range(80)])
    wheel(view, 1)
    row = view.column.rows[-1]
    place = row.mapTo(view.viewport(), QPoint(0, 0)).y()
    assert not view.column.settled
    settle(view)
    assert len(view.column.rows) == 80
    assert row.mapTo(view.viewport(), QPoint(0, 0)).y() == place


def test_opening_the_thoughts_does_not_move_their_head(view):
    view.set_messages([reply(LONG, reasoning="thought\n" * 50)])
    view.verticalScrollBar().setValue(0)
    head = view.findChild(SmallButton, "show_thinking")
    place = head.mapTo(view.viewport(), QPoint(0, 0))
    head.click()
    assert head.mapTo(view.viewport(), QPoint(0, 0)) == place


@pytest.mark.parametrize(
    ("key", "goes"),
    [
        (Qt.Key.Key_Home, "top"),
        (Qt.Key.Key_PageUp, "up"),
        (Qt.Key.Key_Up, "up"),
    ],
)
def test_keys_scroll_and_the_end_key_returns(view, growing, key, goes):
    end = view.verticalScrollBar().value()
    QTest.keyClick(view, key)
    value = view.verticalScrollBar().value()
    assert value == 0 if goes == "top" else 0 < value < end
    QTest.keyClick(view, Qt.Key.Key_End)
    assert at_end(view)


def test_shift_and_wheel_move_wide_code_and_not_the_view(view):
    view.set_messages([reply("```\n" + "x" * 500 + "\n```")])
    row = view.column.rows[0]
    card = row.body.items[0]
    before = view.verticalScrollBar().value()
    wheel(view, -1, modifiers=Qt.KeyboardModifier.ShiftModifier, at=row)
    assert card.side.offset > 0
    assert view.verticalScrollBar().value() == before


def test_the_page_is_never_wider_than_the_view(view):
    view.set_messages([question("x" * 900), reply("```\n" + "y" * 900 + "\n```\n\n" + "z" * 900)])
    for width in (320, 600, 1000):
        view.resize(width, 400)
        settle(view)
        assert view.column.width() <= width
        assert view.horizontalScrollBar().maximum() == 0


def test_far_messages_give_their_layouts_back(view, qtbot):
    view.set_messages([reply(LONG[:900]) for _ in range(60)])
    settle(view)
    qtbot.waitUntil(lambda: sum(row.holds_layouts for row in view.column.rows) < 20)
    heights = [row.height() for row in view.column.rows]
    view.verticalScrollBar().setValue(0)
    view.grab()
    assert view.column.rows[0].holds_layouts
    assert [row.height() for row in view.column.rows] == heights
