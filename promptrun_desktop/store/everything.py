"""All that is stored, read once from end to end beside the running app, whole chats at a time."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from promptrun_desktop.domain.chat import Chat, DraftOf, PlaceIn, parents_first
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.store import conversations, message_rows
from promptrun_desktop.store.conversations import conversation_of
from promptrun_desktop.store.drafts import draft_of
from promptrun_desktop.store.faults import translated
from promptrun_desktop.store.fields import to_text
from promptrun_desktop.store.files import all_rows, read_only
from promptrun_desktop.store.folders import ALL, folder_of
from promptrun_desktop.store.message_rows import message_of
from promptrun_desktop.store.messages import with_journal
from promptrun_desktop.store.places import place_of

_NUMBERS = "SELECT rowid FROM conversations"
_CONVERSATION = f"{conversations.SELECT} WHERE rowid = ?"
_OF = "WHERE conversation_id = (SELECT id FROM conversations WHERE rowid = ?)"
_MESSAGES = f"{message_rows.SELECT} {_OF} ORDER BY created_at, position"
_COUNT = f"SELECT count(*) FROM messages {_OF}"  # noqa: S608
_DRAFT = "SELECT key, text, caret FROM drafts WHERE rowid = ?"
_PLACES = "SELECT conversation_id, message_id, leaf, offset, at_end FROM places"


class Count(NamedTuple):
    conversations: int
    messages: int


@contextmanager
def open_everything(path: Path) -> Iterator["Everything"]:
    """One unchanging state of the file, for a process or thread of its own.

    Raises StoreError, here and wherever something is read.
    """
    with translated():
        connection = read_only(path)
    try:
        with translated():
            connection.execute("BEGIN")
            # A snapshot is taken with the first reading.
            connection.execute("SELECT 1 FROM conversations LIMIT 1").fetchall()
        yield Everything(connection)
    finally:
        connection.close()


class Everything:
    """`ids`: these chats, in this order; None: all, the last changed one first. `deleted`: those
    in the bin too. No more is held than the chat that is read, and numbers of the others."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def folders(self) -> Iterator[Folder]:
        """In their order."""
        yield from (folder_of(*row) for row in self._rows(ALL))

    def chats(self, ids: Sequence[str] | None = None, deleted: bool = False) -> Iterator[Chat]:
        """A reply being written is cut off where it is."""
        for number in self._numbers(ids, deleted):
            (row,) = self._rows(_CONVERSATION, (number,))
            messages = self._rows(_MESSAGES, (number,))
            whole = parents_first(self._ended(message_of(each)) for each in messages)
            del messages
            yield Chat(conversation_of(row), tuple(whole))

    def count(self, ids: Sequence[str] | None = None, deleted: bool = False) -> Count:
        numbers = self._numbers(ids, deleted)
        if ids is None and deleted:
            ((messages,),) = self._rows("SELECT count(*) FROM messages")
        else:
            messages = sum(self._rows(_COUNT, (number,))[0][0] for number in numbers)
        return Count(len(numbers), messages)

    def drafts(self) -> Iterator[DraftOf]:
        for (number,) in self._rows("SELECT rowid FROM drafts"):
            for key, text, caret in self._rows(_DRAFT, (number,)):
                yield DraftOf(to_text(key), draft_of(text, caret))

    def places(self) -> Iterator[PlaceIn]:
        for id, *place in self._rows(_PLACES):
            yield PlaceIn(to_text(id), place_of(*place))

    def _numbers(self, ids: Sequence[str] | None, deleted: bool) -> list[int]:
        """Of rows: a damaged id can be read, but not asked for."""
        among = "" if deleted else " AND deleted = 0"
        if ids is None:
            rows = self._rows(f"{_NUMBERS} WHERE TRUE{among} ORDER BY updated_at DESC, id")
        else:
            one = f"{_NUMBERS} WHERE id = ?{among}"
            rows = [row for id in ids for row in self._rows(one, (id,))]
        return [number for (number,) in rows]

    def _ended(self, message: Message) -> Message:
        if message.state is not State.WRITING:
            return message
        with translated():
            so_far = with_journal(self._connection, message)
        return replace(so_far, state=State.CUT_OFF, error=ErrorKind.CUT_OFF.value)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with translated():
            return all_rows(self._connection, query, values)
