"""What a conversation has in memory alone, because the store refused it."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.services.tasks import Tasks


class Saving:
    """`failed` is told of every refusal. What is saved has a name, and one refusal at a time."""

    def __init__(self, tasks: Tasks, failed: Callable[[StoreError], object]) -> None:
        self._tasks = tasks
        self._failed = failed
        self._again: dict[str, Callable[[], object]] = {}

    @property
    def is_done(self) -> bool:
        return not self._again

    async def told(self, what: str, work: Awaitable[None], again: Callable[[], object]) -> None:
        """Say what the store refuses, and remember how to do it `again`."""
        try:
            await work
            self.forget(what)
        except StoreError as error:
            self.refused(what, again)
            self._failed(error)

    def refused(self, what: str, again: Callable[[], object]) -> None:
        self._again[what] = again

    def forget(self, what: str) -> None:
        self._again.pop(what, None)

    def again(self) -> None:
        """Do once more what was refused."""
        again, self._again = self._again, {}
        for do in again.values():
            do()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, name="save", vital=True)
