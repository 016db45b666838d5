"""What the search index is made of: messages and titles, as the chats have them now."""

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import Any

from promptrun_desktop.store.search_tokens import sum_of

# Of one step: documents, and bytes of their texts.
AT_ONCE = 500
_BYTES = 500_000
_SELECT_MESSAGE = """
    SELECT m.position, m.created_at, m.conversation_id, m.model, CAST(m.text AS BLOB),
        m.deleted = 0 AND m.state <> 'writing', m.state <> 'complete'
    FROM messages m"""
_SELECT_TITLE = """
    SELECT c.created_at, c.id, CAST(c.title AS BLOB) FROM conversations c"""
_SOME_OF = """
    WHERE m.position IN (
        SELECT position FROM messages WHERE conversation_id = ? AND position > ?
        ORDER BY position LIMIT ?)
    ORDER BY m.position"""


@dataclass(frozen=True, slots=True)
class Document:
    """A message or, without a position, the title of a conversation, which no model said."""

    position: int | None
    at: int
    conversation: str
    model: str
    body: bytes
    is_said: bool
    may_change: bool

    @property
    def sum(self) -> int:
        return sum_of(self.body, self.model)


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of `unindexed`, and what was read for it: None if there is no such thing."""

    id: str
    is_title: bool
    document: Document | None


class Sources:
    """Reads the chats, a step's worth at a time."""

    def __init__(self, chats: sqlite3.Connection) -> None:
        self._chats = chats

    def noted(self, after: str) -> list[Noted]:
        """Some of what the chats noted down as not indexed, in the order of ids."""
        rows = self._chats.execute(
            "SELECT id, is_title FROM unindexed WHERE id > ? ORDER BY id LIMIT ?",
            (after, AT_ONCE),
        ).fetchall()
        found: list[Noted] = []
        room = _BYTES
        for id, is_title in rows:
            document = self.title(id) if is_title else self._message("WHERE m.id = ?", id)
            found.append(Noted(id, bool(is_title), document))
            room -= len(document.body) if document else 0
            if room < 0:
                break
        return found

    def count_noted(self, after: str) -> int:
        found = self._chats.execute("SELECT count(*) FROM unindexed WHERE id > ?", (after,))
        return int(found.fetchone()[0])

    def is_noted(self, position: int) -> bool:
        found = self._chats.execute(
            "SELECT 1 FROM unindexed u JOIN messages m ON m.id = u.id WHERE m.position = ?",
            (position,),
        )
        return found.fetchone() is not None

    def last_position(self) -> int:
        (last,) = self._chats.execute("SELECT max(position) FROM messages").fetchone()
        return last or 0

    def message(self, position: int) -> Document | None:
        return self._message("WHERE m.position = ?", position)

    def below(self, position: int) -> list[Document]:
        """Messages, the last one first."""
        rows = self._chats.execute(
            f"{_SELECT_MESSAGE} WHERE m.position < ? ORDER BY m.position DESC LIMIT ?",
            (position, AT_ONCE),
        )
        found: list[Document] = []
        room = _BYTES
        with contextlib.closing(rows):
            for row in rows:
                found.append(_message(row))
                room -= len(found[-1].body)
                if room < 0:
                    break
        return found

    def of(self, conversation: str, after: int) -> list[Document]:
        """Its messages behind this position, in the order of positions."""
        rows = self._chats.execute(_SELECT_MESSAGE + _SOME_OF, (conversation, after, AT_ONCE))
        return [_message(row) for row in rows]

    def title(self, conversation: str) -> Document | None:
        row = self._chats.execute(f"{_SELECT_TITLE} WHERE c.id = ?", (conversation,)).fetchone()
        return None if row is None else _title(row)

    def titles(self, after: str) -> list[Document]:
        """In the order of the conversations' ids."""
        rows = self._chats.execute(
            f"{_SELECT_TITLE} WHERE c.id > ? ORDER BY c.id LIMIT ?", (after, AT_ONCE)
        )
        return [_title(row) for row in rows]

    def _message(self, where: str, value: object) -> Document | None:
        row = self._chats.execute(f"{_SELECT_MESSAGE} {where}", (value,)).fetchone()
        return None if row is None else _message(row)


def _message(row: tuple[Any, ...]) -> Document:
    position, at, conversation, model, body, is_said, may_change = row
    return Document(
        position, _whole(at), _text(conversation), _text(model), body or b"", bool(is_said),
        bool(may_change),
    )  # fmt: skip


def _title(row: tuple[Any, ...]) -> Document:
    at, conversation, body = row
    return Document(None, _whole(at), _text(conversation), "", body or b"", True, True)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
