"""What is known of the list of chats: a page of each shelf that is seen, more as it is scrolled."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.folder import ARCHIVE, BIN, PINNED, RECENT, Folder, Shelf, shelf_of
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks

# Chats that are read at once: more than the highest screen shows.
PAGE = 100
# However far the list is dragged, a read stays short.
LONGEST_PAGE = 500


class ShelfStore(Protocol):
    async def page(
        self, shelf: Shelf, limit: int, after: Conversation | None = None
    ) -> list[Conversation]: ...
    async def count(self, shelf: Shelf) -> int: ...


class FolderReader(Protocol):
    async def all(self) -> list[Folder]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """The next chats of a shelf, as they are now; `left` of them are not read yet."""

    shelf: Shelf
    conversations: list[Conversation]
    left: int


@dataclass(slots=True)
class _Read:
    """How far a shelf is read."""

    last: Conversation | None = None
    count: int = 0
    left: int = -1  # not known


class Shelves:
    """What is known here is newer than what is read: every change of a chat is kept first."""

    def __init__(self, store: ShelfStore, folders: FolderReader, tasks: Tasks) -> None:
        self.paged = Signal[[Page]]()
        self.foldered = Signal[[list[Folder]]]()
        # The archive or the bin holds that many.
        self.counted = Signal[[Shelf, int]]()
        self.failed = Signal[[AppError]]()
        self.folders: list[Folder] = []
        self.counts: dict[Shelf, int] = {ARCHIVE: 0, BIN: 0}
        self._store = store
        self._folders = folders
        self._tasks = tasks
        self._known: dict[str, Conversation] = {}
        self._read: dict[Shelf, _Read] = {}
        self._reading: set[Shelf] = set()
        self._gone: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """No chat, no folder, nothing in the archive and the bin."""
        return not (self._known or self.folders or any(self.counts.values()))

    async def load(self) -> list[Conversation]:
        """The first page of what stands in the list, also of what a copy brought back; what was
        read of other shelves is read again. Raises StoreError."""
        folders, archived, binned = await asyncio.gather(
            self._folders.all(), self._store.count(ARCHIVE), self._store.count(BIN)
        )
        self.set_folders(folders)
        self._count(ARCHIVE, archived)
        self._count(BIN, binned)
        self._gone.clear()
        for shelf in (PINNED, RECENT):
            self._read.pop(shelf, None)
            await self._page(shelf, PAGE)
        self.again(*(self._read.keys() - {PINNED, RECENT}))
        return list(self._known.values())

    def more(self, shelf: Shelf, wanted: int = PAGE) -> None:
        """Read on, unless that is under way; `paged` tells what came."""
        read = self._read.get(shelf)
        if shelf in self._reading or (read is not None and read.left == 0):
            return
        self._read_on(shelf, wanted)

    def again(self, *shelves: Shelf) -> None:
        """Read from the start what was read before: others stand there now."""
        for shelf in shelves:
            if (read := self._read.pop(shelf, None)) is not None:
                self._read_on(shelf, read.count + PAGE)

    def known(self, conversation_id: str) -> Conversation | None:
        return self._known.get(conversation_id)

    def all_in(self, folder_id: str) -> list[Conversation]:
        """Those known to belong there, pinned, archived and deleted ones too."""
        return [each for each in self._known.values() if each.folder_id == folder_id]

    def keep(self, conversation: Conversation) -> None:
        """As it is now, wherever that was said."""
        before = self._known.get(conversation.id)
        self._known[conversation.id] = conversation
        if before is not None:
            self._moved(shelf_of(before), shelf_of(conversation))

    def forget(self, conversation_id: str) -> None:
        """It is deleted for good; what nobody read yet was in the bin."""
        self._gone.add(conversation_id)
        before = self._known.pop(conversation_id, None)
        self._moved(shelf_of(before) if before is not None else BIN, None)

    def bring_back(self, conversation: Conversation) -> None:
        """It could not be deleted for good."""
        self._gone.discard(conversation.id)
        self._known[conversation.id] = conversation
        self._moved(None, shelf_of(conversation))

    def fresh(self, conversation: Conversation) -> Conversation:
        """What was read, filed and named as it is by now."""
        known = self._known.get(conversation.id)
        if known is None:
            return conversation
        return replace(
            conversation,
            title=known.title,
            named=known.named,
            pinned=known.pinned,
            archived=known.archived,
            folder_id=known.folder_id,
        )

    def set_folders(self, folders: Iterable[Folder]) -> None:
        self.folders = sorted(folders, key=lambda each: (each.position, each.id))
        self.foldered.emit(self.folders)

    def _moved(self, start: Shelf | None, end: Shelf | None) -> None:
        if start != end:
            for shelf, step in ((start, -1), (end, 1)):
                if shelf in self.counts:
                    self._count(shelf, self.counts[shelf] + step)

    def _count(self, shelf: Shelf, count: int) -> None:
        self.counts[shelf] = max(0, count)
        self.counted.emit(shelf, self.counts[shelf])

    def _read_on(self, shelf: Shelf, wanted: int) -> None:
        self._reading.add(shelf)
        self._tasks.start(self._told(shelf, wanted), name="page")

    async def _told(self, shelf: Shelf, wanted: int) -> None:
        try:
            while wanted > 0:
                limit = min(max(wanted, PAGE), LONGEST_PAGE)
                wanted -= await self._page(shelf, limit) or wanted
        except StoreError as error:
            self.failed.emit(error)
        finally:
            self._reading.discard(shelf)

    async def _page(self, shelf: Shelf, limit: int) -> int:
        """How many came; none at the end."""
        read = self._read.setdefault(shelf, _Read())
        if read.left == 0:
            return 0
        if read.left < 0:
            read.left = await self._store.count(shelf)
        found = await self._store.page(shelf, limit, read.last)
        if found:
            read.last = found[-1]
        read.count += len(found)
        read.left = max(0, read.left - len(found)) if len(found) == limit else 0
        there = [each for each in found if each.id not in self._gone]
        now = [self._known.setdefault(each.id, each) for each in there]
        self.paged.emit(Page(shelf, now, read.left))
        return len(found)
