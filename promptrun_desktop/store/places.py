"""Where a person was reading, one place for each conversation."""

import sqlite3

from promptrun_desktop.domain.place import Place
from promptrun_desktop.store import fields
from promptrun_desktop.store.database import Database


class Places:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, conversation_id: str) -> Place | None:
        """None for a conversation that was never left."""

        def work(connection: sqlite3.Connection) -> Place | None:
            found = connection.execute(
                "SELECT message_id, leaf, offset, at_end FROM places WHERE conversation_id = ?",
                (conversation_id,),
            ).fetchone()
            return None if found is None else place_of(*found)

        return await self._database.read(work)

    async def put(self, conversation_id: str, place: Place) -> None:
        """Nothing is kept of a conversation that is not stored yet."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO places (conversation_id, message_id, leaf, offset, at_end)"
                " SELECT id, ?, ?, ?, ? FROM conversations WHERE id = ?"
                " ON CONFLICT (conversation_id) DO UPDATE SET message_id = excluded.message_id,"
                " leaf = excluded.leaf, offset = excluded.offset, at_end = excluded.at_end",
                (place.message_id, place.leaf, place.offset, place.at_end, conversation_id),
            )

        await self._database.write(work)


def place_of(message_id: object, leaf: object, offset: object, at_end: object) -> Place:
    return Place(
        fields.to_text(message_id),
        fields.to_whole(leaf) or 0,
        fields.to_whole(offset) or 0,
        at_end == 1,
    )
