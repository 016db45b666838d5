"""What a screen reader is told of the real view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from promptrun_desktop.domain.message import State
from promptrun_desktop.domain.place import Place
from promptrun_desktop.ui.transcript.spoken import SpokenPage

from .conftest import question, reply, tool, top_of

LONG = "Some words in a paragraph.\n\n" * 30


@pytest.fixture
def spoken(view):
    usual = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield SpokenPage(view)
    QLocale.setDefault(usual)


def test_every_message_has_role_time_and_text_seen_or_not(view, spoken):
    view.set_messages([question("Why?"), *(reply(f"**Because** {n}.") for n in range(60))])
    assert spoken.count() == 61
    assert (spoken.name(0), spoken.text(0)) == ("You, 12:00", "Why?")
    assert (spoken.name(60), spoken.text(60)) == ("Reply, 12:00", "**Because** 59.")
    assert spoken.seen()[-1] == 60 and 0 not in spoken.seen()


def test_how_a_reply_ended_is_told(view, spoken):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("?"), growing])
    assert spoken.state(1) == "writing"
    view.grow(growing.id, "Some text", "")
    view.messages_shown()
    assert spoken.text(1) == "Some text"
    view.change(replace(growing, text="Some text", state=State.CUT_OFF))
    assert (spoken.state(1), spoken.state(0)) == ("cut off", "")


@pytest.fixture
def announced(monkeypatch):
    """The sentences that a reader which runs would say."""
    told = []

    def tell(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return told


@pytest.mark.parametrize("seen", [True, False])
def test_a_reply_is_announced_once_when_it_is_complete(view, spoken, announced, seen):
    growing = reply("Some", state=State.WRITING)
    earlier = [reply(LONG) for _ in range(9)]
    place = None if seen else Place(earlier[0].id, 1, 0, False)
    view.set_messages([*earlier, growing], place)
    view.grow(growing.id, " text", "")
    view.messages_shown()
    assert announced == []
    view.change(replace(growing, text="Some text", state=State.COMPLETE))
    view.change(replace(growing, text="Some text", state=State.COMPLETE, seconds=1.0))
    assert announced == ["Reply complete. Some text"]


def test_a_reply_that_ended_badly_is_not_called_complete(view, spoken, announced):
    growing = reply("Some", state=State.WRITING)
    view.set_messages([question("?"), growing])
    view.change(replace(growing, state=State.CUT_OFF))
    assert announced == ["The connection was lost."]


def test_what_no_reader_could_take_is_replaced(view, spoken):
    view.set_messages([reply("a\x00b\ud800")])
    assert spoken.text(0).encode() and "\x00" not in spoken.text(0)


def test_a_message_is_where_it_is_seen_and_nowhere_else(view, spoken):
    view.set_messages([reply(f"Number {number}") for number in range(40)])
    view.show_leaf(20, 0, -5)
    seen = spoken.rect(20)
    assert view.viewport().mapFromGlobal(seen.topLeft()).y() == 0
    assert 0 < seen.height() < spoken.rect(21).height()
    assert spoken.rect(0).isEmpty()


def test_buttons_are_found_in_their_message(view, spoken):
    first, second = reply("one"), reply("two")
    view.set_messages([first, second])
    assert spoken.widgets(0) == [tool(view, first, "message_actions")]
    assert spoken.widgets(1) == [tool(view, second, "message_actions")]


def test_a_message_that_gets_the_focus_comes_into_sight(view, spoken):
    view.set_messages([reply(f"Number {number}") for number in range(40)])
    spoken.focus(3)
    assert top_of(view, 3) is not None
    before = view.sight.value
    spoken.focus(4)
    assert view.sight.value == before
