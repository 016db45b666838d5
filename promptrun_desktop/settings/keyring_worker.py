"""A thread for calls that may never return, and a caller who waits for just so long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

_Job = tuple[Future[Any], Callable[[], Any]]


class TooManyStuckError(Exception):
    """Every thread there may be waits for an answer already."""


class Worker:
    """One job at a time, in order. A daemon: a stuck one does not keep the program from ending."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((future, job))
        return future

    def retire(self) -> None:
        """End after the jobs that wait already."""
        self._jobs.put(None)

    def _run(self) -> None:
        while (item := self._jobs.get()) is not None:
            future, job = item
            # A job whose caller gave up before it began is never done.
            if future.set_running_or_notify_cancel():
                _settle(future, job)
            # An idle thread would hold the last job, and the key in it, until the next one.
            del item, future, job


def _settle(future: "Future[T]", job: Callable[[], T]) -> None:
    try:
        future.set_result(job())
    except BaseException as error:  # noqa: BLE001  the caller is on another thread and gets it
        future.set_exception(error)


class Workers:
    """Hands a stuck worker its leave and takes a new one, up to `most` at a time."""

    def __init__(self, name: str, most: int = 4) -> None:
        self._name = name
        self._most = most
        self._current: Worker | None = None
        self._retired: list[Worker] = []

    async def run(self, job: Callable[[], T], deadline: float) -> T:
        """`deadline` in seconds.

        Raises TimeoutError when it passes, whatever the job does later; TooManyStuckError.
        """
        worker = self._take()
        future = worker.submit(job)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), deadline)
        finally:
            if not future.done() or future.cancelled():
                self._retire(worker)

    def _take(self) -> Worker:
        self._retired = [worker for worker in self._retired if worker.alive]
        if self._current is None:
            if len(self._retired) >= self._most:
                raise TooManyStuckError
            self._current = Worker(self._name)
        return self._current

    def _retire(self, worker: Worker) -> None:
        if worker is self._current:
            self._current = None
            self._retired.append(worker)
            worker.retire()
