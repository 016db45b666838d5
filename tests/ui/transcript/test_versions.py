"""Other versions of a message come where it was, and the buttons stay at hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from promptrun_desktop.domain.message import State

from .conftest import question, reply, tool, tools, top_of
from .stage import LINE, conversation, grow, places

SHORT, LONG = LINE, LINE * 30


class Chat:
    """A conversation with versions of the message at one place, shown in a view."""

    def __init__(self, view, before, versions, after=()):
        self.view, self.before, self.versions, self.after = view, before, versions, list(after)
        self.number = len(before)
        self.at = 0
        ids = [each.id for each in versions]
        view.number_versions(lambda id: (ids.index(id) + 1, len(ids)) if id in ids else (1, 1))
        view.version_requested.connect(self.step)
        view.set_messages(self.messages)

    @property
    def messages(self):
        return [*self.before, self.shown, *(self.after if self.at == 0 else ())]

    @property
    def shown(self):
        return self.versions[self.at]

    def step(self, message_id, step):
        assert message_id == self.shown.id
        if 0 <= self.at + step < len(self.versions):
            self.at += step
            self.view.update_messages(self.messages, self.shown.id)


@pytest.mark.parametrize("texts", [(SHORT, LONG), (LONG, SHORT), (SHORT, LINE * 2)])
@pytest.mark.parametrize("y", [20, 40, 180])
def test_a_version_of_a_reply_comes_where_the_other_was(view, texts, y):
    chat = Chat(view, conversation(8), [reply(text) for text in texts])
    view.sight.pinned = chat.shown.id
    view.show_leaf(chat.number, 0, y)
    before = {key: top for key, top in places(view).items() if key[0] != chat.shown.id}
    assert top_of(view, chat.number) == y
    for step in (1, -1, 1):
        chat.step(chat.shown.id, step)
        assert top_of(view, chat.number) == y
        after = places(view)
        assert [after[key] for key in before] == list(before.values())
    assert view.messages_shown()[-1][1] == texts[1]


def test_the_buttons_below_a_long_reply_stay_under_the_mouse(view):
    chat = Chat(view, conversation(8), [reply(LONG), reply(LONG + SHORT), reply(SHORT)])
    view.scroll_to_end()
    place = tool(view, chat.shown, "version_next").mapTo(view, view.rect().topLeft())
    for _ in range(2):
        tool(view, chat.shown, "version_next").click()
        now = tool(view, chat.shown, "version_next").mapTo(view, view.rect().topLeft())
        assert now == place
    (switch,) = tools(view, "message_versions")
    assert switch.accessibleName() == "Version 3 of 3"
    assert not tool(view, chat.shown, "version_next").isEnabled()


def test_versions_of_a_question_bring_their_own_answers(view):
    asked = [question("one"), question("one, but longer")]
    chat = Chat(view, conversation(6), asked, after=[reply(LONG)])
    view.show_leaf(chat.number, 0, 100)
    tool(view, asked[0], "version_next").click()
    assert top_of(view, chat.number) == 100
    assert [text for _id, text in view.messages_shown()][6:] == ["one, but longer"]
    tool(view, asked[1], "version_previous").click()
    assert top_of(view, chat.number) == 100 and len(view.entries) == 8


def test_the_first_question_has_versions_too(view):
    chat = Chat(view, [], [question("one"), question("two")], after=[reply(LONG)])
    view.show_leaf(0, 0, 20)
    top = top_of(view, 0)
    tool(view, chat.shown, "version_next").click()
    assert top_of(view, 0) == top and view.messages_shown()[0][1] == "two"


def test_an_edited_first_question_comes_to_the_top_with_its_reply_below(view):
    view.set_messages([question("one"), reply(LONG)])
    asked, growing = question("two"), reply("", state=State.WRITING)
    view.update_messages([asked, growing])
    assert top_of(view, 0) == view.sight.above
    grow(view, growing, LONG)
    assert top_of(view, 0) == view.sight.above


def test_alt_and_an_arrow_change_the_version_and_the_focus_goes_along(view, qtbot):
    chat = Chat(view, conversation(4), [reply(SHORT), reply(LINE * 3), reply(SHORT)])
    view.activateWindow()
    view.scroll_to_end()
    tool(view, chat.shown, "copy_message").setFocus()
    left, right = Qt.Key.Key_Left, Qt.Key.Key_Right
    for key, at in ((right, 1), (right, 2), (right, 2), (left, 1), (left, 0)):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        assert chat.at == at
    view.scroll_to_end()
    tool(view, chat.shown, "copy_message").setFocus()
    chat.versions[1] = reply(SHORT)
    QTest.keyClick(QApplication.focusWidget(), left, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is tool(view, chat.shown, "copy_message")


def test_who_presses_next_with_the_keyboard_can_go_on_and_back(view):
    chat = Chat(view, conversation(4), [reply(SHORT), reply(SHORT)])
    view.activateWindow()
    view.scroll_to_end()
    tool(view, chat.shown, "version_next").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is tool(view, chat.shown, "version_previous")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert chat.at == 0


def test_arrows_without_a_message_do_nothing_and_without_alt_scroll(view):
    asked = []
    view.version_requested.connect(lambda *each: asked.append(each))
    view.set_messages(conversation(8))
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asked == []
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert not view.sight.at_end and asked == []


def test_a_growing_reply_can_be_left_and_come_back_to(view):
    old, growing = reply(SHORT), reply("", state=State.WRITING)
    chat = Chat(view, conversation(4), [old, growing])
    chat.at = 1
    view.update_messages(chat.messages)
    grow(view, growing, "some words")
    view.scroll_to_end()
    assert tools(view, "message_versions")
    chat.step(growing.id, -1)
    grow(view, growing, " that nobody sees")
    assert view.messages_shown()[-1][1] == SHORT
    chat.versions[1] = reply("some words and more", id=growing.id, state=State.WRITING)
    chat.step(old.id, 1)
    grow(view, growing, " here")
    assert view.messages_shown()[-1][1] == "some words and more here"


def test_a_version_that_is_gone_is_not_counted_any_more(view):
    answer = reply(SHORT)
    total = [2]
    view.number_versions(lambda id: (1, total[0]) if id == answer.id else (1, 1))
    messages = [*conversation(4), answer]
    view.set_messages(messages)
    assert tools(view, "message_versions")
    total[0] = 1
    view.update_messages(messages)
    assert not tools(view, "message_versions")
