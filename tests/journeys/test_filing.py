"""Chats are pinned, put into folders, archived and binned through the window, and stay there."""

import sqlite3
from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu

from promptrun_desktop.services import keeping
from tests.journeys.hands import (
    CTRL,
    LEFT,
    chat_list,
    choose_in_chat_menu,
    click_chat,
    open_chat,
    row,
    rows,
    selected,
    titles,
)
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


def every_row(person: Person) -> list[str]:
    """Headings and chats, top to bottom."""
    model = chat_list(person).model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


async def two_chats(person: Person) -> None:
    await person.connect()
    await person.ask(VENUS)
    person.click("new_chat")
    await person.ask(INTEREST)
    await person.until(lambda: titles(person) == [INTEREST, VENUS])


async def move_to_new_folder(person: Person, title: str, name: str) -> None:
    menu = chat_list(person).menu_of(row(person, title).data(Qt.ItemDataRole.UserRole + 1))
    (move,) = menu.findChildren(QMenu, "move_menu")
    move.actions()[-1].trigger()
    menu.close()
    await person.until(lambda: person.sees("rename"), "for the field")
    person.type("rename", name)
    person.press(Qt.Key.Key_Return, on="rename")
    await person.until(lambda: name in every_row(person), "for the folder")


def shelf_list(person: Person, name: str) -> QListView:
    found = person.find(name, QListView)
    assert isinstance(found, QListView)
    return found


def names_in(view: QListView) -> list[str]:
    model = view.model()
    every = [model.index(at, 0) for at in range(model.rowCount())]
    return [each.data() for each in every if each.flags() != Qt.ItemFlag.NoItemFlags]


def test_a_pinned_chat_stands_first_also_after_a_restart(play):
    async def first(person: Person) -> None:
        await two_chats(person)
        await choose_in_chat_menu(person, VENUS, "pin_chat")
        assert every_row(person) == ["Pinned", VENUS, "Today", INTEREST]
        person.click("notice_button")
        assert every_row(person) == ["Today", INTEREST, VENUS]
        await choose_in_chat_menu(person, VENUS, "pin_chat")

    async def second(person: Person) -> None:
        await person.until(lambda: every_row(person) == ["Pinned", VENUS, "Today", INTEREST])

    play(first)
    play(second)


def test_a_folder_is_named_in_the_list_folded_and_remembered(play):
    async def first(person: Person) -> None:
        await two_chats(person)
        await move_to_new_folder(person, VENUS, "Space")
        await person.until(lambda: every_row(person) == ["Space", VENUS, "Today", INTEREST])
        chat_list(person).setFocus()
        chat_list(person).toggle_folder(person.shell.sidebar._model.folders()[0].id)
        assert every_row(person) == ["Space", "Today", INTEREST]

    async def second(person: Person) -> None:
        await person.until(lambda: every_row(person) == ["Space", "Today", INTEREST])
        view = chat_list(person)
        place = view.visualRect(view.model().index(0, 0)).center()
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        await person.until(lambda: VENUS in every_row(person), "for the chats of the folder")

    async def third(person: Person) -> None:
        await person.until(lambda: every_row(person) == ["Space", VENUS, "Today", INTEREST])
        chat_list(person).wishes.folder_deleted.emit(person.shell.sidebar._model.folders()[0].id)
        assert every_row(person) == ["Today", INTEREST, VENUS]
        person.click("notice_button")
        assert every_row(person) == ["Space", VENUS, "Today", INTEREST]

    play(first)
    play(second)
    play(third)


def test_an_archived_chat_comes_back_when_it_is_asked_something(play):
    async def first(person: Person) -> None:
        await two_chats(person)
        await choose_in_chat_menu(person, VENUS, "archive_chat")
        assert titles(person) == [INTEREST]

    async def second(person: Person) -> None:
        await person.until(lambda: titles(person) == [INTEREST])
        assert person.find("archive_row").text() == "Archive  1"
        person.click("archive_row")
        view = shelf_list(person, "archive_chats")
        await person.until(lambda: names_in(view) == [VENUS], "for the archive")
        place = view.visualRect(view.model().index(1, 0)).center()
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        await person.until(lambda: person.shown[:1] == [VENUS], "for the chat")
        person.click("archive_back")
        await person.ask("And the moon?")
        await person.until(lambda: titles(person) == [VENUS, INTEREST])
        assert selected(person) == [VENUS]
        assert person.find("archive_row").text() == "Archive"

    play(first)
    play(second)


