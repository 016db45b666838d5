"""All conversations: the open sessions, and what is unread; the list is that of Shelves."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.filing import Filing, FilingStore, FolderStore, Undo
from promptrun_desktop.services.memory_store import MemoryStore
from promptrun_desktop.services.opened import Store
from promptrun_desktop.services.opening import Opening
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.reply import Client
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.shelves import ShelfStore, Shelves
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.tree import Tree

# Open conversations that are kept in memory once nobody looks at them.
KEPT_OPEN = 12


class ConversationStore(ShelfStore, FilingStore, Protocol): ...


class MessageStore(Store, Protocol):
    async def of(self, conversation_id: str) -> list[Message]: ...
    async def outline(self, conversation_id: str) -> list[Outline]: ...
    async def recover(self) -> int: ...


class Library:
    """`described`: a chat that is not in the bin is new or changed; `removed`: it is in the bin,
    or gone for good. `shelves` is the list, `filing` what is done with chats in it."""

    def __init__(
        self,
        conversations: ConversationStore,
        folders: FolderStore,
        messages: MessageStore,
        places: Places,
        client: Callable[[], Awaitable[Client]],
        tasks: Tasks,
    ) -> None:
        self.described = Signal[[Conversation]]()
        self.removed = Signal[[str]]()
        self.opened = Signal[[ConversationSession]]()
        self.marked = Signal[[]]()
        # A reply has ended, however, in a chat that is not deleted.
        self.replied = Signal[[ConversationSession]]()
        self.failed = Signal[[AppError]]()
        self.session_failed = Signal[[str, AppError]]()
        self.writing: frozenset[str] = frozenset()
        self.unread: frozenset[str] = frozenset()
        self.current: ConversationSession | None = None
        # The one chat that is nowhere but here; None if there is none.
        self.temporary: ConversationSession | None = None
        self._memory = MemoryStore(messages, Tree())
        self.shelves = Shelves(conversations, folders, tasks)
        self.filing = Filing(conversations, folders, self.shelves, self._session_of, tasks)
        self._conversations = conversations
        self._messages = messages
        self._places = places
        self._opening = Opening(conversations, messages, places)
        self._client = client
        self._tasks = tasks
        self._sessions: dict[str, ConversationSession] = {}
        self._wanted = ""
        self._branches = 0
        self._loading: asyncio.Task[None] | None = None
        # Kept before anyone is told: whoever listens may ask for it.
        self.described.connect(self.shelves.keep)
        self.filing.binned.connect(self.shelves.keep)
        self.filing.described.connect(self.described.emit)
        self.filing.removed.connect(self.removed.emit)
        self.filing.purged.connect(self._on_purged)
        self.filing.failed.connect(self.failed.emit)
        self.shelves.failed.connect(self.failed.emit)

    async def load(self) -> list[Conversation]:
        """Bring back what a killed process left half-written, then list what is seen of the
        chats at first. Raises StoreError."""
        try:
            await self._messages.recover()
        except StoreError as error:
            # A full disk cannot take the repair; everything can still be read.
            self.failed.emit(error)
        return await self.shelves.load()

    async def list_again(self) -> None:
        """After chats came from elsewhere, while replies may be written. Raises StoreError."""
        self.filing.forget_purged()
        for key, session in tuple(self._sessions.items()):
            if session is not self.current and self._is_idle(session):
                del self._sessions[key]
        await self.shelves.load()
        await self._read_again()
        for session in tuple(self._sessions.values()):
            if session is not self.temporary and session.is_begun and not self._is_idle(session):
                # Or a back-up made of it would lack what came, and so would the window.
                outline = await self._messages.outline(session.conversation.id)
                session.take(await self._messages.some(session.lacks(outline)))

    async def take_over(self, other: "Library") -> None:
        """What another, whose file was damaged, has in memory alone; `failed` tells what cannot be
        stored here either."""
        if other.temporary is not None and other.temporary.is_begun:
            tree = Tree(other.temporary.in_memory())
            self._make(other.temporary.conversation, tree, temporary=True)
            self._mark()
        for session in tuple(other._sessions.values()):
            if session is not other.temporary and session.is_begun and not session.is_saved:
                try:
                    await self._store_all(session)
                except StoreError as error:
                    self.failed.emit(error)

    async def holds(self, conversation_id: str) -> bool:
        """Whether there is such a chat, and it is not in the bin. Raises StoreError."""
        return bool(conversation_id) and await self._conversations.get(conversation_id) is not None

    def new(self, model: str, *, temporary: bool = False) -> ConversationSession:
        """A chat that is stored with its first question; a temporary one never, until `keep`."""
        self._wanted = ""
        session = self._make(Conversation(model=model), Tree(), temporary=temporary)
        self._show(session)
        return session

    def is_temporary(self, conversation_id: str) -> bool:
        return self.temporary is not None and self.temporary.conversation.id == conversation_id

    def keep(self) -> None:
        """Store the temporary chat as any other, with what was said so far."""
        if self.temporary is not None:
            self._start(self._keep(self.temporary, self._memory), "keep")

    def end_temporary(self) -> Callable[[], None]:
        """Let go of the temporary chat, and stop its reply; returns the undo."""
        ended, memory = self.temporary, self._memory
        if ended is None:
            return lambda: None
        ended.stop()
        self.temporary = None
        self._sessions.pop(ended.conversation.id, None)
        self._mark(unread=self.unread - {ended.conversation.id})

        def undo() -> None:
            if self.temporary is None:
                self.temporary, self._memory = ended, memory
                self._sessions[ended.conversation.id] = ended
                self._show(ended)

        return undo

    def open(self, conversation_id: str, at: str = "") -> None:
        """`opened` fires once its end, and the place where it was left, can be shown; a later
        call overtakes an earlier one.

        It is left at the message `at` then, if that is given, in the branch that has it.
        """
        self._wanted = conversation_id
        if (session := self._sessions.get(conversation_id)) is not None:
            self._show(session, at)
        else:
            # What is read of the one that is shown would be waited for.
            self._stop_loading()
            self._tasks.start(self._open(conversation_id, at), name="open")

    def branch(self, session: ConversationSession, message_id: str, title: str) -> None:
        """Copy a chat up to a message, as another of that title, and show that; what is opened
        meanwhile overtakes it. Not a temporary one: the copy would be kept."""
        if self.is_temporary(session.conversation.id):
            return
        self._branches += 1
        self._wanted = wanted = f"branch {self._branches}"
        self._start(self._branch(session, message_id, title, wanted), "branch")

    def rename(self, conversation_id: str, title: str) -> Undo:
        return self.filing.rename(conversation_id, title)

    def delete(self, conversation_id: str) -> Undo:
        """Undone by `restore`; a reply being written is stopped and kept with it."""
        return self.filing.delete([conversation_id])

    def restore(self, conversation_id: str) -> None:
        self.filing.restore([conversation_id])

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

    async def in_memory(self, ids: Collection[str] | None = None) -> list[Chat]:
        """Those that the store does not have, or not as they are by now; of `ids` also what is read
        whole anyway. None: of all but a temporary one. Oldest messages first. Raises StoreError."""
        found = []
        for session in tuple(self._sessions.values()):
            conversation_id = session.conversation.id
            ahead = session is self.temporary or session.is_replying or not session.is_saved
            if ids is None:
                wanted = ahead and session is not self.temporary
            else:
                wanted = conversation_id in ids and (ahead or session.is_loaded)
            if wanted and session.is_begun and not self.filing.is_deleted(conversation_id):
                found.append(Chat(session.conversation, tuple(await session.every_message())))
        return found

    def _make(
        self, conversation: Conversation, tree: Tree, *, temporary: bool = False
    ) -> ConversationSession:
        store: Store = self._messages
        if temporary:
            store = self._memory = MemoryStore(self._messages, tree)
        session = ConversationSession(conversation, tree, store, self._client, self._tasks)
        if temporary:
            self.temporary = session
        session.described.connect(self._on_described)
        session.failed.connect(
            lambda error: self.session_failed.emit(session.conversation.id, error)
        )
        session.replying.connect(lambda active: self._on_replying(session, active))
        self._sessions[conversation.id] = session
        self._forget_old(conversation.id)
        return session

    def _show(self, session: ConversationSession, at: str = "") -> None:
        self.current = session
        session.place = self._places.get(session.conversation.id)
        if at and session.holds(at):
            self._turn_to(session, at)
        self._mark(unread=self.unread - {session.conversation.id})
        # The one used last stands last, and is forgotten last.
        self._sessions[session.conversation.id] = self._sessions.pop(session.conversation.id)
        self.opened.emit(session)
        self._load()

    def _turn_to(self, session: ConversationSession, message_id: str) -> None:
        if all(each.id != message_id for each in session.shown):
            session.show_version(message_id)
        session.place = Place(message_id)

    def _load(self) -> None:
        """Only the chat that is shown is read to its beginning, and only one at a time."""
        self._stop_loading()
        if self.current is not None and not self.current.is_loaded:
            self._loading = self._tasks.start(self.current.load(), name="load")

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

    async def _open(self, conversation_id: str, at: str) -> None:
        try:
            session = await self._read(conversation_id, at)
        except StoreError as error:
            self.failed.emit(error)
            session = None
        if self._wanted == conversation_id:
            if session is not None:
                self._show(session, at)
            else:
                self._load()

    async def _read(self, conversation_id: str, at: str = "") -> ConversationSession | None:
        await self.filing.restored(conversation_id)
        found = await self._opening.read(conversation_id, at)
        if found is None:
            return None
        # Another call may have opened it while this one read.
        if (session := self._sessions.get(conversation_id)) is not None:
            return session
        # Filed elsewhere while it was read: its next save must not take that back.
        return self._make(self.shelves.fresh(found.conversation), found.tree)

    async def _read_again(self) -> None:
        """The chat that is shown, if it has more messages by now."""
        session = self.current
        if session is not None and session.is_begun and self._is_idle(session):
            conversation_id = session.conversation.id
            outline = await self._messages.outline(conversation_id)
            if session.lacks(outline) and session is self.current and self._is_idle(session):
                del self._sessions[conversation_id]
                self.open(conversation_id)

    def _is_idle(self, session: ConversationSession) -> bool:
        """All of it is in the store, and nothing is added to it."""
        return session is not self.temporary and session.is_saved and not session.is_replying

    async def _store_all(self, session: ConversationSession) -> None:
        await self._messages.begin(session.conversation)
        for message in session.in_memory():
            await self._messages.finish(session.conversation, message)

    async def _branch(
        self, session: ConversationSession, message_id: str, title: str, wanted: str
    ) -> None:
        conversation, messages = await session.branch(message_id, title)
        await self._messages.begin(conversation, *messages)
        self.described.emit(conversation)
        if self._wanted == wanted:
            self._show(self._make(conversation, Tree(messages)))

    async def _keep(self, session: ConversationSession, memory: MemoryStore) -> None:
        await memory.keep(session.conversation)
        if self.temporary is session:
            self.temporary = None
        self._on_described(session.conversation)
        self._mark()

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
        gone = self.filing.is_deleted(conversation.id) or self.is_temporary(conversation.id)
        if session is not None and session.is_begun and not gone:
            self.described.emit(conversation)

    def _on_replying(self, session: ConversationSession, active: bool) -> None:
        conversation_id = session.conversation.id
        if active:
            self._mark(writing=self.writing | {conversation_id})
        else:
            shown = self.current is not None and self.current.conversation.id == conversation_id
            seen = shown or self.filing.is_deleted(conversation_id)
            self._mark(
                writing=self.writing - {conversation_id},
                unread=self.unread | (frozenset() if seen else {conversation_id}),
            )
            if not self.filing.is_deleted(conversation_id):
                self.replied.emit(session)

    def _on_purged(self, conversation_id: str) -> None:
        self._sessions.pop(conversation_id, None)
        self.shelves.forget(conversation_id)
        self._mark(unread=self.unread - {conversation_id})
        self.removed.emit(conversation_id)

    def _session_of(self, conversation_id: str) -> ConversationSession | None:
        return self._sessions.get(conversation_id)

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
            if key != kept and session is not self.current and self._is_idle(session)
        ]
        for key in idle[: max(0, len(idle) - KEPT_OPEN)]:
            del self._sessions[key]
