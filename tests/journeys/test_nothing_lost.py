"""What people have is there: from older versions, beside an odd row, typed just before closing."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, now
from promptrun_desktop.services import keeping
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.migrations import MIGRATIONS
from tests.journeys.hands import CTRL, is_writing, open_chat, titles
from tests.journeys.person import Person
from tests.journeys.trouble import notice, said, stored

SCHEMAS = Path(__file__).parents[1] / "store" / "schemas"
START = datetime(2026, 5, 4, tzinfo=UTC)
QUESTION = "Why is a day on Venus so strange?"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "chats.sqlite3"


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for each in statements:
            connection.executescript(each)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_chats_of_every_older_version_are_there_and_copied_before_they_are_changed(
    play, path, version
):
    path.parent.mkdir()
    change(path, (SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))

    async def story(person: Person) -> None:
        await person.until(lambda: titles(person) == ["Soup"], "for the chat")
        await open_chat(person, "Soup")
        await person.until(lambda: person.shown == ["How?\n🥕", "Boil"], "for its messages")
        assert person.shell.page.composer.text() == "next"

    play(story)
    copy = path.with_name(f"chats.v{version}.sqlite3")
    if version == len(MIGRATIONS):
        assert not copy.exists()
    else:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
            assert connection.execute("SELECT count(*) FROM messages").fetchone() == (3,)


# What no version of the app writes into a column.
ODD = {
    "role": "'wizard'",
    "created_at": "'yesterday'",
    "state": "'dreaming'",
    "model": "x'ff00'",
    "prompt_tokens": "'many'",
    "cost": "'1,5 €'",
    "error": "'no such kind'",
    "seconds": "9e999",
    "chars": "'some'",
    "lines": "-1",
    "reasoning": "x'ff00'",
    "thinking_seconds": "'long'",
    "finish_reason": "x'ff'",
    "detail": "17",
}

# Of these nothing is missing on screen: they are counted again, or nothing is said instead.
NOT_MISSED = {"error", "seconds", "chars", "lines", "detail"}
MARK = "Part of this message could not be read."


def test_one_odd_field_makes_no_chat_unreadable(play, path):
    """Every other message is as it was; the odd one is there with its text."""
    questions = [f"Question {number}" for number in range(len(ODD))]
    expected = [text for each in questions for text in (each, f"Answer to {each}")]

    async def fill() -> None:
        database = await Database.open(path)
        parent = None
        for number, text in enumerate(expected):
            role = Role.ASSISTANT if number % 2 else Role.USER
            message = Message(role, text, parent, f"m-{number}", START + timedelta(hours=number))
            parent = message.id
            chat = Conversation("chat", title="Odd", model="demo/quick", leaf_id=parent)
            await Messages(database).begin(chat, message)
        await database.close()

    async def story(person: Person) -> None:
        await person.until(lambda: titles(person) == ["Odd"], "for the chat")
        await open_chat(person, "Odd")
        await person.until(lambda: len(person.shown) == len(expected), "for the messages")
        assert person.shown == expected
        await person.ask("One more thing")
        assert len(person.shown) == len(expected) + 2
        for number, column in enumerate(ODD):
            if column not in NOT_MISSED:
                assert said(person, person.messages[2 * number + 1]) == MARK

    play(Person.connect)
    asyncio.run(fill())
    for number, (column, value) in enumerate(ODD.items()):
        change(path, f"UPDATE messages SET {column} = {value} WHERE id = 'm-{2 * number + 1}'")
    play(story)


def test_what_is_typed_a_moment_before_closing_is_there_again(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.type("composer", "half a thou")
        # Nothing is waited for: the window closes with the last key.

    async def second(person: Person) -> None:
        await person.until(lambda: person.shell.page.composer.text() == "half a thou")

    play(first)
    play(second)


def test_a_name_given_a_moment_before_closing_is_there_again(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(QUESTION)
        person.press(Qt.Key.Key_F2)
        await person.until(lambda: person.sees("rename"), "for the box")
        person.press(Qt.Key.Key_A, CTRL, on="rename")
        person.type("rename", "Venus")
        person.press(Qt.Key.Key_Return, on="rename")

    async def second(person: Person) -> None:
        await person.until(lambda: titles(person) == ["Venus"], "for the name")

    play(first)
    play(second)


def test_a_copy_is_made_on_the_first_day_and_on_the_next(play, path, monkeypatch):
    monkeypatch.setattr(keeping, "CHECK_AFTER", 0.01)
    monkeypatch.setattr(keeping, "COPY_AFTER", 0.02)
    monkeypatch.setattr(keeping, "TURN", 0.05)
    backups = path.parent / "backups"

    def copies() -> list[Path]:
        return sorted(backups.glob("chats-*.copy"))

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(QUESTION)
        await person.until(lambda: len(copies()) == 1, "for the first copy")
        await asyncio.sleep(0.2)
        assert len(copies()) == 1
        kept = person.desktop._own.workspace.keeping
        assert kept is not None
        kept._clock = lambda: now() + timedelta(days=1)
        await person.until(lambda: len(copies()) == 2, "for the copy of tomorrow")
        assert notice(person) == ""

    play(story)


@pytest.fixture
def threads_of_sql(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names of all threads that speak SQL."""
    seen: set[str] = set()

    class Watched(sqlite3.Connection):
        def execute(self, *values):
            seen.add(threading.current_thread().name)
            return super().execute(*values)

        def commit(self):
            seen.add(threading.current_thread().name)
            super().commit()

    connect = sqlite3.connect

    def watched(*values, **named):
        seen.add(threading.current_thread().name)
        return connect(*values, **{"factory": Watched, **named})

    monkeypatch.setattr(sqlite3, "connect", watched)
    yield seen


def test_storage_never_runs_on_the_windows_thread(play, threads_of_sql):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(QUESTION)
        title = titles(person)[0]
        person.type("composer", "a draft")
        person.click("new_chat")
        await open_chat(person, title)
        await person.send("And Mercury?")
        await person.until(lambda: is_writing(person, title))

    play(story)
    assert "store-writer" in {name.rsplit("_", 1)[0] for name in threads_of_sql}
    assert threading.main_thread().name not in threads_of_sql


def test_a_question_that_is_seen_as_sent_is_on_the_disk(play):
    """The box is emptied when the store says so, and not before."""

    async def story(person: Person) -> None:
        await person.connect()
        person.type("composer", QUESTION)
        person.press(Qt.Key.Key_Return, on="composer")
        await person.until(lambda: person.shell.page.composer.text() == "", "for the empty box")
        assert ("user", QUESTION, "complete") in stored(person)

    play(story)
