"""Undo, where something else is in the way: a search, an emptied bin; and what covers a title."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from promptrun_desktop.ui.sidebar.model import ID_ROLE
from tests.journeys.hands import choose_in_chat_menu, focused, row, titles
from tests.journeys.person import Person
from tests.journeys.seeing import what_is_cut
from tests.journeys.test_filing import INTEREST, VENUS, two_chats


async def look_for_venus(person: Person) -> None:
    person.type("search_chats", "venus")
    await person.until(lambda: person.sees("search_results"), "for what is found")


def test_a_chat_that_is_brought_back_is_found_again_at_once(play):
    async def story(person: Person) -> None:
        await two_chats(person)
        await look_for_venus(person)
        person.press(Qt.Key.Key_Return, on="search_chats")
        await person.until(lambda: person.shown[:1] == [VENUS], "for the chat")
        session = person.shell.session
        person.shell.sidebar.wishes.deleted.emit([session.conversation.id])
        await person.until(lambda: "Nothing found" in person.texts(), "for the search")
        person.click("notice_button")
        await person.until(lambda: person.sees("search_results"), "for the chat")

    play(story)


def test_renaming_the_open_chat_shows_its_row_also_while_something_is_looked_for(play):
    async def story(person: Person) -> None:
        await two_chats(person)
        await look_for_venus(person)
        person.press(Qt.Key.Key_F2)
        await person.until(lambda: person.sees("rename"), "for the field")
        assert focused() is person.find("rename")
        QTest.keyClicks(person.find("rename"), "Money")
        person.press(Qt.Key.Key_Return, on="rename")
        await person.until(lambda: titles(person) == ["Money", VENUS])

    play(story)


def test_what_was_deleted_for_good_offers_no_undo_and_another_notice_stays(play):
    async def story(person: Person) -> None:
        await two_chats(person)
        await choose_in_chat_menu(person, VENUS, "trash_chat")
        assert person.sees("notice_button")
        person.click("bin_row")
        person.click("bin_act")
        person.click("purge")
        assert not person.sees("notice_button")
        person.click("bin_back")
        person.shell.sidebar.wishes.deleted.emit([row(person, INTEREST).data(ID_ROLE)])
        await person.until(lambda: titles(person) == [], "for the list")
        person.click("notice_button")
        await person.until(lambda: titles(person) == [INTEREST], "for the chat")
        await choose_in_chat_menu(person, INTEREST, "pin_chat")
        person.shell.sidebar.wishes.emptied.emit()
        person.click("purge")
        assert person.sees("notice_button")

    play(story)


def test_with_the_largest_text_an_edited_question_leaves_room_to_send_it(play):
    async def story(person: Person) -> None:
        person.parts.settings.change(text_size=200)
        person.window.resize(1100, 720)
        await person.connect()
        await person.ask(VENUS)
        person.click(person.find_in(person.messages[0], "edit_message"))
        await person.until(lambda: person.sees("edit_bar"))
        await person.until(lambda: not what_is_cut(person.shell.page._foot), "for the layout")

    play(story)
