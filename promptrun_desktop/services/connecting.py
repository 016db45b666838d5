"""Connecting an account, step by step, for a screen that calls and listens."""

import asyncio
from collections.abc import Awaitable

from promptrun_desktop.domain.endpoint import BadAddressError, Endpoint
from promptrun_desktop.domain.errors import AppError, EndpointError, ErrorKind
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.connection import Connected, Connection
from promptrun_desktop.services.tasks import Tasks


class Connecting:
    """One attempt at a time; `failed` leaves everything as it was."""

    def __init__(self, connection: Connection, tasks: Tasks) -> None:
        self.checking = Signal[[]]()
        self.connected = Signal[[Connected]]()
        self.kept = Signal[[Connected]]()
        self.known = Signal[[str]]()
        self.forgotten = Signal[[]]()
        self.failed = Signal[[AppError]]()
        self._connection = connection
        self._tasks = tasks
        self._attempt: asyncio.Task[object] | None = None

    def connect(self, key: str, address: str, *, unchecked: bool = False) -> None:
        """An empty address keeps the endpoint in use; `unchecked` keeps the key as it is."""
        if self._attempt is None:
            self.checking.emit()
            self._attempt = self._tasks.start(
                self._connect(key, address, unchecked), name="connect"
            )
            self._attempt.add_done_callback(self._ended)

    def cancel(self) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            attempt.cancel()

    def keep_again(self) -> None:
        """After a locked password store: ask it once more; `kept` tells what it says."""
        self._tasks.start(self._keep_again(), name="keep key")

    def reveal_last4(self) -> None:
        """`known` fires with the last four characters of the key in use."""
        self._tasks.start(self._told(self._reveal()), name="reveal key")

    def forget(self) -> None:
        self._tasks.start(self._told(self._forget()), name="forget key", vital=True)

    async def _connect(self, key: str, address: str, unchecked: bool) -> None:
        try:
            endpoint = Endpoint.parse(address) if address else self._connection.endpoint
        except BadAddressError:
            self._attempt = None
            self.failed.emit(EndpointError(ErrorKind.WRONG_ADDRESS))
            return
        try:
            result = await self._connection.connect(key, endpoint, unchecked=unchecked)
        except AppError as error:
            # Who hears of it may try again at once.
            self._attempt = None
            self.failed.emit(error)
        else:
            self._attempt = None
            self.connected.emit(result)

    async def _keep_again(self) -> None:
        if (result := await self._connection.keep_again()) is not None:
            self.kept.emit(result)

    async def _reveal(self) -> None:
        self.known.emit(await self._connection.reveal_last4())

    async def _forget(self) -> None:
        try:
            await self._connection.forget()
        finally:
            self.forgotten.emit()

    async def _told(self, work: Awaitable[None]) -> None:
        try:
            await work
        except AppError as error:
            self.failed.emit(error)

    def _ended(self, attempt: asyncio.Task[object]) -> None:
        if self._attempt is attempt:
            self._attempt = None
            if not attempt.cancelled() and attempt.exception() is not None:
                # Reported by its owner; here the person must not wait for an answer for ever.
                self.failed.emit(AppError(ErrorKind.INTERNAL))
