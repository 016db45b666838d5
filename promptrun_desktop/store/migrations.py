"""The schema, as the list of steps that made it. A step is history: add one, never edit one."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path


def conversations_and_messages(connection: sqlite3.Connection) -> None:
    """Times are microseconds since 1970 in UTC; amounts of money are decimal text."""
    connection.execute("""
        CREATE TABLE conversations (
            id TEXT PRIMARY KEY NOT NULL,
            title TEXT NOT NULL,
            model TEXT NOT NULL,
            instructions TEXT NOT NULL,
            temperature REAL,  -- NULL: the model decides
            top_p REAL,        -- NULL: the model decides
            leaf_id TEXT,      -- NULL: no message yet
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0
        )""")
    # parent_id and leaf_id are no foreign keys: a lost message must not take others with it.
    # position is the order of insertion, and stays what it is when the file is compacted.
    connection.execute("""
        CREATE TABLE messages (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            parent_id TEXT,             -- NULL: the first of its conversation
            role TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            model TEXT NOT NULL,
            finish_reason TEXT,         -- NULL: the endpoint gave none
            prompt_tokens INTEGER,      -- NULL: not told
            completion_tokens INTEGER,  -- NULL: not told
            cost TEXT,                  -- NULL: not told, which is not free of charge
            error TEXT,                 -- NULL: nothing went wrong
            detail TEXT NOT NULL,
            seconds REAL,               -- NULL: not measured
            deleted INTEGER NOT NULL DEFAULT 0,
            chars INTEGER NOT NULL,     -- of text: an outline is laid out without reading it
            lines INTEGER NOT NULL,
            reasoning TEXT NOT NULL,
            text TEXT NOT NULL
        )""")
    # Holds all that an outline needs, so that the texts are not read for it.
    connection.execute("""
        CREATE INDEX messages_outline ON messages (
            conversation_id, created_at, position,
            id, parent_id, role, state, deleted, chars, lines
        )""")
    connection.execute("CREATE INDEX messages_writing ON messages (id) WHERE state = 'writing'")
    # What arrived of a reply since it began; gone when the reply is stored whole. It holds
    # little and is written often: an index would double what each piece costs.
    connection.execute("""
        CREATE TABLE journal (
            position INTEGER PRIMARY KEY,
            message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            reasoning TEXT NOT NULL
        )""")
    # The key is a conversation's id, or empty for a chat that has not begun.
    connection.execute("CREATE TABLE drafts (key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL)")
    connection.execute("""
        CREATE TABLE model_lists (
            origin TEXT PRIMARY KEY NOT NULL,
            models TEXT NOT NULL,  -- JSON
            fetched_at INTEGER NOT NULL
        )""")


def places_and_thinking(connection: sqlite3.Connection) -> None:
    """Where each conversation was read last, and how long a model thought before it answered."""
    # NULL: it did not think, or nobody measured it.
    connection.execute("ALTER TABLE messages ADD COLUMN thinking_seconds REAL")
    # offset is in pixels: how much of the unit `leaf` of the message was above the view.
    connection.execute("""
        CREATE TABLE places (
            conversation_id TEXT PRIMARY KEY NOT NULL
                REFERENCES conversations (id) ON DELETE CASCADE,
            message_id TEXT NOT NULL,
            leaf INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            at_end INTEGER NOT NULL
        )""")


MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = [
    conversations_and_messages,
    places_and_thinking,
]


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether the file was written by a version of the app that this one does not know."""
    return _version(connection) not in range(len(MIGRATIONS) + 1)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the newest schema in one transaction, or leave it as it was.

    What a file holds is first copied beside it: `chats.db` of version 2 to `chats.v2.db`.
    """
    version = _version(connection)
    if version == len(MIGRATIONS):
        return
    if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        _copy_aside(connection, path.with_name(f"{path.stem}.v{version}{path.suffix}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been first: the lock is what makes the number true.
        for number, step in enumerate(MIGRATIONS[_version(connection) :], _version(connection) + 1):
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copy_aside(connection: sqlite3.Connection, copy: Path) -> None:
    """A copy under its name is a whole one: it is renamed when it is on the disk."""
    partial = copy.with_name(f"{copy.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with contextlib.closing(sqlite3.connect(partial)) as target:
            connection.backup(target)  # ends with a commit, which reaches the disk
        partial.replace(copy)
        _settle(copy.parent)
    finally:
        partial.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Bring a new name to the disk; Windows does so by itself and opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
