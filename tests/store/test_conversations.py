"""Conversations as rows."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import EPOCH

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
