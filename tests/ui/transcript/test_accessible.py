"""Messages as a list for screen readers: made when asked for, numbered on, silent without one."""

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from promptrun_desktop.ui.transcript import accessible
from promptrun_desktop.ui.transcript.accessible import Announcer, message_list
from promptrun_desktop.ui.transcript.spoken_item import SPOKEN

MANY = 10_000


class Chat:
    """The first two messages are in sight; what was asked of it is counted."""

    def __init__(self, view):
        self.view = view
        self.texts = [f"text {number}" for number in range(MANY)]
        self.tools = {}
        self.asked = 0

    def count(self):
        return len(self.texts)

    def name(self, number):
        return "You, 12:00"

    def text(self, number):
        self.asked += 1
        return self.texts[number]

    def state(self, number):
        return "writing" if number == 1 else ""

    def rect(self, number):
        return QRect(0, 50 * number, 100, 40) if number < 2 else QRect()

    def widgets(self, number):
        return self.tools.get(number, [])

    def seen(self):
        return range(2)

    def widget(self):
        return self.view

    def focus(self, number):
        """Nothing to see."""


@pytest.fixture
def chat(qtbot):
    view = QScrollArea()
    qtbot.addWidget(view)
    chat = Chat(view)
    accessible.install()
    accessible.offer(chat)
    view.show()
    return chat


@pytest.fixture
def sent(monkeypatch):
    """Events that a reader would get."""
    sent = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", sent.append)
    return sent


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)


def test_a_long_conversation_costs_nothing_until_it_is_read(chat):
    whole = QAccessible.queryAccessibleInterface(chat.view)
    assert whole.role() == QAccessible.Role.List
    assert whole.childCount() >= MANY
    assert chat.asked == 0
    last = whole.child(MANY - 1)
    assert last.role() == QAccessible.Role.ListItem
    assert last.textInterface().text(0, 4) == "text"
    assert last.state().offscreen
    assert len(message_list(chat)._items) == 1


def test_a_message_is_called_by_its_name_and_what_it_does(chat):
    whole = QAccessible.queryAccessibleInterface(chat.view)
    assert whole.child(1).text(QAccessible.Text.Name) == "You, 12:00, writing"
    assert whole.child(0).text(QAccessible.Text.Name) == "You, 12:00"
    assert whole.indexOfChild(whole.child(7)) == 7
    assert whole.childAt(10, 60) is whole.child(1)
    assert not whole.child(1).state().offscreen


def test_text_is_counted_as_qt_counts(chat):
    chat.texts[0] = "a🙂b"
    text = message_list(chat).child(0).textInterface()
    assert text.characterCount() == 4
    assert text.text(1, 3) == "🙂"
    assert text.text(3, -1) == "b"


def test_of_an_endless_message_only_so_much_is_handed_out(chat):
    chat.texts[0] = "x" * (SPOKEN + 5)
    item = message_list(chat).child(0)
    assert item.textInterface().characterCount() == SPOKEN
    assert len(item.text(QAccessible.Text.Description)) == 2000


def test_messages_keep_their_items_when_others_come_and_go(chat, reader, sent):
    whole = message_list(chat)
    kept, gone = [whole.child(number) for number in (0, 5)], whole.child(3)
    del chat.texts[3]
    Announcer(chat).messages_changed(3, 1, 0)
    assert [whole.indexOfChild(item) for item in kept] == [0, 4]
    assert whole.child(4) is kept[1]
    assert kept[1].textInterface().text(0, 99) == "text 5"
    assert gone not in whole._items.values()
    chat.texts.insert(0, "older")
    Announcer(chat).messages_changed(0, 0, 1)
    assert whole.child(1) is kept[0]
    kinds = [event.type() for event in sent]
    assert kinds == [QAccessible.Event.ObjectDestroyed, QAccessible.Event.ObjectCreated]


def test_many_new_messages_are_one_event(chat, reader, sent):
    Announcer(chat).messages_changed(0, MANY, MANY)
    assert [event.type() for event in sent] == [QAccessible.Event.ObjectReorder]
    assert not message_list(chat)._items


def test_tools_belong_to_their_message_and_other_widgets_to_the_list(chat):
    viewport = chat.view.viewport()
    tool, pill = QPushButton("Copy", viewport), QPushButton("New text", viewport)
    tool.setProperty("message", "m")
    chat.tools[1] = [tool]
    for each in (tool, pill):
        each.show()
    whole = message_list(chat)
    item = whole.child(1)
    assert item.childCount() == 1
    assert item.child(0).object() is tool
    assert item.child(0).parent() is item
    found = [whole.child(place).object() for place in range(MANY, whole.childCount())]
    assert pill in found
    assert tool not in found
    assert whole.child(whole.indexOfChild(whole.child(MANY))).object() is found[0]


def test_a_tool_that_was_met_before_it_stood_in_a_message_belongs_to_it_later(chat):
    tool = QPushButton("Copy", chat.view.viewport())
    early = QAccessible.queryAccessibleInterface(tool)
    assert early.parent() is message_list(chat)
    tool.setProperty("message", "m")
    chat.tools[1] = [tool]
    assert QAccessible.queryAccessibleInterface(tool).parent() is message_list(chat).child(1)


def test_a_view_that_was_met_before_it_was_offered_is_a_list_all_the_same(qtbot, reader):
    accessible.install()
    view = QScrollArea()
    qtbot.addWidget(view)
    assert QAccessible.queryAccessibleInterface(view).role() != QAccessible.Role.List
    accessible.offer(Chat(view))
    assert QAccessible.queryAccessibleInterface(view).role() == QAccessible.Role.List


def test_a_complete_reply_is_announced_with_its_beginning(chat, reader, sent):
    Announcer(chat).reply_complete("First words.\n\n" + "and more " * 100)
    (event,) = sent
    assert event.message().startswith("Reply complete. First words. and more and")
    assert event.message().endswith("…")
    assert len(event.message()) < 240
    Announcer(chat).reply_complete("")
    assert sent[1].message() == "Reply complete"


def test_without_a_reader_nothing_is_made_or_said(chat, sent, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    announcer = Announcer(chat)
    announcer.reply_complete("Hello")
    announcer.messages_changed(0, 0, MANY)
    announcer.name_changed(0)
    assert not sent
    assert chat.asked == 0


def test_what_was_offered_is_forgotten_with_its_widget(qapp):
    view = QScrollArea()
    chat = Chat(view)
    accessible.install()
    accessible.offer(chat)
    message_list(chat).child(0)
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    assert view not in accessible._offered
    assert view not in accessible._made
