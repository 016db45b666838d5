"""All that is stored is read as it was written, beside whoever goes on writing."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat, DraftOf, PlaceIn
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.place import Place
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.everything import Count, open_everything
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def chat(id: str, minutes: int, *texts: str) -> Chat:
    at = NOON + timedelta(minutes=minutes)
    messages: list[Message] = []
    for number, text in enumerate(texts):
        parent = messages[-1].id if messages else None
        time = at + timedelta(seconds=number)
        messages.append(Message(Role.USER, text, parent, f"{id}{number}", time))
    leaf = messages[-1].id if messages else None
    return Chat(
        Conversation(id, id.title(), leaf_id=leaf, created_at=at, updated_at=at), tuple(messages)
    )


SOUP, TEA, PIE = (
    chat("soup", 1, "How?", "Boil.🥕"),
    chat("tea", 3, "Green?"),
    chat("pie", 2, "Why?"),
)


@pytest.fixture
async def path(database: Database, path: Path) -> Path:
    for each in (SOUP, TEA, PIE):
        await Messages(database).begin(each.conversation, *each.messages)
    await Conversations(database).delete("pie", NOON)
    return path


async def test_chats_come_whole_and_the_last_changed_one_first(path: Path) -> None:
    with open_everything(path) as everything:
        assert list(everything.chats()) == [TEA, SOUP]
        binned = Chat(replace(PIE.conversation, deleted_at=NOON), PIE.messages)
        assert list(everything.chats(deleted=True)) == [TEA, binned, SOUP]
        assert everything.count() == Count(2, 3)
        assert everything.count(deleted=True) == Count(3, 4)


async def test_chosen_chats_come_in_the_order_they_were_chosen_in(path: Path) -> None:
    with open_everything(path) as everything:
        assert list(everything.chats(["soup", "none", "pie", "tea"])) == [SOUP, TEA]
        assert everything.count(["soup", "pie"]) == Count(1, 2)
        assert everything.count(["pie"], deleted=True) == Count(1, 1)


async def test_what_is_written_meanwhile_is_not_read(path: Path, database: Database) -> None:
    with open_everything(path) as everything:
        chats = everything.chats()
        assert next(chats) == TEA
        await Messages(database).begin(SOUP.conversation, Message(Role.USER, "And?", "soup1"))
        await Messages(database).begin(Conversation("new"))
        assert list(chats) == [SOUP]


async def test_a_reply_being_written_is_cut_off_where_it_is(path: Path, database: Database) -> None:
    reply = Message(Role.ASSISTANT, "", "tea0", "reply", NOON + timedelta(1), state=State.WRITING)
    await Messages(database).begin(TEA.conversation, reply)
    await Messages(database).journal("reply", "Bo", "Hm")
    with open_everything(path) as everything:
        *_, last = next(everything.chats(["tea"])).messages
    assert (last.text, last.reasoning, last.state) == ("Bo", "Hm", State.CUT_OFF)
    assert (await Messages(database).some(["reply"]))[0].state is State.WRITING


async def test_an_answer_that_is_older_than_its_question_follows_it(
    path: Path, database: Database
) -> None:
    reply = Message(Role.ASSISTANT, "Yes", "tea0", "reply", NOON - timedelta(1))
    await Messages(database).begin(TEA.conversation, reply)
    with open_everything(path) as everything:
        assert next(everything.chats()).messages == (*TEA.messages, reply)


async def test_folders_drafts_and_places_are_read(path: Path, database: Database) -> None:
    await Folders(database).save(Folder("Later", "b", 2))
    await Folders(database).save(Folder("Cooking", "a", 1))
    await Drafts(database).save("tea", "Mint", 2)
    await Places(database).put("tea", Place("tea0", 1, 2))
    with open_everything(path) as everything:
        assert list(everything.folders()) == [Folder("Cooking", "a", 1), Folder("Later", "b", 2)]
        assert list(everything.drafts()) == [DraftOf("tea", Draft("Mint", 2))]
        assert list(everything.places()) == [PlaceIn("tea", Place("tea0", 1, 2))]


async def test_a_damaged_letter_costs_that_letter_alone(path: Path, database: Database) -> None:
    def damage(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for statement in (
            "UPDATE conversations SET id = CAST(x'ff' AS TEXT), title = CAST(x'61ff' AS TEXT)"
            " WHERE id = 'tea'",
            "UPDATE messages SET conversation_id = CAST(x'ff' AS TEXT),"
            " text = CAST(x'61ff' AS TEXT) WHERE conversation_id = 'tea'",
        ):
            connection.execute(statement)

    await database.write(damage)
    with open_everything(path) as everything:
        found = next(everything.chats())
    assert found.conversation.title == "a\ufffd"
    assert [(each.text, each.doubtful) for each in found.messages] == [("a\ufffd", True)]


def test_a_file_that_is_missing_or_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError), open_everything(tmp_path / "none.db"):
        pass
    (tmp_path / "odd.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError) as caught, open_everything(tmp_path / "odd.db"):
        pass
    assert caught.value.kind is ErrorKind.STORE_DAMAGED
