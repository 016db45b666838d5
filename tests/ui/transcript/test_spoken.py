"""What a screen reader is told of the real view."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.spoken import SpokenPage

from .conftest import question, reply, tool, top_of


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
