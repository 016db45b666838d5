"""What people have typed and not sent yet."""

import sqlite3

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.store import fields
from promptrun_desktop.store.database import Database


class Drafts:
    """The key is a conversation's id, or "" for a chat that has not begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, Draft]:
        def work(connection: sqlite3.Connection) -> dict[str, Draft]:
            rows = connection.execute("SELECT key, text, caret FROM drafts")
            return {fields.to_text(key): draft_of(text, caret) for key, text, caret in rows}

        return await self._database.read(work)

    async def save(self, key: str, text: str, caret: int = 0) -> None:
        """An empty text takes the draft away."""

        def work(connection: sqlite3.Connection) -> None:
            if text:
                connection.execute(
                    "INSERT INTO drafts (key, text, caret) VALUES (?, ?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET text = excluded.text, caret = excluded.caret",
                    (key, text, caret),
                )
            else:
                connection.execute("DELETE FROM drafts WHERE key = ?", (key,))

        await self._database.write(work)


def draft_of(text: object, caret: object) -> Draft:
    known = fields.to_text(text)
    return Draft(known, min(max(fields.to_whole(caret) or 0, 0), len(known)))
