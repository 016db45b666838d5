"""Calls to the password store, which may have to ask its owner first: announced, and given up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from promptrun_desktop.domain.errors import ErrorKind, KeyringError
from promptrun_desktop.domain.signal import Signal

T = TypeVar("T")

# Seconds for a person to answer the password store's own prompt, once they know of it.
PATIENCE = 120.0
# Seconds to read what is announced, before the store's prompt covers it.
READING = 0.7
# Seconds after which a store that does not answer is probably asking a person.
SLOW = 0.4


class Asking:
    """`changed` tells True before the store asks, as far as that can be known, else as soon as it
    takes long; False once all is answered."""

    def __init__(self, will_ask: Callable[[], Awaitable[bool]]) -> None:
        self.changed = Signal[[bool]]()
        self.is_announced = False
        self._will_ask = will_ask
        self._calls: set[asyncio.Task[object]] = set()

    async def answer(
        self, call: Callable[[float | None], Awaitable[T]], patience: float | None = None
    ) -> T:
        """What the store says; `call` is told how many seconds to wait, None for as usual.

        Raises KeyringError: KEYRING_LOCKED also when it was given up.
        """
        task = asyncio.ensure_future(self._ask(call, patience))
        self._calls.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
        finally:
            self._calls.discard(task)
            if not self._calls:
                self._announce(asking=False)
        raise KeyringError(ErrorKind.KEYRING_LOCKED)

    def give_up(self) -> None:
        """The person does not want to wait; the store's own prompt may stay open."""
        for each in self._calls:
            each.cancel()

    async def _ask(self, call: Callable[[float | None], Awaitable[T]], patience: float | None) -> T:
        slow = asyncio.get_running_loop().call_later(SLOW, lambda: self._announce(asking=True))
        try:
            if await self._will_ask():
                self._announce(asking=True)
                patience = patience or PATIENCE
                await asyncio.sleep(READING)
            return await call(patience)
        finally:
            slow.cancel()

    def _announce(self, *, asking: bool) -> None:
        if asking is not self.is_announced:
            self.is_announced = asking
            self.changed.emit(asking)
