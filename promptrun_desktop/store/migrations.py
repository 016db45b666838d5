"""The schema, as the list of steps that made it. A step is history: add one, never edit one."""

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from promptrun_desktop.store.disk import settle
from promptrun_desktop.store.faults import DamagedError

KEPT_COPIES = 2
# What is higher is no version, but damage.
HIGHEST_VERSION = 1000


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


def shelves_and_search(connection: sqlite3.Connection) -> None:
    """Pins, folders, archive and bin; the caret of a draft; what the search index lacks."""
    # NULL: not in the bin. It takes the place of `deleted`, which is kept equal to it.
    connection.execute("ALTER TABLE conversations ADD COLUMN deleted_at INTEGER")
    connection.execute("UPDATE conversations SET deleted_at = updated_at WHERE deleted")
    for name in ("named", "pinned", "archived"):
        connection.execute(
            f"ALTER TABLE conversations ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"
        )
    connection.execute("ALTER TABLE conversations ADD COLUMN folder_id TEXT")  # NULL: in none
    # Answers every page of a list without reading what is on another.
    connection.execute("""
        CREATE INDEX conversations_shelf ON conversations (
            deleted, archived, pinned, folder_id, updated_at, id
        )""")
    connection.execute("""
        CREATE TABLE folders (
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            position INTEGER NOT NULL
        )""")
    # In characters from the start of the text.
    connection.execute("ALTER TABLE drafts ADD COLUMN caret INTEGER NOT NULL DEFAULT 0")
    # The search index is a file of its own, which can be lost: this says what it lacks of what
    # was said since it was made. Triggers, so that no way of writing can forget it.
    connection.execute("""
        CREATE TABLE unindexed (
            id TEXT PRIMARY KEY NOT NULL,  -- of a message, or of a conversation: then its title
            is_title INTEGER NOT NULL
        ) WITHOUT ROWID""")
    connection.execute("""
        CREATE TRIGGER message_said AFTER INSERT ON messages WHEN new.state <> 'writing'
        BEGIN INSERT INTO unindexed VALUES (new.id, 0) ON CONFLICT DO NOTHING; END""")
    connection.execute("""
        CREATE TRIGGER message_finished AFTER UPDATE OF state, text ON messages
        WHEN new.state <> 'writing'
        BEGIN INSERT INTO unindexed VALUES (new.id, 0) ON CONFLICT DO NOTHING; END""")
    connection.execute("""
        CREATE TRIGGER conversation_made AFTER INSERT ON conversations
        BEGIN INSERT INTO unindexed VALUES (new.id, 1) ON CONFLICT DO NOTHING; END""")
    connection.execute("""
        CREATE TRIGGER conversation_named AFTER UPDATE OF title ON conversations
        WHEN new.title <> old.title
        BEGIN INSERT INTO unindexed VALUES (new.id, 1) ON CONFLICT DO NOTHING; END""")


MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = [
    conversations_and_messages,
    places_and_thinking,
    shelves_and_search,
]


def is_newer(connection: sqlite3.Connection) -> bool:
    """Whether the file was written by a version of the app that this one does not know.

    Raises DamagedError for what no version can have written.
    """
    version = version_of(connection)
    if not 0 <= version <= HIGHEST_VERSION or (version == 0 and _is_ours(connection)):
        raise DamagedError("version")
    return version > len(MIGRATIONS)


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether it has tables that only the steps below make."""
    (count,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
        " AND name IN ('conversations', 'messages', 'journal')"
    ).fetchone()
    return bool(count == 3)


def migrate(connection: sqlite3.Connection, path: Path, *, is_copy: bool = False) -> None:
    """Bring the file to the newest schema in one transaction, or leave it as it was.

    What a file holds is first copied beside it, unless it is a copy itself: `chats.db` of
    version 2 to `chats.v2.db`. The last two of these copies are kept.
    """
    version = version_of(connection)
    if version == len(MIGRATIONS):
        return
    if not is_copy and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        _copy_aside(connection, path.with_name(f"{path.stem}.v{version}{path.suffix}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been first: the lock is what makes the number true.
        for number, step in enumerate(
            MIGRATIONS[version_of(connection) :], version_of(connection) + 1
        ):
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    if not is_copy:
        _prune(path)


def version_of(connection: sqlite3.Connection) -> int:
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
        settle(copy.parent)
    finally:
        partial.unlink(missing_ok=True)


def _prune(path: Path) -> None:
    numbered = re.compile(rf"{re.escape(path.stem)}\.v(\d+){re.escape(path.suffix)}")
    found = [
        (int(match[1]), each)
        for each in path.parent.iterdir()
        if (match := numbered.fullmatch(each.name))
    ]
    for _, copy in sorted(found)[:-KEPT_COPIES]:
        with contextlib.suppress(OSError):
            copy.unlink()
