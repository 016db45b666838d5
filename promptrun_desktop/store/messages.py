"""Messages as rows, and the journal of the reply that is being written."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.store.at_once import rows_at_once
from promptrun_desktop.store.conversations import put
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import to_text
from promptrun_desktop.store.files import all_rows
from promptrun_desktop.store.message_rows import (
    INSERT,
    OUTLINE,
    OUTLINE_ROWS,
    SELECT,
    UPDATE_FACTS,
    UPDATE_TEXT,
    columns,
    message_of,
    outlines_of,
)

_TEXTS = ("chars", "lines", "reasoning", "text")
# Values of one question: older builds of SQLite take 999.
_AT_ONCE = 500


class Messages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, conversation_id: str) -> list[Message]:
        """The whole tree, deleted ones too, oldest first; a reply being written as far as it is."""

        def work(connection: sqlite3.Connection) -> list[Message]:
            rows = all_rows(
                connection,
                f"{SELECT} WHERE conversation_id = ? ORDER BY created_at, position",
                (conversation_id,),
            )
            return [with_journal(connection, message_of(row)) for row in rows]

        return await self._database.read(work)

    async def outline(self, conversation_id: str) -> list[Outline]:
        """What `of` returns, in its order, without the texts, which are not read for it."""
        return await self._database.read(
            lambda connection: outlines_of(
                rows_at_once(connection, OUTLINE, OUTLINE_ROWS, conversation_id)
            )
        )

    async def some(self, ids: Sequence[str]) -> list[Message]:
        """These messages, in this order. Raises StoreError (STORE_FAULT) if one is not stored."""

        def work(connection: sqlite3.Connection) -> list[Message]:
            found: dict[str, Message] = {}
            for start in range(0, len(ids), _AT_ONCE):
                wanted = ids[start : start + _AT_ONCE]
                marks = ", ".join("?" * len(wanted))
                for row in all_rows(connection, f"{SELECT} WHERE id IN ({marks})", wanted):
                    message = with_journal(connection, message_of(row))
                    found[message.id] = message
            if not found.keys() >= set(ids):
                found |= _oddly_named(connection)
            if not found.keys() >= set(ids):
                raise StoreError(ErrorKind.STORE_FAULT, "no such message")
            return [found[id] for id in ids]

        return await self._database.read(work)

    async def begin(self, conversation: Conversation, *messages: Message) -> None:
        """Add new messages, such as a prompt and the empty reply to it, with the conversation."""

        def work(connection: sqlite3.Connection) -> None:
            put(connection, conversation)
            for message in messages:
                connection.execute(INSERT, columns(message, conversation.id))

        await self._database.write(work)

    async def journal(self, message_id: str, text: str, reasoning: str) -> None:
        """Append what is new of a reply being written.

        A piece that comes after the reply was finished is dropped: the reply was stored whole.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO journal (message_id, text, reasoning)"
                " SELECT id, ?, ? FROM messages WHERE id = ? AND state = 'writing'",
                (text, reasoning, message_id),
            )

        await self._database.write(work)

    async def finish(self, conversation: Conversation, message: Message) -> None:
        """Store the whole reply in place of its journal, with the conversation."""

        def work(connection: sqlite3.Connection) -> None:
            put(connection, conversation)
            # A reply whose beginning could not be stored is not lost for that.
            if not _change(connection, message):
                connection.execute(INSERT, columns(message, conversation.id))

        await self._database.write(work)

    async def replace(self, message: Message) -> None:
        """Change a stored message; while it is being written its text is left to the journal.

        Raises StoreError (STORE_FAULT) if it is not stored.
        """

        def work(connection: sqlite3.Connection) -> None:
            if not _change(connection, message):
                raise StoreError(ErrorKind.STORE_FAULT, "no such message")

        await self._database.write(work)

    async def recover(self) -> int:
        """At start: mark replies that a killed process was writing as cut off, and count them.

        Does nothing to a file that is read-only.
        """
        return 0 if self._database.read_only else await self._database.write(cut_off)


def _change(connection: sqlite3.Connection, message: Message) -> bool:
    """Whether there was such a message."""
    if message.doubtful:
        return _change_some(connection, message)
    row = columns(message, None)
    if connection.execute(UPDATE_FACTS, row).rowcount == 0:
        return False
    if message.state is not State.WRITING:
        connection.execute(UPDATE_TEXT, row)
        connection.execute("DELETE FROM journal WHERE message_id = ?", (message.id,))
    return True


def _change_some(connection: sqlite3.Connection, message: Message) -> bool:
    """What of it is damaged stays as it is in the file, unless it was changed."""
    found = connection.execute(f"{SELECT} WHERE id = ?", (message.id,)).fetchone()
    if found is None:
        return False
    before, row = columns(message_of(found), None), columns(message, None)
    names = [name for name, value in row.items() if value != before[name]]
    if message.state is State.WRITING:
        names = [name for name in names if name not in _TEXTS]
    else:
        connection.execute("DELETE FROM journal WHERE message_id = ?", (message.id,))
    if names:
        changes = ", ".join(f"{name} = :{name}" for name in names)
        connection.execute(f"UPDATE messages SET {changes} WHERE id = :id", row)  # noqa: S608
    return True


def _oddly_named(connection: sqlite3.Connection) -> dict[str, Message]:
    """Messages whose id is damaged, by what can be read of it: no question by id finds them."""
    rows = connection.execute(
        f"{SELECT} WHERE id GLOB '*[^!-~]*' OR typeof(id) <> 'text' OR id = ''"
    )
    messages = (with_journal(connection, message_of(row)) for row in rows)
    return {message.id: message for message in messages}


def with_journal(connection: sqlite3.Connection, message: Message) -> Message:
    """As far as it is, if it is being written."""
    if message.state is not State.WRITING:
        return message
    pieces = connection.execute(
        "SELECT text, reasoning FROM journal WHERE message_id = ? ORDER BY position", (message.id,)
    ).fetchall()
    return replace(
        message,
        text="".join([message.text, *(to_text(text) for text, _ in pieces)]),
        reasoning="".join([message.reasoning, *(to_text(thought) for _, thought in pieces)]),
        doubtful=message.doubtful or any(type(each) is not str for both in pieces for each in both),
    )


def cut_off(connection: sqlite3.Connection) -> int:
    """End what is being written as far as it is, within the caller's transaction."""
    rows = connection.execute(f"{SELECT} WHERE state = 'writing'").fetchall()
    for row in rows:
        message = with_journal(connection, message_of(row))
        ended = replace(message, state=State.CUT_OFF, error=ErrorKind.CUT_OFF.value)
        _change(connection, ended)
    return len(rows)
