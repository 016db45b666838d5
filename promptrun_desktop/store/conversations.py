"""Conversations as rows: saved, listed shelf by shelf, put into the bin and out of it."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.folder import Shelf, ShelfKind
from promptrun_desktop.domain.message import now
from promptrun_desktop.store import fields
from promptrun_desktop.store.database import Database

_COUNT = "SELECT count(*) FROM conversations"
SELECT = """
    SELECT id, title, model, instructions, temperature, top_p, leaf_id, created_at, updated_at,
        named, pinned, archived, folder_id, deleted_at
    FROM conversations"""
# What a late save puts into a folder that was deleted meanwhile would stand on no shelf.
_FOLDER = "(SELECT id FROM folders WHERE id = ?)"
_PUT = """
    INSERT INTO conversations
        (id, title, model, instructions, temperature, top_p, leaf_id, created_at, updated_at,
        named, pinned, archived, folder_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        (SELECT id FROM folders WHERE id = ?))
    ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, model = excluded.model, instructions = excluded.instructions,
        temperature = excluded.temperature, top_p = excluded.top_p, leaf_id = excluded.leaf_id,
        created_at = excluded.created_at, updated_at = excluded.updated_at,
        named = excluded.named, pinned = excluded.pinned, archived = excluded.archived,
        folder_id = excluded.folder_id"""
_SHELVED = frozenset({"title", "named", "pinned", "archived", "folder_id"})
# One equality for each column of the index before the time: a page costs what it holds.
_ON_SHELF = {
    ShelfKind.PINNED: "deleted = 0 AND archived = 0 AND pinned = 1",
    ShelfKind.FOLDER: "deleted = 0 AND archived = 0 AND pinned = 0 AND folder_id = :folder_id",
    ShelfKind.RECENT: "deleted = 0 AND archived = 0 AND pinned = 0 AND folder_id IS NULL",
    ShelfKind.ARCHIVE: "deleted = 0 AND archived = 1",
    ShelfKind.BIN: "deleted = 1",
}


class Conversations:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Conversation]:
        """Those that are not deleted, the last changed one first."""

        def work(connection: sqlite3.Connection) -> list[Conversation]:
            rows = connection.execute(f"{SELECT} WHERE NOT deleted ORDER BY updated_at DESC, id")
            return [conversation_of(row) for row in rows]

        return await self._database.read(work)

    async def get(self, id: str) -> Conversation | None:
        """None for one that is deleted, until it is restored."""

        def work(connection: sqlite3.Connection) -> Conversation | None:
            rows = connection.execute(f"{SELECT} WHERE id = ? AND NOT deleted", (id,))
            return next(map(conversation_of, rows), None)

        return await self._database.read(work)

    async def save(self, conversation: Conversation) -> None:
        """Add or change it; a deleted one stays deleted."""
        await self._database.write(lambda connection: put(connection, conversation))

    async def change(self, ids: Sequence[str], **values: str | bool | None) -> None:
        """Write only these of `title`, `named`, `pinned`, `archived` and `folder_id`: what was
        said meanwhile stays as it is. Raises ValueError for another column."""
        if not values or not values.keys() <= _SHELVED:
            raise ValueError(f"no such change: {sorted(values)}")
        columns = ", ".join(
            f"{name} = {_FOLDER if name == 'folder_id' else '?'}" for name in values
        )

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(
                f"UPDATE conversations SET {columns} WHERE id = ?",  # noqa: S608
                [(*values.values(), id) for id in ids],
            )

        await self._database.write(work)

    async def page(
        self, shelf: Shelf, limit: int, after: Conversation | None = None
    ) -> list[Conversation]:
        """At most `limit` of a shelf, the last changed one first: those that follow `after`."""

        def work(connection: sqlite3.Connection) -> list[Conversation]:
            beyond = "" if after is None else " AND (updated_at, id) < (:time, :id)"
            rows = connection.execute(
                f"{SELECT} WHERE {_ON_SHELF[shelf.kind]}{beyond}"
                " ORDER BY updated_at DESC, id DESC LIMIT :limit",
                {
                    "folder_id": shelf.folder_id,
                    "time": after and fields.from_time(after.updated_at),
                    "id": after and after.id,
                    "limit": limit,
                },
            )
            return [conversation_of(row) for row in rows]

        return await self._database.read(work)

    async def count(self, shelf: Shelf) -> int:
        def work(connection: sqlite3.Connection) -> int:
            (count,) = connection.execute(
                f"{_COUNT} WHERE {_ON_SHELF[shelf.kind]}",
                {"folder_id": shelf.folder_id},
            ).fetchone()
            return int(count)

        return await self._database.read(work)

    async def delete(self, id: str, at: datetime | None = None) -> None:
        """Into the bin; `at` is now unless told otherwise."""
        await self._mark(id, fields.from_time(at or now()))

    async def restore(self, id: str) -> None:
        await self._mark(id, None)

    async def binned(self) -> list[str]:
        """Ids of those that are in the bin."""

        def work(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute("SELECT id FROM conversations WHERE deleted = 1")
            return [fields.to_text(id) for (id,) in rows]

        return await self._database.read(work)

    async def expired(self, at: datetime, days: int) -> list[str]:
        """Ids of those that are in the bin for longer than that.

        A clock may be wrong: chats must have been changed so much later too, a day ago or more.
        """

        def work(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute(
                "SELECT id FROM conversations WHERE deleted = 1"
                " AND deleted_at < min(:at, (SELECT max(updated_at) FROM conversations"
                " WHERE updated_at < :yesterday)) - :span",
                {
                    "at": fields.from_time(at),
                    "yesterday": fields.from_time(at - timedelta(days=1)),
                    "span": timedelta(days=days) // timedelta(microseconds=1),
                },
            )
            return [fields.to_text(id) for (id,) in rows]

        return await self._database.read(work)

    async def purge(self, ids: Sequence[str]) -> list[str]:
        """Out of the bin for good, with all that was said; others than those in it stay. Returns
        the ids of those that went."""

        def work(connection: sqlite3.Connection) -> list[str]:
            chosen = [(id,) for id in ids]
            # Of a question that is being edited there is a draft, too.
            connection.executemany(
                "DELETE FROM drafts WHERE key IN (?1, ?1 || '/edit')"
                " AND EXISTS (SELECT 1 FROM conversations WHERE id = ?1 AND deleted = 1)",
                chosen,
            )
            gone = "DELETE FROM conversations WHERE id = ? AND deleted = 1"
            return [id for id in ids if connection.execute(gone, (id,)).rowcount]

        return await self._database.write(work)

    async def _mark(self, id: str, deleted_at: int | None) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE conversations SET deleted = ?, deleted_at = ? WHERE id = ?",
                (deleted_at is not None, deleted_at, id),
            )

        await self._database.write(work)


def put(connection: sqlite3.Connection, conversation: Conversation) -> None:
    """Add or change it within the caller's transaction."""
    connection.execute(
        _PUT,
        (
            conversation.id,
            conversation.title,
            conversation.model,
            conversation.instructions,
            conversation.parameters.temperature,
            conversation.parameters.top_p,
            conversation.leaf_id,
            fields.from_time(conversation.created_at),
            fields.from_time(conversation.updated_at),
            conversation.named,
            conversation.pinned,
            conversation.archived,
            conversation.folder_id,
        ),
    )


def conversation_of(row: tuple[Any, ...]) -> Conversation:
    (
        id,
        title,
        model,
        instructions,
        temperature,
        top_p,
        leaf_id,
        created_at,
        updated_at,
        named,
        pinned,
        archived,
        folder_id,
        deleted_at,
    ) = row
    return Conversation(
        id=fields.to_text(id),
        title=fields.to_text(title),
        model=fields.to_text(model),
        instructions=fields.to_text(instructions),
        parameters=Parameters(fields.to_number(temperature), fields.to_number(top_p)),
        leaf_id=fields.to_optional_text(leaf_id),
        created_at=fields.to_time(created_at),
        updated_at=fields.to_time(updated_at),
        named=named == 1,
        pinned=pinned == 1,
        archived=archived == 1,
        folder_id=fields.to_optional_text(folder_id),
        deleted_at=None if deleted_at is None else fields.to_time(deleted_at),
    )
