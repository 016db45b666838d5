"""What arrives is put beside what is there, within the transaction of the caller.

Only what is missing is added. A chat that is there keeps all that it has; the branch that it shows
goes on only where what arrives continues it. The same again adds nothing.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from promptrun_desktop.domain.chat import Added, DraftOf, PlaceIn
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message
from promptrun_desktop.store import fields
from promptrun_desktop.store.merging import insert
from promptrun_desktop.store.message_rows import INSERT, columns
from promptrun_desktop.store.refuge import DAMAGED

# Others could be taken for something else, as a draft's "/edit", or be found by no question.
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ADD = INSERT.replace("INSERT INTO", "INSERT OR IGNORE INTO")
_OWNER = "SELECT conversation_id FROM messages WHERE id = ?"
_SHOWN = "SELECT leaf_id FROM conversations WHERE id = ?"
_SHOW = """
    UPDATE conversations SET leaf_id = :leaf, updated_at = max(updated_at, :time)
    WHERE id = :chat"""
_LATEST = fields.from_time(datetime(9999, 12, 30, tzinfo=UTC))
# UNION, not UNION ALL: links may go in circles.
_FOLLOWS = """
    WITH RECURSIVE up (id) AS (
        VALUES (:leaf)
        UNION SELECT m.parent_id FROM messages AS m JOIN up ON m.id = up.id
            WHERE m.conversation_id = :chat AND m.parent_id IS NOT NULL
    ) SELECT 1 FROM up WHERE id = :before"""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some messages of a chat, parents first; slices of a chat follow each other.

    `leaf` is where the branch that is shown ends so far; `is_end`: it ends there.
    """

    conversation: Conversation
    messages: Sequence[Message]
    leaf: str | None
    is_end: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A chat of which something has arrived. `source` is its id there, `id` the one here, `ids`
    are those of messages that have another here."""

    source: str
    id: str
    is_new: bool
    is_at_end: bool = False
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Folders:
    """`known` are those that were here before, by name; `here` is which one stands for one that
    arrived; new ones come behind those before `last`, in the order in which they arrive."""

    known: dict[str, str]
    last: int
    here: dict[str, str] = field(default_factory=dict)


def is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM conversations LIMIT 1").fetchone() is None


def folders_of(connection: sqlite3.Connection) -> Folders:
    rows = connection.execute("SELECT id, name, position FROM folders ORDER BY position DESC, id")
    known, last = {}, 0
    for id, name, position in rows:
        known[fields.to_text(name).casefold()] = fields.to_text(id)
        last = max(last, (fields.to_whole(position) or 0) + 1)
    return Folders(known, last)


def put_folder(connection: sqlite3.Connection, folder: Folder, folders: Folders) -> Added:
    """One of the same name that was here before takes its place."""
    id, name = _safe_id(connection, "folders", folder.id), folder.name.casefold()
    if not _has(connection, "folders", id) and name in folders.known:
        folders.here[folder.id] = folders.known[name]
        return Added()
    folders.here[folder.id] = id
    position = max(folders.last, min(folder.position, 1 << 31))
    row = (id, folder.name, position)
    is_new = insert(connection, "folders", ("id", "name", "position"), row)
    if is_new:
        folders.last = position + 1
    return Added(folders=is_new)


def put_slice(
    connection: sqlite3.Connection,
    slice: Slice,
    before: Arrived | None,
    folders: Folders,
    at: datetime,
) -> tuple[Arrived, Added]:
    """`before` is the chat that arrived last. What was deleted there is in the bin here since
    `at`, so that it is there for as long as anything else."""
    added = Added()
    chat = before
    if chat is None or chat.source != slice.conversation.id:
        chat, added = _put_conversation(connection, slice.conversation, folders, at)
    elif not _has(connection, "conversations", chat.id):
        return chat, added  # Deleted for good since its first part came: the rest is not wanted.
    count = sum([_put_message(connection, chat, each) for each in slice.messages])
    if slice.leaf is not None and not chat.is_at_end:
        _show(connection, chat, slice)
        chat = replace(chat, is_at_end=slice.is_end)
    return chat, added._replace(messages=count)


def put_draft(connection: sqlite3.Connection, of: DraftOf, *, was_empty: bool) -> None:
    """Where nothing is typed yet; not what was sent meanwhile. Of a chat that has not begun: only
    if there was no chat at all before these came."""
    id, slash, rest = of.key.partition("/")
    if id:
        id = _safe_id(connection, "conversations", id)
        if _has(connection, "conversations", id):
            row = (f"{id}{slash}{rest}", of.draft.text, of.draft.caret)
            insert(connection, "drafts", ("key", "text", "caret"), row)
    elif was_empty and not slash:
        # Not asked whether it was sent: every question would be read for that.
        connection.execute(
            "INSERT OR IGNORE INTO drafts (key, text, caret) VALUES ('', ?, ?)",
            (of.draft.text, of.draft.caret),
        )


def put_place(connection: sqlite3.Connection, of: PlaceIn) -> None:
    """Where a chat has none."""
    chat = _safe_id(connection, "conversations", of.conversation_id)
    place = of.place
    for id in (place.message_id, _other_id(chat, place.message_id)):
        if _owner(connection, id) == chat:
            insert(
                connection,
                "places",
                ("conversation_id", "message_id", "leaf", "offset", "at_end"),
                (chat, id, place.leaf, place.offset, place.at_end),
            )
            return


def known_messages(
    connection: sqlite3.Connection, conversation_id: str, ids: Sequence[str]
) -> set[str]:
    """Which of these are in the chat, under whatever id."""
    chat = _safe_id(connection, "conversations", conversation_id)
    return {
        id
        for id in ids
        if chat in (_owner(connection, id), _owner(connection, _other_id(chat, id)))
    }


def _put_conversation(
    connection: sqlite3.Connection, conversation: Conversation, folders: Folders, at: datetime
) -> tuple[Arrived, Added]:
    id = _safe_id(connection, "conversations", conversation.id)
    folder_id = conversation.folder_id
    if folder_id is not None:
        folder_id = folders.here.get(folder_id, folder_id)
        folder_id = folder_id if _has(connection, "folders", folder_id) else None
    is_deleted = conversation.deleted_at is not None
    row = {
        "id": id,
        "title": conversation.title,
        "model": conversation.model,
        "instructions": conversation.instructions,
        "temperature": conversation.parameters.temperature,
        "top_p": conversation.parameters.top_p,
        "created_at": _micros(conversation.created_at),
        "updated_at": _micros(conversation.updated_at),
        "named": conversation.named,
        "pinned": conversation.pinned,
        "archived": conversation.archived,
        "folder_id": folder_id,
        "deleted": is_deleted,
        "deleted_at": fields.from_time(at) if is_deleted else None,
    }
    is_new = insert(connection, "conversations", tuple(row), tuple(row.values()))
    (binned,) = connection.execute(
        "SELECT deleted = 1 FROM conversations WHERE id = ?", (id,)
    ).fetchone()
    return Arrived(conversation.id, id, is_new), Added(conversations=is_new, binned=binned)


def _put_message(connection: sqlite3.Connection, chat: Arrived, message: Message) -> bool:
    """A message of another chat may have its id: it has another then, always the same one."""
    row = columns(message, chat.id) | {"created_at": _micros(message.created_at)}
    if message.parent_id is not None:
        row["parent_id"] = _here(connection, chat, message.parent_id)
    if message.doubtful:
        row["state"] = DAMAGED.decode()
    id = message.id
    if not chat.is_new and (found := _found(connection, chat, id)) is not None:
        _note(chat, message.id, found)
        return False
    if not _PLAIN.fullmatch(id):
        id = _other_id(chat.id, id)
    while connection.execute(_ADD, row | {"id": id}).rowcount != 1:
        if _owner(connection, id) == chat.id:
            _note(chat, message.id, id)
            return False
        id = _other_id(chat.id, id)
    _note(chat, message.id, id)
    return True


def _show(connection: sqlite3.Connection, chat: Arrived, slice: Slice) -> None:
    (shown,) = connection.execute(_SHOWN, (chat.id,)).fetchone()
    leaf = _here(connection, chat, slice.leaf or "")
    values: dict[str, Any] = {"chat": chat.id, "leaf": leaf, "before": shown, "time": 0}
    if not chat.is_new and shown is not None and _owner(connection, shown) == chat.id:
        if not slice.is_end or shown == leaf:
            return
        if connection.execute(_FOLLOWS, values).fetchone() is None:
            return
        values["time"] = _micros(slice.conversation.updated_at)
    connection.execute(_SHOW, values)


def _note(chat: Arrived, there: str, here: str) -> None:
    if there != here:
        chat.ids[there] = here


def _here(connection: sqlite3.Connection, chat: Arrived, id: str) -> str:
    if id in chat.ids:
        return chat.ids[id]
    # In a part of the chat that arrived at another time.
    if not chat.is_new and (found := _found(connection, chat, id)) is not None:
        return found
    return id


def _found(connection: sqlite3.Connection, chat: Arrived, id: str) -> str | None:
    for each in (id, _other_id(chat.id, id)):
        if _owner(connection, each) == chat.id:
            return each
    return None


def _owner(connection: sqlite3.Connection, id: str) -> str | None:
    found = connection.execute(_OWNER, (id,)).fetchone()
    return None if found is None else fields.to_text(found[0])


def _has(connection: sqlite3.Connection, table: str, id: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608
    return connection.execute(query, (id,)).fetchone() is not None


def _safe_id(connection: sqlite3.Connection, table: str, id: str) -> str:
    return id if _PLAIN.fullmatch(id) or _has(connection, table, id) else _other_id(table, id)


def _other_id(within: str, id: str) -> str:
    return uuid5(NAMESPACE_OID, f"{within}/{id}").hex


def _micros(time: datetime) -> int:
    """A time before 1970 would be taken for damage; one at the end of all time is none in every
    time zone."""
    return min(max(fields.from_time(time), 0), _LATEST)
