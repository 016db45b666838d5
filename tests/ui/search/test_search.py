"""Searching all chats, as a person types and reads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.search.conftest import hit

Key = Qt.Key


def test_results_take_the_place_of_the_chats_while_there_is_a_text(story):
    assert story.is_listing_chats() and not story.pane.isVisible()
    story.type("ne")
    assert story.asked == ["n", "ne"]
    story.answer(hit(1), hit(2))
    assert story.titles == ["Chat 1", "Chat 2"]
    assert story.text("search_count") == "2 results"
    assert not story.is_listing_chats() and story.pane.isVisible()
    story.press(Key.Key_Escape)
    assert story.is_listing_chats() and not story.pane.isVisible()
    assert story.asked[-1] == "" and story.field.text() == ""


def test_nothing_but_space_is_no_search(story):
    story.type("  ")
    assert story.is_listing_chats() and set(story.asked) == {""}


def test_the_button_in_the_field_clears_it(story):
    clear = next(each for each in story.field.actions() if each.objectName() == "clear_search")
    assert not clear.isVisible()
    story.type("x")
    assert clear.isVisible()
    clear.trigger()
    assert story.field.text() == "" and story.is_listing_chats() and story.field.hasFocus()


def test_what_was_found_for_an_older_text_is_never_shown(story):
    story.type("ne")
    story.answer(hit(1))
    story.type("e")
    assert story.titles == [], "it is gone with the next letter"
    story.answer(hit(1), query="ne")
    assert story.titles == []
    story.press(Key.Key_Return)
    assert story.opened == []
    story.answer(hit(2))
    assert story.titles == ["Chat 2"]


def test_an_answer_after_the_field_was_cleared_shows_nothing(story):
    story.type("ne")
    story.press(Key.Key_Escape)
    story.answer(hit(1), query="ne")
    story.answer(query="")
    assert story.titles == [] and story.is_listing_chats()


def test_enter_opens_the_first_hit_also_if_it_is_not_found_yet(story):
    story.type("needle")
    story.press(Key.Key_Return)
    assert story.opened == []
    story.answer(hit(1), hit(2))
    assert story.opened == [hit(1)]
    story.press(Key.Key_Return)
    assert story.opened == [hit(1), hit(1)]


def test_who_types_on_after_enter_opens_nothing(story):
    story.type("need")
    story.press(Key.Key_Return)
    story.type("le")
    story.answer(hit(1))
    assert story.opened == []


def test_arrows_go_into_the_results_and_back_and_enter_opens(story):
    story.type("needle")
    story.press(Key.Key_Down)
    assert story.field.hasFocus(), "there is nothing to go to"
    story.answer(hit(1), hit(2), hit(3))
    story.press(Key.Key_Down)
    assert story.list.hasFocus() and story.list.currentIndex().row() == 0
    story.press(Key.Key_Down)
    story.press(Key.Key_Return)
    assert story.opened == [hit(2)]
    story.press(Key.Key_Up)
    assert story.list.hasFocus()
    story.press(Key.Key_Up)
    assert story.field.hasFocus() and story.field.selectedText() == "needle"


def test_esc_in_the_results_gives_the_chats_back(story):
    story.type("needle")
    story.answer(hit(1))
    story.press(Key.Key_Down)
    story.press(Key.Key_Escape)
    assert story.is_listing_chats() and story.field.hasFocus()


def test_letters_typed_in_the_results_go_on_in_the_field(story):
    story.type("need")
    story.answer(hit(1))
    story.press(Key.Key_Down)
    story.bot.keyClicks(story.list, "l")
    assert story.field.text() == "needl" and story.field.hasFocus()


def test_a_click_opens_a_hit_and_what_is_open_is_selected(story):
    story.type("needle")
    story.answer(hit(1), hit(2))
    place = story.list.visualRect(story.list.model().index(1)).center()
    story.bot.mouseClick(story.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert story.opened == [hit(2)]
    assert story.list.selectedIndexes() == []
    story.list.show_opened(hit(2))
    assert [each.row() for each in story.list.selectedIndexes()] == [1]
    story.list.show_opened(None)
    assert story.list.selectedIndexes() == []


def test_more_is_loaded_once_when_the_end_comes_near(story):
    story.type("needle")
    hits = [hit(number) for number in range(60)]
    story.answer(*hits[:30], is_end=False)
    assert story.more == [] and story.text("search_count") == "The newest 30 results"
    bar = story.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    bar.setValue(bar.maximum() - 1)
    assert story.more == [30]
    place = bar.value()
    story.answer(*hits[:50], is_end=False)
    assert story.more == [30], "there is more than a page below"
    bar.setValue(bar.maximum())
    assert story.more == [30, 50]
    bar.setValue(place)
    story.answer(*hits)
    assert len(story.titles) == 60 and bar.value() == place
    assert story.text("search_count") == "60 results"
    bar.setValue(bar.maximum())
    assert story.more == [30, 50], "there is no more"


def test_few_hits_that_do_not_fill_the_list_ask_for_more_by_themselves(story):
    story.type("needle")
    story.answer(hit(1), is_end=False)
    assert story.more == [1]


def test_hits_that_come_one_after_the_other_are_put_below(story):
    story.type("needle")
    story.answer(hit(1), is_end=False, is_searching=True)
    assert story.more == [], "more comes by itself"
    story.answer(hit(1), hit(2))
    assert story.titles == ["Chat 1", "Chat 2"]


def test_nothing_found_is_said_with_a_way_on(story):
    story.type("needle before:tomorow")
    story.answer(not_understood=("before:tomorow",))
    assert story.text("search_count") == "Nothing found"
    assert "fewer words" in story.text("search_hint")
    assert "Not understood: “before:tomorow”" in story.text("search_hint")
    assert not story.list.isVisible()
    story.type("x")
    story.answer(hit(1))
    assert story.text("search_hint") == story.text("search_unclear") == ""
    assert story.list.isVisible()


def test_what_was_not_understood_is_said_above_what_was_found(story):
    story.type("needle before:x")
    story.answer(hit(1), not_understood=("before:x",))
    assert story.text("search_unclear") == "Not understood: “before:x”"
    assert story.list.isVisible() and story.text("search_hint") == ""


def test_a_search_that_fails_says_so(story):
    story.type("needle")
    story.search.show_trouble("The disk is full.")
    assert story.text("search_count") == "The search did not work."
    assert story.text("search_hint") == "The disk is full."


def test_while_older_chats_are_read_that_is_said(story):
    story.search.show_progress(0.405)
    story.type("needle")
    story.answer(hit(1))
    assert story.text("search_progress") == "Still reading older chats… 40 %"
    story.search.show_progress(0.999)
    assert story.text("search_progress") == "Still reading older chats… 99 %"
    story.search.show_progress(1.0)
    assert story.text("search_progress") == ""


def test_results_never_take_the_keyboard(story):
    story.type("needle")
    for hits in ((hit(1),), (), (hit(1), hit(2))):
        story.answer(*hits)
        assert story.field.hasFocus()


def test_the_results_are_painted_when_they_come_and_not_in_between(story):
    story.type("needle")
    story.answer(hit(1))
    assert story.pane.updatesEnabled()
    story.type("s")
    assert not story.pane.updatesEnabled(), "the list does not flicker"
    story.answer(hit(2))
    assert story.pane.updatesEnabled()
    story.type("x")
    story.bot.waitUntil(story.pane.updatesEnabled)


def test_the_number_of_results_is_read_out(story, monkeypatch):
    sent = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", sent.append)
    story.type("needle")
    story.answer(hit(1), hit(2))
    sent.clear()
    story.bot.waitUntil(lambda: bool(sent))
    assert [each.message() for each in sent] == ["2 results"]


def test_a_hit_is_read_with_its_title_date_and_who_said_it(story):
    story.type("needle")
    story.answer(hit(30, "the <b>needle</b> is\nhere", archived=True), hit(2, title="\n "))
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [story.list.model().index(row).data(role) for row in range(2)]
    assert spoken[0] == "Chat 30, Yesterday · archived, Answer, the <b>needle</b> is here"
    assert spoken[1].startswith("New chat, ")


def test_a_hit_in_a_title_has_no_snippet(story):
    story.type("needle")
    story.answer(hit(1, "the needle", title="the needle", role=None), hit(2))
    heights = [story.list.visualRect(story.list.model().index(row)).height() for row in range(2)]
    assert heights[0] < heights[1]


@pytest.mark.parametrize(
    ("name", "text", "caret"),
    [("filter_model", "needle model:", 13), ("filter_phrase", 'needle ""', 8)],
)
def test_words_about_filters_are_a_menu_that_types_them(story, name, text, caret):
    story.type("needle")
    story.answer(hit(1))
    story.bot.mouseClick(story.pane.help, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.objectName() == name).trigger()
    menu.close()
    assert story.field.text() == text and story.field.cursorPosition() == caret
    assert story.asked[-1] == text


def test_foreign_characters_are_drawn_as_they_are(story):
    story.type("needle")
    text = '<img src="file:///x.png"> needle \u202e\ufffd 漢字 🙂 ' + "א" * 300
    story.answer(hit(1, text, title=text), hit(2, "נ" * 500, "נ" * 400), hit(3, "", "x"))
    assert not story.list.grab().isNull()
    for row in range(3):
        assert story.list.visualRect(story.list.model().index(row)).height() > 20
