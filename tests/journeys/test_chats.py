import asyncio

from PySide6.QtCore import Qt

from promptrun_desktop.domain.message import State
from tests.journeys.hands import (
    CTRL,
    chat_list,
    choose_for_message,
    choose_in_chat_menu,
    click_chat,
    focused,
    open_chat,
    selected,
    titles,
)
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
LETTER = "Write a friendly letter to my landlord about a dripping tap"
INTEREST = "Explain compound interest with a small table"


async def type_name(person: Person, name: str) -> None:
    """Into the field that a renaming opens."""
    await person.until(lambda: person.sees("rename"), "for the field")
    person.type("rename", name)
    person.press(Qt.Key.Key_Return, on="rename")
    await person.until(lambda: not person.sees("rename"), "for the field to go")


def test_an_empty_chat_is_not_made_twice(play):
    async def story(person: Person) -> None:
        await person.connect()
        empty = person.shell.session
        person.click("new_chat")
        person.press(Qt.Key.Key_N, CTRL)
        assert person.shell.session is empty
        await person.ask(VENUS)
        person.press(Qt.Key.Key_N, CTRL)
        assert person.shell.session is not empty
        assert person.sees("empty_chat") and selected(person) == []
        assert focused().objectName() == "composer"

    play(story)


def test_each_example_question_is_sent_as_it_reads(play):
    async def story(person: Person) -> None:
        await person.connect()
        for number, question in enumerate((VENUS, LETTER, INTEREST), 1):
            person.click(f"example_{number}")
            await person.until_replied()
            assert person.shown == [question, person.reply.text]
            assert person.reply.state is State.COMPLETE
            person.click("new_chat")
        assert len(titles(person)) == 3

    play(story)


def test_a_chat_is_renamed_with_f2_and_from_its_menu(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.press(Qt.Key.Key_F2)
        await type_name(person, "Planets")
        await person.until(lambda: titles(person) == ["Planets"])
        await choose_in_chat_menu(person, "Planets", "pencil_chat")
        await type_name(person, "Morning star")
        await person.until(lambda: titles(person) == ["Morning star"])

    async def second(person: Person) -> None:
        await person.until(lambda: titles(person) == ["Morning star"])

    play(first)
    play(second)


def test_f2_shows_the_hidden_list_before_it_renames(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.press(Qt.Key.Key_B, CTRL)
        assert not person.sees("sidebar")
        person.press(Qt.Key.Key_F2)
        await type_name(person, "Planets")
        await person.until(lambda: titles(person) == ["Planets"])

    play(story)


def test_escape_leaves_the_old_name_and_the_reply_alone(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(LETTER)
        await person.until(lambda: len(titles(person)) == 1)
        title = titles(person)[0]
        person.press(Qt.Key.Key_F2)
        await person.until(lambda: person.sees("rename"))
        person.type("rename", "Something else")
        person.press(Qt.Key.Key_Escape, on="rename")
        await person.until(lambda: not person.sees("rename"))
        await person.until_replied()
        assert titles(person) == [title] and person.reply.state is State.COMPLETE

    play(story)


def test_deleting_the_open_chat_leads_to_an_empty_one_and_undo_brings_it_back(play):
    async def story(person: Person) -> None:
        await person.connect()
        reply = await person.ask(VENUS)
        title = titles(person)[0]
        await choose_in_chat_menu(person, title, "trash_chat")
        await person.until(lambda: titles(person) == [])
        assert person.sees("empty_chat") and person.messages == []
        person.click("notice_button")
        await person.until(lambda: titles(person) == [title])
        assert not person.sees("notice_bar")
        await person.until(lambda: person.shown == [VENUS, reply.text], "for the chat")

    play(story)


def test_a_deleted_chat_stays_away_after_a_restart(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("new_chat")
        await person.ask(INTEREST)
        await choose_in_chat_menu(person, titles(person)[0], "trash_chat")
        await person.until(lambda: len(titles(person)) == 1)

    async def second(person: Person) -> None:
        await person.until(lambda: len(titles(person)) == 1)
        assert person.sees("empty_chat")
        click_chat(person, titles(person)[0])
        await person.until(lambda: person.shown[:1] == [VENUS])

    play(first)
    play(second)


def test_deleting_a_chat_while_it_is_answered_stops_the_answer_for_good(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(LETTER, model="demo/slow")
        await person.until(lambda: len(person.shown[-1]) > 0, "for the first words")
        title, stored = titles(person)[0], []
        session = person.shell.session
        assert session is not None
        session.changed.connect(stored.append)
        await choose_in_chat_menu(person, title, "trash_chat")
        await person.until(lambda: person.endpoint.closed_early == 1, "for the end of the stream")
        await person.until(lambda: stored, "for what arrived to be stored")
        await asyncio.sleep(0)
        assert titles(person) == []
        person.click("notice_button")
        await person.until(lambda: titles(person) == [title])
        await open_chat(person, title)
        await person.until(lambda: person.messages and person.reply.state is State.STOPPED)
        assert person.reply.text

    play(story)


def test_a_deleted_message_goes_alone_and_undo_brings_it_back(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await person.ask(INTEREST)
        before.extend(person.shown)
        choose_for_message(person, person.messages[1], "menu_delete")
        assert person.shown == [before[0], *before[2:]]
        person.click("notice_button")
        assert person.shown == before
        choose_for_message(person, person.messages[0], "menu_delete")
        person.click("notice_close")
        assert person.shown == before[1:]

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown == before[1:]

    before: list[str] = []
    play(first)
    play(second)


def test_trying_again_keeps_the_old_reply_as_a_version(play):
    async def story(person: Person) -> None:
        await person.connect()
        old = await person.ask(VENUS)
        person.click(person.find_in(old, "retry_message"))
        await person.until_replied()
        session = person.shell.session
        assert session is not None and person.reply.id != old.id
        assert [each.id for each in session.versions(person.reply)] == [old.id, person.reply.id]
        assert len(person.shown) == 2
        assert len(person.endpoint.requests) == 2
        assert person.endpoint.requests[0]["messages"] == person.endpoint.requests[1]["messages"]

    play(story)


def test_f2_in_the_list_renames_the_row_of_the_keyboard(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("new_chat")
        await person.ask(INTEREST)
        assert selected(person) == [INTEREST]
        chat_list(person).setFocus()
        person.press(Qt.Key.Key_Down, on="chats")
        person.press(Qt.Key.Key_F2, on="chats")
        await type_name(person, "Planets")
        await person.until(lambda: titles(person) != [INTEREST, VENUS])
        assert sorted(titles(person)) == [INTEREST, "Planets"]
        assert selected(person) == [INTEREST]

    play(story)
