"""The file of the search index: made, opened, found unusable, thrown away."""

import sqlite3
import unicodedata
from pathlib import Path

from promptrun_desktop.store.files import create_private, uri_of

# Another number, and the file is made again: there is nothing in it that is not in the chats.
_VERSION = 4
# The tokens come ready from Python (see search_tokens.py), so that no place in them is needed:
# a phrase is looked up in the texts. `old` has the tokens of what may still change.
_SCHEMA = """
    CREATE VIRTUAL TABLE words USING fts5(
        tokens, content = '', columnsize = 0, detail = none, tokenize = ascii
    );
    CREATE TABLE hits (
        key INTEGER PRIMARY KEY,  -- rowid of words, in the order of time: see search_tokens.key_of
        position INTEGER,         -- of the message; -number of the conversation for a title;
                                  -- NULL: what was said here is not said any more
        conversation INTEGER NOT NULL,
        sum INTEGER NOT NULL,     -- of what was indexed
        old TEXT                  -- NULL: the text in the chats has the sum, as a rule
    );
    CREATE UNIQUE INDEX hits_position ON hits (position);
    CREATE TABLE vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE numbers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
    CREATE TABLE models (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
    CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
_TABLES = {"words", "hits", "vocabulary", "numbers", "models", "state"}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# How FTS5 takes it that one of its tables is not as it left it.
_MISSING = "no such table: main."


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A file that is missing, damaged or of another version is made anew.

    Raises sqlite3.Error and OSError where that is not possible either.
    """
    if path.exists():
        try:
            return _usable(path)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
    remove(path)
    return _new(path)


def open_for_reading(path: Path, chats: Path) -> sqlite3.Connection:
    """With the chats beside it, under that name."""
    connection = sqlite3.connect(
        uri_of(path), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("ATTACH ? AS chats", (uri_of(chats),))
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def is_damage(error: BaseException | None) -> bool:
    """Whether a new file would help."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return isinstance(error, UnusableError)
    return code & 0xFF in _DAMAGE or (code == sqlite3.SQLITE_ERROR and _MISSING in str(error))


class UnusableError(sqlite3.DatabaseError):
    """An index that is whole, but not of this version or not of these chats."""


def _new(path: Path) -> sqlite3.Connection:
    create_private(path)
    connection = _connect(path)
    try:
        # Before the first table, or it has no effect.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        connection.execute("INSERT INTO state VALUES ('letters', ?)", (_letters(),))
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _usable(path: Path) -> sqlite3.Connection:
    connection = _connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if version != _VERSION or not names >= _TABLES:
            raise UnusableError("another version")
        letters = connection.execute("SELECT value FROM state WHERE name = 'letters'").fetchone()
        if letters != (_letters(),):
            raise UnusableError("other letters")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # What is indexed is then crossed off in the chats: it must be on the disk by then.
    connection.execute("PRAGMA synchronous = FULL")
    # What was purged is not left in pages that are free.
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _letters() -> str:
    """A text is taken out of the index by its tokens: they must come out as they went in."""
    return unicodedata.unidata_version
