"""Conversations as rows."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.folder import (
    ARCHIVE,
    BIN,
    PINNED,
    RECENT,
    Folder,
    Shelf,
    ShelfKind,
    shelf_of,
)
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.fields import EPOCH
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages

MONDAY = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
FULL = Conversation(
    title="Soup\u2028🥕",
    model="author/slug",
    instructions="Answer\r\nin rhymes\t.",
    parameters=Parameters(0.7, 0.95),
    leaf_id="leaf",
    created_at=MONDAY,
    updated_at=MONDAY + timedelta(microseconds=1),
)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.mark.parametrize("chat", [FULL, Conversation()], ids=["full", "empty"])
async def test_all_of_a_conversation_comes_back(
    conversations: Conversations, chat: Conversation
) -> None:
    await conversations.save(chat)
    assert await conversations.get(chat.id) == chat
    assert await conversations.all() == [chat]


async def test_the_last_changed_comes_first(conversations: Conversations) -> None:
    chats = [replace(FULL, id=str(day), updated_at=MONDAY + timedelta(day)) for day in (1, 3, 2)]
    for chat in chats:
        await conversations.save(chat)
    assert [chat.id for chat in await conversations.all()] == ["3", "2", "1"]


async def test_times_are_kept_as_moments(conversations: Conversations) -> None:
    local = MONDAY.astimezone(timezone(timedelta(hours=5, minutes=45)))
    await conversations.save(replace(FULL, created_at=local))
    stored = await conversations.get(FULL.id)
    assert stored is not None
    assert stored.created_at == MONDAY
    assert stored.created_at.tzinfo is UTC


async def test_saving_again_changes_it(conversations: Conversations) -> None:
    await conversations.save(FULL)
    changed = replace(FULL, title="Stew", parameters=Parameters(), leaf_id=None)
    await conversations.save(changed)
    assert await conversations.all() == [changed]


async def test_an_unknown_one_is_none(conversations: Conversations) -> None:
    assert await conversations.get("unknown") is None


async def test_a_deleted_one_stays_deleted_when_saved_until_it_is_restored(
    conversations: Conversations,
) -> None:
    await conversations.save(FULL)
    await conversations.delete(FULL.id)
    await conversations.save(replace(FULL, title="named late"))
    assert await conversations.all() == []
    assert await conversations.get(FULL.id) is None

    await conversations.restore(FULL.id)
    assert await conversations.all() == [replace(FULL, title="named late")]


async def test_odd_values_become_defaults(conversations: Conversations, database: Database) -> None:
    await conversations.save(FULL)

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE conversations SET title = x'ff00', model = 3, temperature = 'warm',"
            " top_p = 9e999, leaf_id = x'00', created_at = 'yesterday', updated_at = 1e300,"
            " deleted = 'perhaps'"
        )

    await database.write(spoil)

    assert await conversations.all() == [
        Conversation(
            id=FULL.id,
            model="3",
            instructions=FULL.instructions,
            created_at=EPOCH,
            updated_at=EPOCH,
        )
    ]


async def test_saving_one_leaves_the_others_untouched(
    conversations: Conversations, database: Database
) -> None:
    other = Conversation(title="other")
    await conversations.save(FULL)
    await conversations.save(other)
    changes = await database.write(lambda connection: connection.total_changes)
    await conversations.save(replace(FULL, title="Stew"))

    assert await database.write(lambda connection: connection.total_changes) == changes + 1
    assert await conversations.get(other.id) == other


async def test_every_shelf_holds_its_own(database: Database) -> None:
    conversations = Conversations(database)
    await Folders(database).save(Folder("Work", "work"))
    chats = {
        RECENT: Conversation(),
        PINNED: Conversation(pinned=True, folder_id="work"),
        Shelf(ShelfKind.FOLDER, "work"): Conversation(folder_id="work"),
        ARCHIVE: Conversation(archived=True, pinned=True),
        BIN: Conversation(archived=True),
    }
    for chat in chats.values():
        await conversations.save(chat)
    await conversations.delete(chats[BIN].id, MONDAY)
    chats[BIN] = replace(chats[BIN], deleted_at=MONDAY)
    for shelf, chat in chats.items():
        assert shelf_of(chat) == shelf
        assert await conversations.page(shelf, 10) == [chat]
        assert await conversations.count(shelf) == 1
    assert await conversations.page(Shelf(ShelfKind.FOLDER, "other"), 10) == []


async def test_pages_of_a_shelf_join_to_all_of_it(conversations: Conversations) -> None:
    # Two of each time: where one page ends between them, the next goes on behind it.
    chats = [Conversation(updated_at=MONDAY + timedelta(hours=n // 2)) for n in range(7)]
    for chat in chats:
        await conversations.save(chat)
    found: list[Conversation] = []
    while page := await conversations.page(RECENT, 3, found[-1] if found else None):
        found += page
    assert found == sorted(chats, key=lambda each: (each.updated_at, each.id), reverse=True)


async def test_what_was_deleted_long_ago_is_purged_with_all_that_was_said(
    conversations: Conversations, database: Database
) -> None:
    for id in ("old", "new", "kept"):
        await conversations.save(Conversation(id=id))
        await Messages(database).begin(Conversation(id=id), Message(Role.USER, id, id=f"{id}!"))
        await Drafts(database).save(id, "next")
        await Drafts(database).save(f"{id}/edit", "other")
    await conversations.delete("old", MONDAY)
    await conversations.delete("new", MONDAY + timedelta(days=2))
    at = MONDAY + timedelta(days=32, hours=1)
    # Nothing was said since: perhaps only the clock went so far.
    assert await conversations.expired(at, 30) == []
    await conversations.save(Conversation(id="kept", updated_at=at - timedelta(hours=30)))
    expired = await conversations.expired(at, 30)
    assert expired == ["old"]
    assert set(await conversations.binned()) == {"old", "new"}
    # Restored in another window meanwhile: what is not in the bin stays.
    assert await conversations.purge([*expired, "kept"]) == ["old"]
    assert {each.id for each in await conversations.page(BIN, 9)} == {"new"}
    assert await Messages(database).of("old") == []
    assert len(await Messages(database).of("kept")) == 1
    drafts = set(await Drafts(database).all())
    assert drafts == {"new", "new/edit", "kept", "kept/edit"}


async def test_a_restored_one_is_where_it_was(conversations: Conversations) -> None:
    chat = Conversation(pinned=True)
    await conversations.save(chat)
    await conversations.delete(chat.id)
    await conversations.restore(chat.id)
    assert await conversations.page(PINNED, 9) == [chat]


async def test_what_the_search_lacks_is_noted(
    conversations: Conversations, database: Database
) -> None:
    async def lacking() -> set[tuple[str, int]]:
        return await database.read(lambda c: set(c.execute("SELECT id, is_title FROM unindexed")))

    messages, chat = Messages(database), Conversation(id="chat", title="Soup")
    reply = Message(Role.ASSISTANT, "", "ask", id="reply", state=State.WRITING)
    await messages.begin(chat, Message(Role.USER, "How?", id="ask"), reply)
    assert await lacking() == {("chat", 1), ("ask", 0)}
    await database.write(lambda c: c.execute("DELETE FROM unindexed"))
    await messages.journal("reply", "Bo", "")
    await conversations.save(replace(chat, model="other"))
    assert await lacking() == set()
    await conversations.save(replace(chat, title="Stew"))
    await messages.finish(chat, replace(reply, text="Boil", state=State.COMPLETE))
    assert await lacking() == {("chat", 1), ("reply", 0)}


async def test_a_change_writes_only_what_it_names(database: Database) -> None:
    conversations = Conversations(database)
    await Folders(database).save(Folder("Food", "f"))
    asked = Conversation(id="a", title="Soup", leaf_id="newest")
    await conversations.save(asked)
    await conversations.save(Conversation(id="b"))
    await conversations.change(["a", "b"], pinned=True, folder_id="f")
    assert await conversations.get("a") == replace(asked, pinned=True, folder_id="f")
    found = await conversations.get("b")
    assert found is not None and found.pinned


async def test_only_what_is_filed_can_be_changed_so(conversations: Conversations) -> None:
    for wrong in ({"leaf_id": "x"}, {}, {"title = ''; --": "x"}):
        with pytest.raises(ValueError):
            await conversations.change(["a"], **wrong)


async def test_what_is_deleted_is_overwritten_however_sqlite_was_built(database: Database) -> None:
    on = await database.write(lambda each: each.execute("PRAGMA secure_delete").fetchone()[0])
    assert on == 1


async def test_what_is_purged_leaves_no_word_in_the_file(path: Path) -> None:
    database = await Database.open(path)
    conversations = Conversations(database)
    await conversations.save(Conversation("secret", "Gooseberry", instructions="fool " * 3000))
    await conversations.delete("secret")
    await conversations.purge(["secret"])
    await database.close()
    assert b"Gooseberry" not in bytes_of(path)
    assert b"fool fool" not in bytes_of(path)


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()
