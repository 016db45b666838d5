"""Asking for the newest version: at most once a day, only while a person wants it, and quietly."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.domain.update import Update, is_newer
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.schema import Settings

# Seconds: after the window is up, and between two looks at the calendar.
ASK_AFTER = 20.0
TURN = 1800.0


class Client(Protocol):
    async def newest(self) -> Update: ...


class Chosen(Protocol):
    """The preferences, and word when they change."""

    changed: Signal[[Settings]]
    value: Settings

    def change(self, **changes: object) -> None: ...


class Outcome(Enum):
    NEWEST = "newest"
    NEWER = "newer"
    UNKNOWN = "unknown"


class Updates:
    """`asking` and `told` are about a question by hand, which is what switching it on is. `found`
    tells of a newer version that was not waved aside; `ended`, that it is switched off.

    `version` is our own, `key` the public one in base64; `newer` is what is known of one. What
    fails is tried again the next day; an answer that was not ours is reported.
    """

    def __init__(
        self,
        version: str,
        key: str,
        make_client: Callable[[], Client],
        settings: Chosen,
        tasks: Tasks,
        report: Callable[[str, BaseException], object],
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.asking = Signal[[]]()
        self.told = Signal[[Outcome]]()
        self.found = Signal[[Update]]()
        self.ended = Signal[[]]()
        self.newer: Update | None = None
        self._version = version
        self._key = key
        self._make_client = make_client
        self._settings = settings
        self._tasks = tasks
        self._report = report
        self._clock = clock
        self._is_on = False
        self._running: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Once the window is up. Nothing is sent unless the preferences say so."""
        self._settings.changed.connect(self._follow)
        self._is_on = self._settings.value.check_updates
        if self._is_on:
            self._start(self._go_on())

    def dismiss(self) -> None:
        """Say nothing more of the version that was found, until there is another one."""
        if self.newer is not None:
            self._settings.change(update_dismissed=self.newer.version)

    async def turn(self) -> None:
        """Ask, if nobody has today. A clock that was set back asks as well."""
        if self._settings.value.update_asked != self._today():
            self._tell_found(await self._ask())

    def _follow(self, settings: Settings) -> None:
        if settings.check_updates == self._is_on:
            return
        self._is_on = settings.check_updates
        for task in self._running:
            task.cancel()
        self._running.clear()
        if self._is_on:
            self.asking.emit()
            self._start(self._ask_by_hand()).add_done_callback(self._asked)
            self._start(self._go_on())
        else:
            self.newer = None
            self.ended.emit()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._tasks.start(work, name="updates")
        self._running.append(task)
        return task

    async def _go_on(self) -> None:
        await asyncio.sleep(ASK_AFTER)
        while True:
            await self.turn()
            await asyncio.sleep(TURN)

    async def _ask_by_hand(self) -> None:
        outcome = await self._ask()
        self.told.emit(outcome)
        self._tell_found(outcome)

    def _asked(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            # Reported by its owner; here a person waits.
            self.told.emit(Outcome.UNKNOWN)

    def _tell_found(self, outcome: Outcome) -> None:
        newer, dismissed = self.newer, self._settings.value.update_dismissed
        if outcome is Outcome.NEWER and newer is not None and newer.version != dismissed:
            self.found.emit(newer)

    async def _ask(self) -> Outcome:
        # Before the answer: also what fails is not asked again today.
        self._settings.change(update_asked=self._today())
        try:
            client = await asyncio.to_thread(self._make_client)
            update = await client.newest()
            self._check(update)
        except EndpointError as error:
            if error.kind is ErrorKind.BAD_REPLY:
                self._report("updates", error)
            return Outcome.UNKNOWN
        self._settings.change(update_seen=f"{self._key} {update.serial}")
        self.newer = update if is_newer(update.version, self._version) else None
        return Outcome.NEWER if self.newer else Outcome.NEWEST

    def _check(self, update: Update) -> None:
        """An old file, sent once more, would hide what is new."""
        today = self._clock().date()
        if update.until < today or update.serial < self._highest():
            raise EndpointError(ErrorKind.BAD_REPLY, "an old file")

    def _highest(self) -> int:
        """Of this key: another one, after the first was stolen, begins anew."""
        key, _, serial = self._settings.value.update_seen.rpartition(" ")
        return int(serial) if key == self._key and serial.isdecimal() else 0

    def _today(self) -> str:
        return self._clock().astimezone().date().isoformat()
