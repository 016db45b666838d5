"""Stand-ins for the store and the endpoint: they remember what they were asked."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.reply_draft import Delta


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
    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self.deleted: set[str] = set()

    async def all(self) -> list[Conversation]:
        known = self._store.conversations.items()
        return [each for key, each in known if key not in self.deleted]

    async def get(self, conversation_id: str) -> Conversation | None:
        await asyncio.sleep(0)
        return self._store.conversations.get(conversation_id)

    async def save(self, conversation: Conversation) -> None:
        self._store.conversations[conversation.id] = conversation

    async def delete(self, conversation_id: str) -> None:
        self.deleted.add(conversation_id)

    async def restore(self, conversation_id: str) -> None:
        self.deleted.discard(conversation_id)


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