def test_several_chats_are_deleted_at_once_and_brought_back_from_the_bin(play):
    async def first(person: Person) -> None:
        await two_chats(person)
        view = chat_list(person)
        place = view.visualRect(row(person, VENUS)).center()
        QTest.mouseClick(view.viewport(), LEFT, CTRL, place)
        assert sorted(selected(person)) == sorted([INTEREST, VENUS])
        person.press(Qt.Key.Key_Delete, on="chats")
        await person.until(lambda: rows(person) == [])
        assert "2 chats deleted." in person.texts()

    async def second(person: Person) -> None:
        assert titles(person) == []
        person.click("bin_row")
        view = shelf_list(person, "bin_chats")
        await person.until(lambda: names_in(view) == [INTEREST, VENUS], "for the bin")
        place = view.visualRect(view.model().index(1, 0)).center()
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        await person.until(lambda: names_in(view) == [VENUS])
        person.click("bin_back")
        assert titles(person) == [INTEREST]
        await open_chat(person, INTEREST)
        await person.until(lambda: person.shown[:1] == [INTEREST])

    play(first)
    play(second)


def test_the_bin_is_emptied_after_a_question_and_not_without(play):
    async def first(person: Person) -> None:
        await two_chats(person)
        await choose_in_chat_menu(person, VENUS, "trash_chat")
        person.click("bin_row")
        person.click("bin_act")
        await person.until(lambda: QApplication.activeWindow() is not person.window)
        dialog = person.window.findChild(object, "purge_question")
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert names_in(shelf_list(person, "bin_chats")) == [VENUS]
        person.click("bin_act")
        person.click("purge")
        await person.until(lambda: person.find("bin_row").text() == "Bin")
        assert names_in(shelf_list(person, "bin_chats")) == []

    async def second(person: Person) -> None:
        await person.until(lambda: titles(person) == [INTEREST])
        person.click("bin_row")
        assert person.sees("bin_empty")

    play(first)
    play(second)


def test_after_thirty_days_the_bin_is_emptied_of_itself(play, tmp_path, monkeypatch):
    path = tmp_path / "profile" / "chats.sqlite3"
    monkeypatch.setattr(keeping, "CHECK_AFTER", 0)
    monkeypatch.setattr(keeping, "COPY_AFTER", 0.2)
    monkeypatch.setattr(keeping, "TURN", 0.2)

    async def first(person: Person) -> None:
        await two_chats(person)
        await choose_in_chat_menu(person, VENUS, "trash_chat")
        await choose_in_chat_menu(person, INTEREST, "trash_chat")
        await person.until(lambda: person.find("bin_row").text() == "Bin  2")

    async def second(person: Person) -> None:
        await person.until(lambda: person.find("bin_row").text() == "Bin  1", "for its time")
        person.click("bin_row")
        view = shelf_list(person, "bin_chats")
        await person.until(lambda: names_in(view) == [INTEREST], "for the bin")

    play(first)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # One of them longer ago than the bin keeps anything, in microseconds; and the other was
        # asked something the day before yesterday.
        day = 86_400_000_000
        connection.execute(
            "UPDATE conversations SET deleted_at = deleted_at - ? WHERE title = ?",
            (33 * day, VENUS),
        )
        connection.execute(
            "UPDATE conversations SET updated_at = updated_at - ? WHERE title = ?",
            (2 * day, INTEREST),
        )
    play(second)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT title FROM conversations").fetchall() == [(INTEREST,)]
        assert connection.execute("SELECT count(*) FROM messages").fetchone() == (2,)


def test_a_greeting_is_named_by_its_answer_and_never_again(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask("Hi")
        await person.until(lambda: titles(person) and titles(person) != ["Hi"])
        named = titles(person)
        await person.ask(VENUS)
        assert titles(person) == named
        click_chat(person, named[0])

    play(story)
