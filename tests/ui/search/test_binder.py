"""What is typed reaches the search, and its answers and hits reach the window."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.search import Found
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.ui.search.binder import SearchBinder
from promptrun_desktop.ui.wording import Wording
from tests.ui.search.conftest import hit


class Searching:
    """Answers when a test says so."""

    def __init__(self):
        self.found, self.indexing, self.failed = Signal(), Signal(), Signal()
        self.caught_up = Signal()
        self.progress = 1.0
        self.asked = []
        self.mores = 0

    def ask(self, text):
        self.asked.append(text)

    def more(self):
        self.mores += 1

    def answer(self, *hits, is_end=True):
        self.found.emit(Found(self.asked[-1], hits, is_end))


class Library:
    def __init__(self):
        self.opened, self.removed = Signal(), Signal()
        self.filing = SimpleNamespace(returned=Signal())
        self.wanted = []

    def open(self, conversation_id, at=""):
        self.wanted.append((conversation_id, at))

    def show(self, conversation_id):
        session = QObject()
        session.conversation = QObject()
        session.conversation.id = conversation_id
        self.opened.emit(session)


class Transcript:
    def __init__(self):
        self.shown = []

    def show_place(self, *place):
        self.shown.append(place)


@pytest.fixture
def bound(story):
    story.searching, story.library, story.transcript = Searching(), Library(), Transcript()
    story.binder = SearchBinder(
        story.searching, story.library, story.search, story.transcript, Wording("Promptrun")
    )
    return story


def test_each_letter_is_asked_for_and_the_answer_is_shown(bound):
    bound.type("ne")
    assert bound.searching.asked == ["n", "ne"]
    bound.searching.answer(hit(1), is_end=False)
    assert bound.titles == ["Chat 1"] and bound.searching.mores == 1


def test_a_hit_opens_its_chat_at_the_message_and_shows_the_place(bound):
    bound.type("needle")
    bound.searching.answer(hit(1), hit(2))
    bound.press(Qt.Key.Key_Return)
    assert bound.library.wanted == [("chat-1", "message-1")]
    assert bound.transcript.shown == []
    bound.library.show("chat-1")
    assert bound.transcript.shown == [("message-1", 4, 6)]
    assert [each.row() for each in bound.list.selectedIndexes()] == [0]
    assert bound.list.hasFocus(), "the next hit is a key away"


def test_a_hit_in_a_title_opens_the_chat_where_it_was_left(bound):
    bound.type("needle")
    bound.searching.answer(hit(1, role=None))
    bound.press(Qt.Key.Key_Return)
    bound.library.show("chat-1")
    assert bound.library.wanted == [("chat-1", "")] and bound.transcript.shown == []


def test_another_chat_that_is_opened_first_shows_no_place(bound):
    bound.type("needle")
    bound.searching.answer(hit(1))
    bound.press(Qt.Key.Key_Return)
    bound.library.show("another")
    bound.library.show("chat-1")
    assert bound.transcript.shown == []


def test_what_could_not_be_searched_says_why(bound):
    bound.type("needle")
    bound.searching.failed.emit(StoreError(ErrorKind.STORE_FAULT))
    assert bound.text("search_hint") == Wording("Promptrun").sentence(ErrorKind.STORE_FAULT)


def test_what_was_not_found_is_looked_for_again_while_older_chats_are_read(bound):
    bound.type("needle")
    bound.searching.indexing.emit(0.2)
    assert bound.searching.asked.count("needle") == 1, "it is not answered yet"
    bound.searching.answer()
    bound.searching.indexing.emit(0.4)
    assert bound.searching.asked.count("needle") == 2
    assert bound.text("search_progress") == "Still reading older chats… 40 %"
    assert bound.text("search_count") == "Nothing found", "until there is an answer"
    bound.searching.answer(hit(1))
    bound.searching.indexing.emit(0.6)
    assert bound.searching.asked.count("needle") == 2, "what is shown stays"
    bound.searching.indexing.emit(1.0)
    assert bound.searching.asked.count("needle") == 3
    bound.searching.answer(hit(1), hit(2))
    assert bound.titles == ["Chat 1", "Chat 2"]


def test_who_reads_the_results_keeps_them(bound):
    bound.type("needle")
    bound.searching.answer(hit(1))
    bound.press(Qt.Key.Key_Down)
    bound.searching.indexing.emit(1.0)
    assert bound.searching.asked.count("needle") == 1


def test_a_chat_that_is_deleted_is_found_no_more(bound):
    bound.type("needle")
    bound.searching.answer(hit(1), hit(2))
    bound.library.removed.emit("chat-1")
    bound.searching.answer(hit(2))
    assert bound.titles == ["Chat 2"]


def test_what_was_said_a_moment_before_it_is_looked_for_is_asked_for_again(bound):
    bound.type("new")
    bound.searching.answer()
    asked = len(bound.searching.asked)
    bound.searching.caught_up.emit()
    assert len(bound.searching.asked) == asked + 1
    bound.searching.answer(hit(1))
    bound.searching.caught_up.emit()
    assert len(bound.searching.asked) == asked + 1
