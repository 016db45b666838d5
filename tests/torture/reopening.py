"""After the accident: the file as the app opens it, and what is in it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from tests.torture.ledger import FILED, Facts


def facts_in(connection: sqlite3.Connection) -> Facts:
    found: dict[str, Any] = {}
    # Older versions have not all of them.
    there = {row[1] for row in connection.execute("PRAGMA table_info (conversations)")}
    filed = [name for name in FILED if name in there]
    columns = ", ".join(["id", "deleted", *filed])
    for id, deleted, *values in connection.execute(f"SELECT {columns} FROM conversations"):
        found[f"bin {id}"] = bool(deleted)
        found |= {f"{name} {id}": value for name, value in zip(filed, values, strict=True)}
    columns = "id, text, reasoning, state, deleted"
    for id, text, reasoning, state, hidden in connection.execute(f"SELECT {columns} FROM messages"):
        found |= {f"text {id}": text, f"thought {id}": reasoning}
        found |= {f"state {id}": state, f"hidden {id}": bool(hidden)}
    for key, text in connection.execute("SELECT key, text FROM drafts"):
        found[f"draft {key}"] = text
    return {key: value for key, value in found.items() if value}


async def reopen(path: Path) -> tuple[Facts, float, list[str]]:
    """What the app finds, how many seconds opening took, and what is wrong with the file."""
    started = time.monotonic()
    database = await Database.open(path)
    messages = Messages(database)
    await messages.recover()
    chats = await Conversations(database).all()
    seconds = time.monotonic() - started
    facts = await database.read(facts_in)
    troubles = []
    # What is read by the app's own eyes is the same.
    for chat in chats[:3]:
        troubles += [
            f"message {each.id} reads differently"
            for each in await messages.of(chat.id)
            if each.text != facts.get(f"text {each.id}", "")
        ]
    await database.close()
    return facts, seconds, troubles + damage(path)


def damage(path: Path) -> list[str]:
    """What SQLite itself finds wrong."""
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    return [each for each in found if each != "ok"]
