"""Tells whether an await was answered at once or had to wait for a turn of the event loop."""

from collections.abc import Awaitable, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Noticing(Generic[T]):
    """Await it in place of what it is given. By the clock the two cannot be told apart: a wait
    for what is already here is as short as the work of reading it."""

    def __init__(self, coming: Awaitable[T]) -> None:
        self._coming = coming
        self.waited = False

    def __await__(self) -> Generator[Any, Any, T]:
        steps = self._coming.__await__()
        step: Any = steps.send
        given: Any = None
        while True:
            try:
                future = step(given)
            except StopIteration as end:
                found: T = end.value
                return found
            self.waited = True
            try:
                step, given = steps.send, (yield future)
            except BaseException as raised:  # noqa: BLE001
                # Who waits inside hears of a cancellation first, and may have an answer to it.
                step, given = steps.throw, raised
