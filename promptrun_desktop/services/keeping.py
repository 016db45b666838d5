"""Keeping chats while the app runs: a check, a copy a day, and the bin emptied in time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from promptrun_desktop.domain.copies import BIN_DAYS, Copy, Restored
from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.tasks import Tasks

# Seconds after the window is up; then what is due is looked for again and again.
CHECK_AFTER = 8.0
COPY_AFTER = 180.0
TURN = 600.0


class Keeper(Protocol):
    async def check(self) -> list[str]: ...
    async def copies(self) -> list[Copy]: ...
    async def copy(self, at: datetime) -> Copy: ...
    async def restore(self, copy: Copy) -> Restored: ...


Expired = Callable[[datetime, int], Awaitable[list[str]]]
# Returns what went: a chat may have been taken out of the bin meanwhile.
Purge = Callable[[Sequence[str]], Awaitable[list[str]]]


class Keeping:
    """`damaged`: the file is not whole, and no copy is made of it. `uncopied` is told at most
    once a day, `restored` with what came back, `purged` with the ids of what is gone for good."""

    def __init__(
        self,
        keeper: Keeper,
        expired: Expired,
        purge: Purge,
        tasks: Tasks,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.damaged = Signal[[]]()
        self.uncopied = Signal[[AppError]]()
        self.restored = Signal[[Restored]]()
        self.listed = Signal[[list[Copy]]]()
        self.purged = Signal[[list[str]]]()
        self.failed = Signal[[AppError]]()
        self.is_damaged = False
        self._keeper = keeper
        self._expired = expired
        self._purge = purge
        self._tasks = tasks
        self._clock = clock
        self._emptied: date | None = None
        self._told: date | None = None
        self._restoring: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Once the window is up. Closing the app ends it, whatever it is doing."""
        self._tasks.start(self._go_on(), name="keep")

    async def check(self) -> bool:
        """Whether the file is whole, as far as that can be told."""
        try:
            self.is_damaged = bool(await self._keeper.check())
        except StoreError as error:
            self.is_damaged = error.kind is ErrorKind.STORE_DAMAGED
        if self.is_damaged:
            self.damaged.emit()
        return not self.is_damaged

    async def turn(self) -> None:
        """Do what is due: once a day the bin, and a copy where there is none of today."""
        if self._is_restoring:
            # A new copy would clear away what is unpacked for it.
            return
        today = self._clock().astimezone().date()
        if self._emptied != today and await self._empty():
            self._emptied = today
        if not self.is_damaged:
            await self._copy(today)

    def list_copies(self) -> None:
        """`listed` is told, the newest first."""
        self._tasks.start(self._list(), name="list copies")

    def restore(self, copy: Copy) -> None:
        """Bring back what the copy has and the chats lack. One at a time."""
        if not self._is_restoring:
            self._restoring = self._tasks.start(self._restore(copy), name="restore")

    @property
    def _is_restoring(self) -> bool:
        return self._restoring is not None and not self._restoring.done()

    async def _go_on(self) -> None:
        await asyncio.sleep(CHECK_AFTER)
        await self.check()
        await asyncio.sleep(COPY_AFTER - CHECK_AFTER)
        while True:
            await self.turn()
            await asyncio.sleep(TURN)

    async def _copy(self, today: date) -> None:
        try:
            # Not only the newest: a clock that was set back is behind some.
            if today in {each.day for each in await self._keeper.copies()}:
                return
            await self._keeper.copy(self._clock())
        except StoreError as error:
            if error.kind is ErrorKind.STORE_DAMAGED:
                self.is_damaged = True
                self.damaged.emit()
            elif self._told != today:
                self._told = today
                self.uncopied.emit(error)

    async def _empty(self) -> bool:
        try:
            ids = await self._expired(self._clock(), BIN_DAYS)
            if ids:
                self.purged.emit(await self._purge(ids))
        except StoreError:
            # Tried again with the next turn: nobody waits for it.
            return False
        return True

    async def _list(self) -> None:
        try:
            self.listed.emit(await self._keeper.copies())
        except StoreError as error:
            self.failed.emit(error)

    async def _restore(self, copy: Copy) -> None:
        try:
            self.restored.emit(await self._keeper.restore(copy))
        except StoreError as error:
            self.failed.emit(error)
