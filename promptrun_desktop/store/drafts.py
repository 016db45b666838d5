"""What people have typed and not sent yet."""

import sqlite3

from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import to_text


class Drafts:
    """The key is a conversation's id, or "" for a chat that has not begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, str]:
        def work(connection: sqlite3.Connection) -> dict[str, str]:
            rows = connection.execute("SELECT key, text FROM drafts")
            return {to_text(key): to_text(text) for key, text in rows}

        return await self._database.read(work)

    async def save(self, key: str, text: str) -> None:
        """An empty text takes the draft away."""

        def work(connection: sqlite3.Connection) -> None:
            if text:
                connection.execute(
                    "INSERT INTO drafts (key, text) VALUES (?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET text = excluded.text",
                    (key, text),
                )
            else:
                connection.execute("DELETE FROM drafts WHERE key = ?", (key,))

        await self._database.write(work)
