"""All conversations: the list, the open sessions, and what is unread."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, now
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.opened import Store
from promptrun_desktop.services.opening import Opening
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.reply import Client
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.tree import Tree

# Open conversations that are kept in memory once nobody looks at them.
KEPT_OPEN = 12


class ConversationStore(Protocol):
    async def all(self) -> list[Conversation]: ...
    async def get(self, conversation_id: str) -> Conversation | None: ...
    async def save(self, conversation: Conversation) -> None: ...
    async def delete(self, conversation_id: str) -> None: ...
    async def restore(self, conversation_id: str) -> None: ...


class MessageStore(Store, Protocol):
    async def of(self, conversation_id: str) -> list[Message]: ...
    async def outline(self, conversation_id: str) -> list[Outline]: ...
    async def recover(self) -> int: ...


class Library:
    def __init__(
        self,
        conversations: ConversationStore,
        messages: MessageStore,
        places: Places,
        client: Callable[[], Awaitable[Client]],
        tasks: Tasks,
    ) -> None:
        self.listed = Signal[[list[Conversation]]]()
        self.described = Signal[[Conversation]]()
        self.removed = Signal[[str]]()
        self.opened = Signal[[ConversationSession]]()
        self.marked = Signal[[]]()
        self.failed = Signal[[AppError]]()
        self.session_failed = Signal[[str, AppError]]()
        self.writing: frozenset[str] = frozenset()
        self.unread: frozenset[str] = frozenset()
        self.current: ConversationSession | None = None
        self._conversations = conversations
        self._messages = messages
        self._places = places
        self._opening = Opening(conversations, messages, places)
        self._client = client
        self._tasks = tasks
        self._sessions: dict[str, ConversationSession] = {}
        self._deleted: set[str] = set()
        self._wanted = ""
        self._loading: asyncio.Task[None] | None = None

    async def load(self) -> list[Conversation]:
        """Bring back what a killed process left half-written, then list everything."""
        try:
            await self._messages.recover()
        except StoreError as error:
            # A full disk cannot take the repair; everything can still be read.
            self.failed.emit(error)
        conversations = await self._conversations.all()
        self.listed.emit(conversations)
        return conversations

    def new(self, model: str) -> ConversationSession:
        """A chat that is stored with its first question."""
        self._wanted = ""
        session = self._make(Conversation(model=model), Tree())
        self._show(session)
        return session

    def open(self, conversation_id: str) -> None:
        """`opened` fires once its end, and the place where it was left, can be shown; a later
        call overtakes an earlier one."""
        self._wanted = conversation_id
        if (session := self._sessions.get(conversation_id)) is not None:
            self._show(session)
        else:
            # What is read of the one that is shown would be waited for.
            self._stop_loading()
            self._tasks.start(self._open(conversation_id), name="open")

    def rename(self, conversation_id: str, title: str) -> None:
        if (session := self._sessions.get(conversation_id)) is not None:
            session.rename(title)
        else:
            self._tasks.start(self._rename(conversation_id, title), name="rename", vital=True)

    def delete(self, conversation_id: str) -> None:
        """Undone by `restore`; a reply being written is stopped and kept with it."""
        self._deleted.add(conversation_id)
        if (session := self._sessions.get(conversation_id)) is not None:
            session.stop()
        self.removed.emit(conversation_id)
        self._start(self._conversations.delete(conversation_id), "delete")

    def restore(self, conversation_id: str) -> None:
        self._start(self._restore(conversation_id), "restore")

    def save_again(self, *, ask: bool = True) -> None:
        """After a full disk: what any open conversation could not store; see the session."""
        for session in tuple(self._sessions.values()):
            session.save_again(ask=ask)

    async def tree_of(self, conversation_id: str) -> tuple[Conversation, list[Message]] | None:
        """A conversation and its shown branch, for saving it as a document.

        Raises StoreError where not all of it can be read.
        """
        if (session := self._sessions.get(conversation_id)) is None:
            session = await self._read(conversation_id)
        if session is None:
            return None
        messages = await session.whole()
        return session.conversation, messages

    def _make(self, conversation: Conversation, tree: Tree) -> ConversationSession:
        session = ConversationSession(conversation, tree, self._messages, self._client, self._tasks)
        session.described.connect(self._on_described)
        session.failed.connect(
            lambda error: self.session_failed.emit(session.conversation.id, error)
        )
        session.replying.connect(lambda active: self._on_replying(session, active))
        self._sessions[conversation.id] = session
        self._forget_old(conversation.id)
        return session

    def _show(self, session: ConversationSession) -> None:
        self.current = session
        session.place = self._places.get(session.conversation.id)
        self._mark(unread=self.unread - {session.conversation.id})
        # The one used last stands last, and is forgotten last.
        self._sessions[session.conversation.id] = self._sessions.pop(session.conversation.id)
        self.opened.emit(session)
        self._load()

    def _load(self) -> None:
        """Only the chat that is shown is read to its beginning, and only one at a time."""
        self._stop_loading()
        if self.current is not None and not self.current.is_loaded:
            self._loading = self._tasks.start(self.current.load(), name="load")

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

    async def _open(self, conversation_id: str) -> None:
        try:
            session = await self._read(conversation_id)
        except StoreError as error:
            self.failed.emit(error)
            session = None
        if self._wanted == conversation_id:
            if session is not None:
                self._show(session)
            else:
                self._load()

    async def _read(self, conversation_id: str) -> ConversationSession | None:
        found = await self._opening.read(conversation_id)
        if found is None:
            return None
        # Another call may have opened it while this one read.
        return self._sessions.get(conversation_id) or self._make(found.conversation, found.tree)

    async def _rename(self, conversation_id: str, title: str) -> None:
        try:
            conversation = await self._conversations.get(conversation_id)
            if conversation is not None:
                renamed = replace(conversation, title=title, updated_at=now())
                await self._conversations.save(renamed)
                self.described.emit(renamed)
        except StoreError as error:
            self.failed.emit(error)

    async def _restore(self, conversation_id: str) -> None:
        await self._conversations.restore(conversation_id)
        self._deleted.discard(conversation_id)
        if (conversation := await self._conversations.get(conversation_id)) is not None:
            self.described.emit(conversation)

    def _start(self, work: Awaitable[None], name: str) -> None:
        async def told() -> None:
            try:
                await work
            except StoreError as error:
                self.failed.emit(error)

        self._tasks.start(told(), name=name, vital=True)

    def _on_described(self, conversation: Conversation) -> None:
        session = self._sessions.get(conversation.id)
        # A reply that is stopped by the deletion still ends, and says so.
        gone = conversation.id in self._deleted
        if session is not None and session.is_begun and not gone:
            self.described.emit(conversation)

    def _on_replying(self, session: ConversationSession, active: bool) -> None:
        conversation_id = session.conversation.id
        if active:
            self._mark(writing=self.writing | {conversation_id})
        else:
            shown = self.current is not None and self.current.conversation.id == conversation_id
            seen = shown or conversation_id in self._deleted
            self._mark(
                writing=self.writing - {conversation_id},
                unread=self.unread | (frozenset() if seen else {conversation_id}),
            )

    def _mark(
        self, *, writing: frozenset[str] | None = None, unread: frozenset[str] | None = None
    ) -> None:
        self.writing = self.writing if writing is None else writing
        self.unread = self.unread if unread is None else unread
        self.marked.emit()

    def _forget_old(self, kept: str) -> None:
        idle = [
            key
            for key, session in self._sessions.items()
            if key != kept
            and session is not self.current
            and session.is_saved
            and not session.is_replying
        ]
        for key in idle[: max(0, len(idle) - KEPT_OPEN)]:
            del self._sessions[key]
