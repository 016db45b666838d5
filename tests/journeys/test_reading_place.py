"""Where a person was reading is where they read on: after another chat, and after a restart."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from tests.journeys.hands import open_chat
from tests.journeys.person import Person

START = datetime(2026, 5, 4, tzinfo=UTC)
FISH, BIRDS = "Fish", "Birds"
# More than are read before the first picture, which shows most as outlines.
MANY = 300
TEXT = "A paragraph that is long enough to take two lines of the column in the window, " * 3


@pytest.fixture
def chats(play, tmp_path):
    """Two long chats in the profile that stories are played in, of a person who is connected."""

    async def fill() -> None:
        database = await Database.open(Profile.at(tmp_path / "profile").database)
        for title in (FISH, BIRDS):
            messages = list(conversation(title))
            chat = Conversation(
                title, title, "demo/quick", leaf_id=messages[-1].id, created_at=START,
                updated_at=messages[-1].created_at,
            )  # fmt: skip
            await Messages(database).begin(chat, *messages)
        await database.close()

    play(Person.connect)
    asyncio.run(fill())


def conversation(title: str):
    parent = None
    for number in range(MANY):
        role = Role.ASSISTANT if number % 2 else Role.USER
        text = "\n\n".join([f"{title} {number}", *[TEXT] * (number % 3)])
        at = START + timedelta(seconds=number)
        yield Message(role, text, parent, f"{title}-{number}", at, model="demo/quick")
        parent = f"{title}-{number}"


async def open_whole(person: Person, title: str) -> None:
    """Open it and wait until nothing of it is an outline."""
    await person.until(lambda: person.sees("chats"))
    await open_chat(person, title)
    await person.until(lambda: is_open(person, title), f"for {title}")
    session = person.shell.session
    assert session is not None
    await session.whole()


def is_open(person: Person, title: str) -> bool:
    session = person.shell.session
    return session is not None and session.conversation.title == title and bool(person.shown)


def top(person: Person) -> tuple[str, int, int]:
    """What is seen first: the message, which part of it, and where in the view that begins."""
    transcript = person.shell.page.transcript
    row = transcript.sight.rows[0]
    return transcript.entries[row.entry].id, row.number, row.y


def read_upwards(person: Person, pages: int, lines: int) -> None:
    for _ in range(pages):
        person.press(Qt.Key.Key_PageUp, on="transcript")
    for _ in range(lines):
        person.press(Qt.Key.Key_Up, on="transcript")


def is_at_end(person: Person) -> bool:
    bar = person.shell.page.transcript.verticalScrollBar()
    return bar.value() == bar.maximum() > 0


def test_a_chat_that_was_read_upwards_opens_again_at_the_same_place(play, chats):
    places = []

    async def first(person: Person) -> None:
        await open_whole(person, FISH)
        assert is_at_end(person)
        # Far from the end: not among what is read first without a place.
        read_upwards(person, 60, 2)
        places.append(top(person))
        assert int(places[0][0].partition("-")[2]) < MANY - 100

    async def second(person: Person) -> None:
        await person.until(lambda: is_open(person, FISH))
        assert top(person) == places[0]
        session = person.shell.session
        assert session is not None
        assert not session.is_loaded
        await session.whole()
        assert top(person) == places[0], "what was read later moved it"

    play(first)
    play(second)


def test_each_chat_keeps_its_own_place(play, chats):
    async def story(person: Person) -> None:
        await open_whole(person, FISH)
        read_upwards(person, 5, 3)
        fish = top(person)
        await open_whole(person, BIRDS)
        assert is_at_end(person)
        read_upwards(person, 2, 1)
        birds = top(person)
        for title, place in ((FISH, fish), (BIRDS, birds), (FISH, fish)):
            await open_whole(person, title)
            assert top(person) == place
            assert not is_at_end(person)

    play(story)


def test_a_chat_that_was_left_at_its_end_opens_at_its_end_though_it_grew(play, chats):
    async def first(person: Person) -> None:
        await open_whole(person, FISH)
        read_upwards(person, 3, 0)
        await person.send("And sharks?", model="demo/slow")
        person.press(Qt.Key.Key_End, on="transcript")
        session = person.shell.session
        assert session is not None
        await open_whole(person, BIRDS)
        before = len(session.messages[-1].text)
        await person.until(lambda: len(session.messages[-1].text) > before + 200, "for words")
        await open_whole(person, FISH)
        assert is_at_end(person)
        await open_whole(person, BIRDS)

    async def second(person: Person) -> None:
        await person.until(lambda: is_open(person, BIRDS))
        await open_whole(person, FISH)
        assert is_at_end(person)

    play(first)
    play(second)
