"""Chats from elsewhere into the store, in pieces so small that nobody waits for one."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from promptrun_desktop.domain.branches import path_to
from promptrun_desktop.domain.chat import (
    Added,
    Chat,
    DraftOf,
    Extra,
    PlaceIn,
    Preferences,
    linked,
)
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, State, now
from promptrun_desktop.store.arriving import (
    Arrived,
    Folders,
    Slice,
    folders_of,
    is_empty,
    known_messages,
    put_draft,
    put_folder,
    put_place,
    put_slice,
)
from promptrun_desktop.store.aside import Stop, aside
from promptrun_desktop.store.database import Database
from promptrun_desktop.text.unicode import clean

T = TypeVar("T")
Arriving = Folder | Chat | Extra
# How many chats were taken, and what of them is in the store.
Tell = Callable[[int, Added], object]
_Work = Callable[[sqlite3.Connection], Any]
_Piece = Folder | Slice | DraftOf | PlaceIn

_ROWS, _CHARS = 200, 1 << 20
# Longer ones are no names, and would be read with every list of chats.
_LONGEST_NAME = 2000
_LONGEST_DETAIL = 300


class Arrivals:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, arriving: Iterable[Arriving], tell: Tell = lambda *_: None) -> Added:
        """Add what is missing; nothing is overwritten. Folders come before the chats in them, and
        parts of a chat one after the other.

        `arriving` is read on a thread of its own; a ValueError of its passes, and what came before
        it is in the store. So is, after cancelling, whatever `tell` was told of, on the loop's
        thread. Raises StoreError.
        """
        loop = asyncio.get_running_loop()
        at = now()

        def read(work: Callable[[sqlite3.Connection], T]) -> T:
            return asyncio.run_coroutine_threadsafe(self._database.read(work), loop).result()

        def write(work: Callable[[sqlite3.Connection], T]) -> T:
            return asyncio.run_coroutine_threadsafe(self._database.write(work), loop).result()

        def told(count: int, added: Added) -> None:
            loop.call_soon_threadsafe(tell, count, added)

        def job(stop: Stop) -> Added:
            bringing = _Bringing(read, write, told, at)
            try:
                for each in arriving:
                    stop.check()
                    bringing.take(each)
            except ValueError:
                bringing.flush()
                raise
            bringing.flush()
            return bringing.added

        return await aside("store-arrivals", job)


class _Bringing:
    def __init__(
        self, read: Callable[[_Work], Any], write: Callable[[_Work], Any], tell: Tell, at: datetime
    ) -> None:
        self.added = Added()
        self._read = read
        self._write = write
        self._tell = tell
        self._at = at
        self._count = 0
        self._last: str | None = None
        self._folders: Folders = read(folders_of)
        self._was_empty: bool = read(is_empty)
        self._chat: Arrived | None = None
        self._waiting: list[_Piece] = []
        self._rows = self._chars = 0

    def take(self, arriving: Arriving) -> None:
        match arriving:
            case Chat():
                self._take_chat(arriving)
                # Not each part of a large one.
                self._count += arriving.conversation.id != self._last
                self._last = arriving.conversation.id
            case Folder():
                folder = replace(arriving, id=clean(arriving.id), name=_name(arriving.name))
                self._put(folder, 1, 0)
            case DraftOf(key, draft):
                draft = replace(draft, text=clean(draft.text))
                self._put(DraftOf(clean(key), draft), 1, len(draft.text))
            case PlaceIn(id, place):
                place = replace(place, message_id=clean(place.message_id))
                self._put(PlaceIn(clean(id), place), 1, 0)
            case Preferences():
                pass

    def flush(self) -> None:
        """One transaction."""
        waiting, self._waiting = self._waiting, []
        self._rows = self._chars = 0
        if waiting:
            self._chat, added = self._write(lambda each: self._work(each, waiting))
            self.added = Added(*map(sum, zip(self.added, added, strict=True)))
        self._tell(self._count, self.added)

    def _work(
        self, connection: sqlite3.Connection, pieces: Iterable[_Piece]
    ) -> tuple[Arrived | None, Added]:
        """Changes nothing here that would matter if it had to be done again."""
        chat, added = self._chat, [Added()]
        for each in pieces:
            match each:
                case Slice():
                    chat, more = put_slice(connection, each, chat, self._folders, self._at)
                    added.append(more)
                case Folder():
                    added.append(put_folder(connection, each, self._folders))
                case DraftOf():
                    put_draft(connection, each, was_empty=self._was_empty)
                case PlaceIn():
                    put_place(connection, each)
        return chat, Added(*map(sum, zip(*added, strict=True)))

    def _put(self, piece: _Piece, rows: int, chars: int) -> None:
        self._waiting.append(piece)
        self._rows += rows
        self._chars += chars
        if self._rows >= _ROWS or self._chars >= _CHARS:
            self.flush()

    def _take_chat(self, chat: Chat) -> None:
        conversation = _conversation(chat.conversation)
        messages = [_message(each) for each in chat.messages]
        messages = linked(messages, self._elsewhere(conversation, messages))
        for slice, chars in _slices(conversation, messages):
            self._put(slice, len(slice.messages) + 1, chars)

    def _elsewhere(self, conversation: Conversation, messages: list[Message]) -> set[str]:
        """Which messages that its own follow stand in the store, of a part that came before."""
        missing = {each.parent_id for each in messages} - {each.id for each in messages} - {None}
        if not missing:
            return set()
        self.flush()
        wanted = [str(each) for each in missing]
        found: set[str] = self._read(
            lambda connection: known_messages(connection, conversation.id, wanted)
        )
        return found


def _slices(conversation: Conversation, messages: list[Message]) -> Iterator[tuple[Slice, int]]:
    """With the characters of each."""
    path = {each.id for each in path_to(conversation.leaf_id, {one.id: one for one in messages})}
    waiting: list[Message] = []
    chars = 0
    leaf: str | None = None
    for each in messages:
        waiting.append(each)
        chars += len(each.text) + len(each.reasoning)
        if each.id in path or not (path or each.deleted):
            leaf = each.id
        if len(waiting) >= _ROWS or chars >= _CHARS:
            yield _slice(conversation, waiting, leaf), chars
            waiting, chars = [], 0
    if waiting or not messages:
        yield _slice(conversation, waiting, leaf), chars + len(conversation.instructions)


def _slice(conversation: Conversation, messages: list[Message], leaf: str | None) -> Slice:
    shown = leaf or (messages[-1].id if messages else None)
    return Slice(conversation, messages, shown, shown == conversation.leaf_id)


def _conversation(conversation: Conversation) -> Conversation:
    folder, leaf = conversation.folder_id, conversation.leaf_id
    return replace(
        conversation,
        id=clean(conversation.id),
        title=_name(conversation.title),
        model=_name(conversation.model),
        instructions=clean(conversation.instructions),
        leaf_id=None if leaf is None else clean(leaf),
        folder_id=None if folder is None else clean(folder),
    )


def _message(message: Message) -> Message:
    """As the store takes it; what was being written is cut off."""
    if message.state is State.WRITING:
        message = replace(message, state=State.CUT_OFF, error=ErrorKind.CUT_OFF.value)
    reason, error, parent = message.finish_reason, message.error, message.parent_id
    return replace(
        message,
        id=clean(message.id),
        parent_id=None if parent is None else clean(parent),
        text=clean(message.text),
        reasoning=clean(message.reasoning),
        model=_name(message.model),
        finish_reason=None if reason is None else _name(reason),
        error=None if error is None else _name(error),
        detail=clean(message.detail)[:_LONGEST_DETAIL],
    )


def _name(text: str) -> str:
    return clean(text[:_LONGEST_NAME])
