"""What is typed and not sent is there again, and writing goes on where it stopped."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.journeys.hands import open_chat
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
SMILE = "One 😀 two"


def stored(folder: Path) -> dict[str, tuple[str, int]]:
    with closing(sqlite3.connect(folder / "profile" / "chats.sqlite3")) as database:
        rows = database.execute("SELECT key, text, caret FROM drafts")
        return {key: (text, caret) for key, text, caret in rows}


def test_text_and_caret_of_each_chat_come_back(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        paste(person, SMILE)
        for _ in range(3):
            person.press(Qt.Key.Key_Left, on="composer")
        person.click("new_chat")
        person.type("composer", "for later")
        person.press(Qt.Key.Key_Home, on="composer")
        await open_chat(person, VENUS)
        person.type("composer", "X")
        assert person.shell.page.composer.text() == "One 😀 Xtwo"

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [VENUS])
        person.type("composer", "Y")
        assert person.shell.page.composer.text() == "One 😀 XYtwo"
        person.click("new_chat")
        person.type("composer", "Not ")
        assert person.shell.page.composer.text() == "Not for later"

    play(first)
    play(second)


def test_a_draft_is_on_the_disk_while_typing_goes_on(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        typed = ""

        def type_on() -> bool:
            nonlocal typed
            person.type("composer", "x")
            typed += "x"
            return bool(stored(tmp_path))

        await person.until(type_on, "for the draft")
        text, caret = stored(tmp_path)[""]
        assert text and typed.startswith(text) and caret == len(text)
        assert person.shell.page.composer.text() == typed

    play(story)


def test_the_caret_alone_is_kept_too(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        person.type("composer", "for later")
        await person.until(lambda: stored(tmp_path).get("") == ("for later", 9))
        person.press(Qt.Key.Key_Home, on="composer")
        await person.until(lambda: stored(tmp_path).get("") == ("for later", 0))

    play(story)


def test_opening_a_chat_writes_no_draft(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.type("composer", "and Mars?")
        person.press(Qt.Key.Key_Home, on="composer")
        person.click("new_chat")
        person.desktop._own.workspace.drafts.flush()
        written: list[str] = []
        drafts = person.desktop._own.workspace.drafts
        drafts._later.add = written.append
        await open_chat(person, VENUS)
        assert person.shell.page.composer.text() == "and Mars?"
        assert written == []

    play(story)


def paste(person: Person, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    box = person.find("composer")
    box.setFocus()
    box.paste()
