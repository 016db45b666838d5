"""Stand-ins for the store and the endpoint: they remember what they were asked."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.folder import Folder, Shelf, shelf_of
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.reply_draft import Delta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FakeStore:
    """Keeps everything in dictionaries; `full` makes every write fail, `unreadable` every
    read of some messages, `allowed` begin() wait."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, Message] = {}
        self.journalled: list[tuple[str, str, str]] = []
        self.calls: list[str] = []
        self.asked_for: list[list[str]] = []
        self.full = self.unreadable = False
        self.allowed: asyncio.Event | None = None

    async def begin(self, conversation: Conversation, *messages: Message) -> None:
        if self.allowed is not None:
            await self.allowed.wait()
        self._write("begin")
        self.conversations[conversation.id] = conversation
        self.messages |= {message.id: message for message in messages}

    async def journal(self, message_id: str, text: str, reasoning: str) -> None:
        self._write("journal")
        self.journalled.append((message_id, text, reasoning))

    async def finish(self, conversation: Conversation, message: Message) -> None:
        self._write("finish")
        self.conversations[conversation.id] = conversation
        self.messages[message.id] = message

    async def replace(self, message: Message) -> None:
        self._write("replace")
        self.messages[message.id] = message

    async def of(self, conversation_id: str) -> list[Message]:
        return list(self.messages.values())

    async def outline(self, conversation_id: str) -> list[Outline]:
        self.calls.append("outline")
        return [_outline(each) for each in self.messages.values()]

    async def some(self, ids: Sequence[str]) -> list[Message]:
        self.asked_for.append(list(ids))
        await asyncio.sleep(0)
        if self.unreadable:
            raise StoreError(ErrorKind.STORE_FAULT)
        return [self.messages[id] for id in ids]

    async def recover(self) -> int:
        self.calls.append("recover")
        return 0

    def _write(self, call: str) -> None:
        self.calls.append(call)
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)


def _outline(message: Message) -> Outline:
    micros = round(message.created_at.timestamp() * 1_000_000)
    facts = (message.id, message.parent_id, message.role, message.state, message.deleted)
    return Outline(*facts, len(message.text), message.text.count("\n") + 1, micros)


class FakePlaces:
    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.full = False

    async def get(self, conversation_id: str) -> Place | None:
        return self.places.get(conversation_id)

    async def put(self, conversation_id: str, place: Place) -> None:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.places[conversation_id] = place


class FakeConversations:
    """Its own `full` makes writes fail; `pages` are the shelves read, in their order."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self.deleted: set[str] = set()
        self.full = False
        self.pages: list[tuple[Shelf, int]] = []
        self.allowed: asyncio.Event | None = None

    async def all(self) -> list[Conversation]:
        known = self._store.conversations.items()
        return [each for key, each in known if key not in self.deleted]

    async def page(
        self, shelf: Shelf, limit: int, after: Conversation | None = None
    ) -> list[Conversation]:
        self.pages.append((shelf, limit))
        found = sorted(self._on(shelf), key=_newest, reverse=True)
        await asyncio.sleep(0)
        return [each for each in found if after is None or _newest(each) < _newest(after)][:limit]

    async def count(self, shelf: Shelf) -> int:
        return len(self._on(shelf))

    async def change(self, ids: Sequence[str], **values: str | bool | None) -> None:
        await self._write()
        for id in ids:
            known = self._store.conversations[id]
            self._store.conversations[id] = replace(known, **values)  # type: ignore[arg-type]

    async def binned(self) -> list[str]:
        return sorted(self.deleted)

    async def purge(self, ids: Sequence[str]) -> list[str]:
        await self._write()
        gone = self.deleted & set(ids)
        for id in gone:
            del self._store.conversations[id]
        self.deleted -= gone
        return sorted(gone)

    async def get(self, conversation_id: str) -> Conversation | None:
        await asyncio.sleep(0)
        if conversation_id in self.deleted:
            return None
        return self._store.conversations.get(conversation_id)

    async def save(self, conversation: Conversation) -> None:
        self._store.conversations[conversation.id] = conversation

    async def delete(self, conversation_id: str) -> None:
        await self._write()
        self.deleted.add(conversation_id)

    async def restore(self, conversation_id: str) -> None:
        await self._write()
        self.deleted.discard(conversation_id)

    def _on(self, shelf: Shelf) -> list[Conversation]:
        every = self._store.conversations.values()
        marked = (replace(each, deleted_at=EPOCH) if each.id in self.deleted else each
                  for each in every)  # fmt: skip
        return [each for each in marked if shelf_of(each) == shelf]

    async def _write(self) -> None:
        if self.allowed is not None:
            await self.allowed.wait()
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)


def _newest(conversation: Conversation) -> tuple[datetime, str]:
    return conversation.updated_at, conversation.id


class FakeFolders:
    def __init__(self, conversations: FakeConversations | None = None) -> None:
        self.folders: dict[str, Folder] = {}
        self.full = False
        self._conversations = conversations

    async def all(self) -> list[Folder]:
        return list(self.folders.values())

    async def save(self, folder: Folder) -> None:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.folders[folder.id] = folder

    async def delete(self, id: str) -> list[str]:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        del self.folders[id]
        if self._conversations is None:
            return []
        stored = self._conversations._store.conversations
        ids = [each.id for each in stored.values() if each.folder_id == id]
        for each in ids:
            stored[each] = replace(stored[each], folder_id=None)
        return ids


@dataclass
class Request:
    model: str
    history: list[Message]
    instructions: str
    parameters: Parameters


@dataclass
class FakeClient:
    """Streams `script`: deltas, an error to raise, or an event to wait for."""

    script: Sequence[Delta | Exception | asyncio.Event] = ()
    requests: list[Request] = field(default_factory=list)
    closed: int = 0

    async def stream(
        self, model: str, history: Sequence[Message], instructions: str, parameters: Parameters
    ) -> AsyncGenerator[Delta, None]:
        self.requests.append(Request(model, list(history), instructions, parameters))
        try:
            for step in self.script:
                await asyncio.sleep(0)
                if isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, Exception):
                    raise step
                else:
                    yield step
        finally:
            self.closed += 1
