"""Every way of asking for what was said, typed into the field; and the days the list is under."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, now
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.ui.sidebar.roles import ID_ROLE
from tests.journeys.hands import CTRL, chat_list
from tests.journeys.person import Person
from tests.journeys.test_search import found

MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
# Title, days after MAY, model of the answer, what was said, whether it stands in the folder.
SAID = [
    ("Mornings", 0, "demo/quick", "The kettle sings while black tea waits", True),
    ("Evenings", 10, "demo/quick", "Tea that is black, or green", False),
    ("Kyoto", 20, "demo/thinker", "毎朝、煎茶を飲みます。 A tea of spring", False),
    ("Gone", 30, "demo/quick", "Tea of the bin", False),
]
QUERIES = {
    "kettle": ["Mornings"],
    "kett": ["Mornings"],
    '"black tea"': ["Mornings"],
    "black tea": ["Evenings", "Mornings"],
    "茶": ["Kyoto"],
    "煎茶": ["Kyoto"],
    "tea": ["Kyoto", "Evenings", "Mornings"],
    "tea model:thinker": ["Kyoto"],
    "tea before:2026-05-10": ["Mornings"],
    "tea after:2026-05-20": ["Kyoto"],
    "tea in:Kitchen": ["Mornings"],
}


@pytest.fixture
def chats(play, tmp_path):
    async def fill() -> None:
        database = await Database.open(Profile.at(tmp_path / "profile").database)
        await Folders(database).save(Folder("Kitchen", "kitchen"))
        for title, days, model, text, filed in SAID:
            at = MAY + timedelta(days=days)
            asked = Message(Role.USER, "Tell me", None, f"{title}-q", at)
            told = Message(Role.ASSISTANT, text, asked.id, f"{title}-a", at, model=model)
            chat = Conversation(
                title, title, model, leaf_id=told.id, created_at=at, updated_at=at,
                folder_id="kitchen" if filed else None,
            )  # fmt: skip
            await Messages(database).begin(chat, asked, told)
        await Conversations(database).delete("Gone")
        await database.close()

    play(Person.connect)
    asyncio.run(fill())


def test_each_way_of_asking_finds_what_it_should_newest_first(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        for query, expected in QUERIES.items():
            person.press(Qt.Key.Key_K, CTRL)
            field = person.find("search_chats", QLineEdit)
            field.selectAll()
            for letter in query:
                # QTest.keyClicks knows the letters of one keyboard alone.
                key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field, key)
            wanted = f"{expected} for {query}"
            await person.until(lambda expected=expected: found(person) == expected, wanted)

    play(story)


def test_the_list_is_grouped_by_day(play, tmp_path):
    async def fill() -> None:
        database = await Database.open(Profile.at(tmp_path / "profile").database)
        for title, days in (("Fresh", 0), ("Day old", 1), ("Ancient", 400)):
            at = now() - timedelta(days=days)
            chat = Conversation(title, title, "demo/quick", created_at=at, updated_at=at)
            await Messages(database).begin(chat, Message(Role.USER, "Hello", None, title, at))
        await database.close()

    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        model = chat_list(person).model()
        rows = [model.index(at, 0) for at in range(model.rowCount())]
        shown = [(each.data(), bool(each.data(ID_ROLE))) for each in rows]
        heads = [text for text, is_chat in shown if not is_chat and text]
        assert [text for text, is_chat in shown if is_chat] == ["Fresh", "Day old", "Ancient"]
        assert heads[:2] == ["Today", "Yesterday"] and len(heads) == 3

    play(Person.connect)
    asyncio.run(fill())
    play(story)
