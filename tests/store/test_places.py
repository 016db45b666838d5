"""Where a person was reading, one place for each conversation."""

import sqlite3

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.place import Place
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.places import Places

CHAT = Conversation(title="Soup")


@pytest.mark.parametrize("place", [Place("m", 3, 17), Place("m", 0, -4, at_end=True)])
async def test_the_place_that_was_put_last_comes_back(database: Database, place: Place) -> None:
    await Conversations(database).save(CHAT)
    places = Places(database)
    assert await places.get(CHAT.id) is None
    await places.put(CHAT.id, Place("other", 1, 1))
    await places.put(CHAT.id, place)
    assert await places.get(CHAT.id) == place


async def test_a_conversation_that_is_not_stored_has_no_place(database: Database) -> None:
    places = Places(database)
    await places.put("never begun", Place("m"))
    assert await places.get("never begun") is None


async def test_a_place_goes_with_its_conversation(database: Database) -> None:
    await Conversations(database).save(CHAT)
    places = Places(database)
    await places.put(CHAT.id, Place("m"))
    await database.write(lambda connection: connection.execute("DELETE FROM conversations"))
    assert await places.get(CHAT.id) is None


async def test_odd_values_are_the_beginning_of_a_message(database: Database) -> None:
    await Conversations(database).save(CHAT)

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO places VALUES (?, x'ff', 'far', x'', 'perhaps')", (CHAT.id,)
        )

    await database.write(spoil)
    assert await Places(database).get(CHAT.id) == Place("")
