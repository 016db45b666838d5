"""Folders as rows."""

import sqlite3

from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.store import fields
from promptrun_desktop.store.database import Database

# In their order; one that was lost, but in which chats stand, last and without a name.
ALL = """
    SELECT id, name, position FROM (SELECT id, name, position, 0 AS lost FROM folders
    UNION ALL SELECT DISTINCT folder_id, '', 0, 1 FROM conversations WHERE deleted = 0
        AND archived = 0 AND pinned = 0 AND folder_id IS NOT NULL
        AND folder_id NOT IN (SELECT id FROM folders))
    ORDER BY lost, position, id"""


class Folders:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Folder]:
        """In their order; one that was lost, but in which chats stand, last and without a name."""

        def work(connection: sqlite3.Connection) -> list[Folder]:
            return [folder_of(*row) for row in connection.execute(ALL)]

        return await self._database.read(work)

    async def save(self, folder: Folder) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO folders (id, name, position) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE"
                " SET name = excluded.name, position = excluded.position",
                (folder.id, folder.name, folder.position),
            )

        await self._database.write(work)

    async def delete(self, id: str) -> list[str]:
        """What stood in it stands in none; returns the ids of those conversations."""

        def work(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute(
                "UPDATE conversations SET folder_id = NULL WHERE folder_id = ? RETURNING id", (id,)
            ).fetchall()
            connection.execute("DELETE FROM folders WHERE id = ?", (id,))
            return [fields.to_text(each) for (each,) in rows]

        return await self._database.write(work)


def folder_of(id: object, name: object, position: object) -> Folder:
    return Folder(fields.to_text(name), fields.to_text(id), fields.to_whole(position) or 0)
