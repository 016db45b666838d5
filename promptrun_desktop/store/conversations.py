"""Conversations as rows: saved, listed, marked as deleted and brought back."""

import sqlite3
from typing import Any

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.store import fields
from promptrun_desktop.store.database import Database

_SELECT = """
    SELECT id, title, model, instructions, temperature, top_p, leaf_id, created_at, updated_at
    FROM conversations"""
_PUT = """
    INSERT INTO conversations
        (id, title, model, instructions, temperature, top_p, leaf_id, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, model = excluded.model, instructions = excluded.instructions,
        temperature = excluded.temperature, top_p = excluded.top_p, leaf_id = excluded.leaf_id,
        created_at = excluded.created_at, updated_at = excluded.updated_at"""


class Conversations:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Conversation]:
        """Those that are not deleted, the last changed one first."""

        def work(connection: sqlite3.Connection) -> list[Conversation]:
            rows = connection.execute(f"{_SELECT} WHERE NOT deleted ORDER BY updated_at DESC, id")
            return [_conversation(row) for row in rows]

        return await self._database.read(work)

    async def get(self, id: str) -> Conversation | None:
        """None for one that is deleted, until it is restored."""

        def work(connection: sqlite3.Connection) -> Conversation | None:
            rows = connection.execute(f"{_SELECT} WHERE id = ? AND NOT deleted", (id,))
            return next(map(_conversation, rows), None)

        return await self._database.read(work)

    async def save(self, conversation: Conversation) -> None:
        """Add or change it; a deleted one stays deleted."""
        await self._database.write(lambda connection: put(connection, conversation))

    async def delete(self, id: str) -> None:
        await self._mark(id, True)

    async def restore(self, id: str) -> None:
        await self._mark(id, False)

    async def _mark(self, id: str, deleted: bool) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE conversations SET deleted = ? WHERE id = ?", (deleted, id))

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
        ),
    )


def _conversation(row: tuple[Any, ...]) -> Conversation:
    id, title, model, instructions, temperature, top_p, leaf_id, created_at, updated_at = row
    return Conversation(
        id=fields.to_text(id),
        title=fields.to_text(title),
        model=fields.to_text(model),
        instructions=fields.to_text(instructions),
        parameters=Parameters(fields.to_number(temperature), fields.to_number(top_p)),
        leaf_id=fields.to_optional_text(leaf_id),
        created_at=fields.to_time(created_at),
        updated_at=fields.to_time(updated_at),
    )
