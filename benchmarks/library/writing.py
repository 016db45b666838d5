"""Writes a library into a database of the app's own schema, and tells what it holds."""

import contextlib
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.library.plan import Planned, folders, in_row_order, plan
from benchmarks.library.texts import Texts
from benchmarks.library.vocabulary import vocabulary
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.store import fields
from promptrun_desktop.store.conversations import put
from promptrun_desktop.store.files import open_file
from promptrun_desktop.store.message_rows import INSERT, columns

MODELS = {"harbor/large-2": 45, "harbor/small-2": 25, "nimbus/pro": 20, "nimbus/flash": 10}
RARE_MODEL, RARE_ONE_IN = "attic/experimental", 1_000
# Of 100: questions answered twice, answers that were stopped, messages that were deleted.
_TWICE, _STOPPED, _DELETED = 4, 2, 1
_SECONDS = (20, 240)  # between two messages
_A_TRANSACTION = 2_000
_CACHE_KIB = 200_000


@dataclass(frozen=True, slots=True)
class Facts:
    """`characters` and `size`, in bytes of UTF-8, are those of what was said; no titles."""

    chats: int
    messages: int
    characters: int
    size: int


def write(path: Path, chats: int, messages: int) -> Facts:
    """A new file; the same one for the same numbers. Not safe from a power cut, but quick."""
    connections = open_file(path)
    writer = connections.writer
    assert writer is not None
    with contextlib.closing(connections.reader), contextlib.closing(writer):
        writer.execute("PRAGMA synchronous = OFF")
        writer.execute("PRAGMA wal_autocheckpoint = 20000")
        writer.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        writer.execute("BEGIN")
        facts = _Writing(writer, chats, messages).write()
        writer.execute("COMMIT")
        return facts


class _Writing:
    def __init__(self, connection: sqlite3.Connection, chats: int, messages: int) -> None:
        self._connection = connection
        self._chance = random.Random("library")  # noqa: S311
        self._texts = Texts(vocabulary(), self._chance)
        self._plan = plan(chats, messages, self._chance)
        self._folders = [
            Folder(self._texts.title(), id=self._id(), position=at) for at in range(folders(chats))
        ]
        self._chats: dict[int, _Chat] = {}
        self._answers = self._written = self._characters = self._size = 0

    def write(self) -> Facts:
        for folder in self._folders:
            self._connection.execute(
                "INSERT INTO folders (id, name, position) VALUES (?, ?, ?)",
                (folder.id, folder.name, folder.position),
            )
        for planned in self._plan:
            self._begin(planned)
        for planned, when, count in in_row_order(self._plan, self._chance):
            self._sit_down(self._chats[planned.number], when, count)
        for planned in self._plan:
            self._end(planned)
        self._settle()
        return Facts(len(self._plan), self._written, self._characters, self._size)

    def _begin(self, planned: Planned) -> None:
        (model,) = self._chance.choices(list(MODELS), list(MODELS.values()))
        begun = planned.sittings[0][0]
        conversation = Conversation(
            self._id(),
            self._texts.title(),
            model,
            created_at=begun,
            updated_at=begun,
            named=self._chance.randrange(10) == 0,
            pinned=planned.pinned,
            archived=planned.archived,
            folder_id=None if planned.folder is None else self._folders[planned.folder].id,
        )
        self._chats[planned.number] = _Chat(conversation)
        # Messages refer to it; how it ended is told when it has.
        put(self._connection, conversation)

    def _end(self, planned: Planned) -> None:
        chat = self._chats[planned.number].conversation
        put(self._connection, chat)
        if planned.binned:
            self._connection.execute(
                "UPDATE conversations SET deleted = 1, deleted_at = ? WHERE id = ?",
                (fields.from_time(chat.updated_at), chat.id),
            )

    def _sit_down(self, chat: "_Chat", at: datetime, count: int) -> None:
        # Perhaps they still sat there.
        at = max(at, chat.conversation.updated_at + timedelta(seconds=1))
        for _ in range(count):
            message = self._asked(chat, at) if chat.question is None else self._answered(chat, at)
            self._add(chat, message)
            at += timedelta(seconds=self._chance.randint(*_SECONDS))

    def _asked(self, chat: "_Chat", at: datetime) -> Message:
        ask, chat.answer = self._texts.exchange()
        chat.question = Message(Role.USER, ask(), chat.conversation.leaf_id, self._id(), at)
        return chat.question

    def _answered(self, chat: "_Chat", at: datetime) -> Message:
        question = chat.question
        assert question is not None
        draw = self._chance.randrange(100)
        if draw >= _TWICE:
            chat.question = None
        self._answers += 1
        is_rare = self._answers % RARE_ONE_IN == RARE_ONE_IN // 2
        text = chat.answer()
        return Message(
            Role.ASSISTANT,
            text,
            question.id,
            self._id(),
            at,
            State.STOPPED if draw >= 100 - _STOPPED else State.COMPLETE,
            RARE_MODEL if is_rare else chat.conversation.model,
            finish_reason="stop",
            usage=Usage(self._chance.randrange(9_000), len(text) // 4),
            seconds=2.5,
            deleted=self._chance.randrange(100) < _DELETED,
        )

    def _add(self, chat: "_Chat", message: Message) -> None:
        self._connection.execute(INSERT, columns(message, chat.conversation.id))
        chat.conversation = replace(
            chat.conversation, leaf_id=message.id, updated_at=message.created_at
        )
        self._written += 1
        self._characters += len(message.text)
        self._size += len(message.text.encode())
        if self._written % _A_TRANSACTION == 0:
            self._settle()

    def _settle(self) -> None:
        # As if the index had been there while all this was said.
        self._connection.execute("DELETE FROM unindexed")
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def _id(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"


class _Chat:
    """As far as it has come: `question` waits for an answer."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.question: Message | None = None
        self.answer: Callable[[], str] = str
