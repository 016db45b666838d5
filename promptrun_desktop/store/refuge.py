"""A new database that takes in rows from a damaged one and from copies, and makes them fit."""

import re
import sqlite3

from promptrun_desktop.domain.message import new_id
from promptrun_desktop.store.records import Value
from promptrun_desktop.store.shapes import Shape

# No state of a message: what has it is never shown as whole, and is marked.
DAMAGED = b"damaged"
# Until the year 9999, in microseconds.
_LATEST = 253_402_300_799_999_999
_CLEAN = re.compile(rb"[\x21-\x7e]{1,200}")
_FLAGS = ("deleted", "named", "pinned", "archived")


class Refuge:
    """`connection` has the newest schema, checks no foreign keys, and is in a transaction.

    What comes first stays, but for a message that was not whole. Texts are bytes on all ways in.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.text_factory = bytes
        self._connection = connection

    def count(self, table: str) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return int(count)

    def has(self, table: str, key: str, value: Value) -> bool:
        found = self._connection.execute(
            f"SELECT 1 FROM {table} WHERE {key} = CAST(? AS TEXT)",  # noqa: S608
            (value,),
        )
        return found.fetchone() is not None

    def take(
        self, shape: Shape, row: dict[str, Value], *, whole: bool = True, own: bool = True
    ) -> None:
        """Columns that are missing get what a new row would have. What is not `own` is older."""
        for column, needed, holds in zip(shape.columns, shape.needed, shape.holds, strict=True):
            if needed and column in row and row[column] is None:
                row[column] = b"" if "t" in holds else 0
        if shape.table == "messages":
            self._take_message(row, whole=whole, own=own)
        elif shape.table == "conversations":
            self._take_conversation(row)
        else:
            self._insert(shape.table, row)

    def settle(self, title: str) -> None:
        """Once all rows are there: what they refer to exists. Raises nothing for odd rows.

        `title` is that of conversations of which only messages are left.
        """
        execute = self._connection.execute
        execute(
            "DELETE FROM journal WHERE NOT EXISTS (SELECT 1 FROM messages"
            " WHERE id = message_id AND state = 'writing')"
        )
        self._adopt()
        self._remake(title)
        self._link()
        execute(
            "UPDATE conversations SET leaf_id = (SELECT m.id FROM messages AS m"
            " WHERE m.conversation_id = conversations.id"
            " ORDER BY m.created_at DESC, m.position DESC LIMIT 1)"
            " WHERE leaf_id IS NULL OR NOT EXISTS (SELECT 1 FROM messages AS m"
            " WHERE m.id = leaf_id AND m.conversation_id = conversations.id)"
        )
        execute("UPDATE conversations SET deleted_at = NULL WHERE deleted = 0")
        execute(
            "UPDATE conversations SET deleted_at = updated_at"
            " WHERE deleted = 1 AND typeof(deleted_at) <> 'integer'"
        )
        execute(
            "UPDATE conversations SET folder_id = NULL WHERE folder_id NOT IN"
            " (SELECT id FROM folders)"
        )
        execute("DELETE FROM places WHERE conversation_id NOT IN (SELECT id FROM conversations)")

    def _take_message(self, row: dict[str, Value], *, whole: bool, own: bool) -> None:
        if not _is_clean(row["id"]):
            row["id"] = new_id().encode()
        if not whole:
            row["state"] = DAMAGED
            text = row["text"] if isinstance(row["text"], bytes) else b""
            said = text.decode("utf-8", "ignore")
            row |= {"text": said.encode(), "chars": len(said), "lines": said.count("\n") + 1}
        if self._insert("messages", row):
            return
        held = self._connection.execute(
            "SELECT state, length(text) FROM messages WHERE id = CAST(? AS TEXT)", (row["id"],)
        ).fetchone()
        if held is None:
            # Another message has its number.
            self._insert("messages", row | {"position": None})
        elif (own or held[0] == DAMAGED) and _rank(row["state"], row["text"]) > _rank(*held):
            self._replace(row)

    def _replace(self, row: dict[str, Value]) -> None:
        self._connection.execute("DELETE FROM messages WHERE id = CAST(? AS TEXT)", (row["id"],))
        if not self._insert("messages", row):
            self._insert("messages", row | {"position": None})

    def _take_conversation(self, row: dict[str, Value]) -> None:
        if not _is_clean(row["id"]):
            return
        for column in _FLAGS:
            if column in row and row[column] not in (0, 1):
                row[column] = 0
        for column in ("created_at", "updated_at"):
            value = row.get(column)
            if not isinstance(value, int) or not 0 <= value <= _LATEST:
                row[column] = 0
        self._insert("conversations", row)

    def _insert(self, table: str, row: dict[str, Value]) -> bool:
        """Whether there was room for it."""
        # Bytes become the text they were, also where that is not quite UTF-8.
        marks = ("CAST(? AS TEXT)" if isinstance(each, bytes) else "?" for each in row.values())
        cursor = self._connection.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({', '.join(marks)})",  # noqa: S608
            tuple(row.values()),
        )
        return cursor.rowcount == 1

    def _adopt(self) -> None:
        """A message whose conversation's name is damaged belongs to that of its neighbours."""
        lost = self._connection.execute(
            "SELECT m.position, (SELECT p.conversation_id FROM messages AS p"
            " WHERE p.id = m.parent_id AND p.conversation_id NOT GLOB '*[^!-~]*')"
            " FROM messages AS m WHERE m.conversation_id GLOB '*[^!-~]*' OR m.conversation_id = ''"
        ).fetchall()
        own = new_id().encode()
        self._connection.executemany(
            "UPDATE messages SET conversation_id = CAST(? AS TEXT) WHERE position = ?",
            [(found or own, position) for position, found in lost],
        )

    def _remake(self, title: str) -> None:
        self._connection.execute(
            "INSERT INTO conversations"
            " (id, title, model, instructions, created_at, updated_at)"
            " SELECT conversation_id, ?, max(model), '', min(created_at), max(created_at)"
            " FROM messages WHERE conversation_id NOT IN (SELECT id FROM conversations)"
            " GROUP BY conversation_id",
            (title,),
        )

    def _link(self) -> None:
        """What followed a message that is lost follows the one that was said before."""
        lost = self._connection.execute(
            "SELECT conversation_id, parent_id, min(created_at) FROM messages AS m"
            " WHERE parent_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM messages AS p WHERE p.id = m.parent_id)"
            " GROUP BY conversation_id, parent_id ORDER BY min(created_at)"
        ).fetchall()
        for conversation_id, parent_id, time in lost:
            before = self._connection.execute(
                "SELECT id FROM messages WHERE conversation_id = CAST(? AS TEXT)"
                " AND created_at < ?"
                " ORDER BY created_at DESC, position DESC LIMIT 1",
                (conversation_id, time),
            ).fetchone()
            self._connection.execute(
                "UPDATE messages SET parent_id = CAST(? AS TEXT)"
                " WHERE conversation_id = CAST(? AS TEXT) AND parent_id = CAST(? AS TEXT)",
                (before[0] if before else None, conversation_id, parent_id),
            )


def _rank(state: object, text: object) -> tuple[int, int]:
    """Whether a message is whole, and how much there is of one that is not."""
    if state == DAMAGED:
        length = len(text.decode("utf-8", "replace")) if isinstance(text, bytes) else text
        return 0, length if isinstance(length, int) else 0
    return (1 if state == b"writing" else 2), 0


def _is_clean(id: Value) -> bool:
    return isinstance(id, bytes) and _CLEAN.fullmatch(id) is not None
