"""Where chats are put: pinned, in folders, the archive, the bin. Shown at once, stored after."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, Protocol

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.folder import RECENT, Folder, Shelf, ShelfKind
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.shelves import Shelves
from promptrun_desktop.services.tasks import Tasks

Undo = Callable[[], object]
Value = str | bool | None
Purge = Callable[[Sequence[str]], Awaitable[object]]


class FilingStore(Protocol):
    async def get(self, id: str) -> Conversation | None: ...
    async def change(self, ids: Sequence[str], **values: Value) -> None: ...
    async def delete(self, id: str) -> None: ...
    async def restore(self, id: str) -> None: ...
    async def binned(self) -> list[str]: ...
    async def purge(self, ids: Sequence[str]) -> list[str]: ...


class FolderStore(Protocol):
    async def all(self) -> list[Folder]: ...
    async def save(self, folder: Folder) -> None: ...
    async def delete(self, id: str) -> list[str]: ...


class Filing:
    """What the store refuses is taken back and told. An open chat is changed through its
    session, whose next save would write the old values otherwise."""

    def __init__(
        self,
        store: FilingStore,
        folders: FolderStore,
        shelves: Shelves,
        session: Callable[[str], ConversationSession | None],
        tasks: Tasks,
    ) -> None:
        # `described`: it stands in the list or in the archive, with these values.
        self.described = Signal[[Conversation]]()
        self.binned = Signal[[Conversation]]()
        # No more in the list: in the bin, or gone for good.
        self.removed = Signal[[str]]()
        self.purged = Signal[[str]]()
        # Out of the bin, and stored: it can be found again.
        self.returned = Signal[[str]]()
        self.failed = Signal[[AppError]]()
        self.purge: Purge = store.purge
        self._store = store
        self._folders = folders
        self._shelves = shelves
        self._session = session
        self._tasks = tasks
        self._deleted: set[str] = set()
        self._restoring: dict[str, asyncio.Task[Any]] = {}

    def is_deleted(self, conversation_id: str) -> bool:
        """In the bin, put there since the start."""
        return conversation_id in self._deleted

    async def restored(self, conversation_id: str) -> None:
        """A chat on its way out of the bin can be read once that is stored."""
        if (task := self._restoring.get(conversation_id)) is not None:
            await asyncio.wait([task])

    def forget_purged(self) -> None:
        """A copy may have brought back what was deleted for good: it is a chat as any other."""
        self._deleted = {id for id in self._deleted if self._shelves.known(id) is not None}

    def rename(self, conversation_id: str, title: str) -> Undo:
        return self.change([conversation_id], title=title, named=True)

    def pin(self, ids: Sequence[str], *, pinned: bool = True) -> Undo:
        return (
            self.change(ids, pinned=True, archived=False)
            if pinned
            else self.change(ids, pinned=False)
        )

    def archive(self, ids: Sequence[str], *, archived: bool = True) -> Undo:
        return self.change(ids, archived=archived)

    def move(self, ids: Sequence[str], folder_id: str | None) -> Undo:
        """Into a folder, or out of all with None."""
        return self.change(ids, folder_id=folder_id, pinned=False, archived=False)

    def change(self, ids: Sequence[str], **values: Value) -> Undo:
        """Give chats these values; returns what gives back the old ones."""
        before = [each for id in ids if (each := self._now(id)) is not None]
        closed = [id for id in ids if not self._change_open(id, values)]
        known = [each for each in before if each.id in closed]
        for each in known:
            self.described.emit(replace(each, **values))  # type: ignore[arg-type]
        if closed:
            self._start(self._change(closed, known, values), "file")
        return lambda: self._give_back(before, list(values))

    def delete(self, ids: Sequence[str]) -> Undo:
        """Into the bin; a reply being written is stopped and kept with its chat."""
        for id in ids:
            self._deleted.add(id)
            if (session := self._session(id)) is not None:
                session.stop()
            known = self._now(id)
            self.removed.emit(id)
            if known is not None:
                self.binned.emit(replace(known, deleted_at=now()))
        self._start(self._each(ids, self._store.delete, self._out_of_bin), "delete")
        return lambda: self.restore(ids)

    def restore(self, ids: Sequence[str]) -> Undo:
        """To where it stood before."""
        binned = {id: self._shelves.known(id) for id in ids}
        for id in ids:
            self._out_of_bin(id)

        def back(id: str) -> None:
            if (known := binned[id]) is not None:
                self._deleted.add(id)
                self.removed.emit(id)
                self.binned.emit(known)

        task = self._start(self._each(ids, self._restore, back), "restore")
        self._restoring |= dict.fromkeys(ids, task)
        task.add_done_callback(lambda _: self._forget_task(task))
        return lambda: self.delete(ids)

    def purge_for_good(self, ids: Sequence[str]) -> None:
        """Nothing brings them back."""
        gone = [each for id in ids if (each := self._shelves.known(id)) is not None]
        self.gone(ids)
        self._start(self._purge(ids, gone), "purge")

    def gone(self, ids: Sequence[str]) -> None:
        """They were purged, here or because their time was over."""
        for id in ids:
            self.purged.emit(id)

    def empty_bin(self) -> None:
        self._start(self._empty_bin(), "empty the bin")

    def new_folder(self, name: str, ids: Sequence[str] = ()) -> Folder:
        """At the end of the folders, with these chats in it."""
        position = max((each.position for each in self._shelves.folders), default=-1) + 1
        folder = Folder(name, position=position)
        self._put_folder(folder)
        if ids:
            self.move(ids, folder.id)
        return folder

    def rename_folder(self, folder_id: str, name: str) -> Undo:
        for each in self._shelves.folders:
            if each.id == folder_id:
                self._put_folder(replace(each, name=name))
                return lambda: self._put_folder(each)
        return lambda: None

    def delete_folder(self, folder_id: str) -> Undo:
        """Its chats stay, in no folder."""
        folders = self._shelves.folders
        folder = next((each for each in folders if each.id == folder_id), None)
        if folder is None:
            return lambda: None
        shelf = Shelf(ShelfKind.FOLDER, folder_id)
        emptied: set[str] = set()
        for chat in self._shelves.all_in(folder_id):
            emptied.add(chat.id)
            if not self._change_open(chat.id, {"folder_id": None}):
                self._tell(replace(chat, folder_id=None))
        self._shelves.set_folders(each for each in folders if each.id != folder_id)
        self._start(self._delete_folder(folder, emptied), "delete folder")

        def undo() -> None:
            self._put_folder(folder)
            self.change(sorted(emptied), folder_id=folder_id)
            self._shelves.again(shelf, RECENT)

        return undo

    def _now(self, id: str) -> Conversation | None:
        session = self._session(id)
        if session is not None and not self.is_deleted(id):
            return session.conversation
        return self._shelves.known(id)

    def _tell(self, conversation: Conversation) -> None:
        where = self.described if conversation.deleted_at is None else self.binned
        where.emit(conversation)

    def _change_open(self, id: str, values: dict[str, Value]) -> bool:
        session = self._session(id)
        if session is None or not session.is_begun:
            return False
        session.file(**values)
        return True

    def _give_back(self, before: Sequence[Conversation], names: Sequence[str]) -> None:
        groups: dict[tuple[Value, ...], list[str]] = {}
        for each in before:
            groups.setdefault(tuple(getattr(each, name) for name in names), []).append(each.id)
        for values, ids in groups.items():
            self.change(ids, **dict(zip(names, values, strict=True)))

    async def _change(
        self, ids: Sequence[str], known: Sequence[Conversation], values: dict[str, Value]
    ) -> None:
        try:
            await self._store.change(ids, **values)
        except StoreError:
            for each in known:
                self._tell(each)
            raise
        seen = {each.id for each in known}
        for id in (each for each in ids if each not in seen):
            # It may have been opened meanwhile, as it was before.
            if not self._change_open(id, values):
                found = await self._store.get(id)
                if found is not None:
                    self.described.emit(found)

    def _out_of_bin(self, id: str) -> None:
        self._deleted.discard(id)
        known = self._shelves.known(id)
        if known is not None:
            self.described.emit(replace(known, deleted_at=None))

    async def _restore(self, id: str) -> None:
        await self._store.restore(id)
        self.returned.emit(id)
        if self._shelves.known(id) is None and (found := await self._store.get(id)) is not None:
            self.described.emit(found)

    async def _each(
        self,
        ids: Sequence[str],
        work: Callable[[str], Awaitable[None]],
        back: Callable[[str], object],
    ) -> None:
        for at, id in enumerate(ids):
            try:
                await work(id)
            except StoreError:
                for other in ids[at:]:
                    back(other)
                raise

    async def _purge(self, ids: Sequence[str], gone: Sequence[Conversation]) -> None:
        try:
            await self.purge(ids)
        except StoreError:
            for each in gone:
                self._shelves.bring_back(each)
                self.binned.emit(each)
            raise

    async def _empty_bin(self) -> None:
        self.purge_for_good(await self._store.binned())

    def _put_folder(self, folder: Folder) -> None:
        before = self._shelves.folders
        others = [each for each in before if each.id != folder.id]
        self._shelves.set_folders([*others, folder])
        self._start(self._save_folder(folder, before), "folder")

    async def _save_folder(self, folder: Folder, before: Sequence[Folder]) -> None:
        try:
            await self._folders.save(folder)
        except StoreError:
            self._shelves.set_folders(before)
            raise

    async def _delete_folder(self, folder: Folder, emptied: set[str]) -> None:
        shown = set(emptied)
        try:
            emptied.update(await self._folders.delete(folder.id))
        except StoreError:
            self._shelves.set_folders([*self._shelves.folders, folder])
            self._put_back(shown, folder.id)
            raise
        for id in emptied - shown:
            # Open, though the list does not know it: its next save would bring the folder back.
            self._change_open(id, {"folder_id": None})
        if emptied - shown:
            self._shelves.again(RECENT)

    def _put_back(self, ids: set[str], folder_id: str) -> None:
        for id in ids:
            known = self._shelves.known(id)
            if known is not None and not self._change_open(id, {"folder_id": folder_id}):
                self._tell(replace(known, folder_id=folder_id))

    def _forget_task(self, task: asyncio.Task[Any]) -> None:
        self._restoring = {id: each for id, each in self._restoring.items() if each is not task}

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[Any]:
        async def told() -> None:
            try:
                await work
            except StoreError as error:
                self.failed.emit(error)

        return self._tasks.start(told(), name=name, vital=True)
