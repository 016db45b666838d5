"""Everything out of the store into a back-up, into an empty store, and there once more."""

import asyncio
import contextlib
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.chats import fill
from benchmarks.memory import MIB, resident
from benchmarks.result import Row
from promptrun_desktop.domain.chat import Added
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats import backup
from promptrun_desktop.store.arrivals import Arrivals
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.everything import open_everything
from promptrun_desktop.store.messages import Messages

CHATS, MESSAGES, CHARS = 10_000, 10, 400
# As often as what arrives of a reply is stored.
_PIECE = 0.15


def run(quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder:
        yield from _run(Path(folder), CHATS // 20 if quick else CHATS)


def _run(folder: Path, chats: int) -> Iterator[Row]:
    path, file = folder / "chats.db", folder / "all.promptrun"
    asyncio.run(fill(path, chats, MESSAGES, CHARS))
    with open_everything(path) as stored:
        chars = sum(len(one.text) for each in stored.chats() for one in each.messages)

    def write() -> None:
        with open_everything(path) as stored, file.open("wb") as stream:
            backup.write(stream, stored.folders(), stored.chats(deleted=True), stored.drafts())

    taken = _taken(write)
    size = file.stat().st_size / 1e6
    yield from _rows("store to back-up", taken, chars, f"{chars / 1e6:.0f} MB into {size:.0f} MB")
    for name, expected in (
        ("back-up to store", chats * MESSAGES),
        ("the same once more", 0),
    ):
        turns: list[float] = []
        waits: list[float] = []
        bring = _bring(file, folder / "other.db", turns, waits)
        added: list[Added] = []
        taken = _taken(lambda bring=bring, added=added: added.append(asyncio.run(bring)))  # type: ignore[misc]
        if added[0].messages != expected:
            raise RuntimeError("what was brought is not what is there")
        yield from _rows(name, taken, chars)
        yield Row(f"{name}: longest turn of the loop", 1000 * max(turns), "ms", 100, "wall")
        yield Row(f"{name}: a piece of a reply waits", 1000 * max(waits), "ms", 100, "wall")


class Taken(NamedTuple):
    """Seconds on the clock and of all threads; MiB over what was held before."""

    wall: float
    cpu: float
    memory: float


def _taken(work: Callable[[], object]) -> Taken:
    before = most = resident()
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began, cpu = time.perf_counter(), time.process_time()
    try:
        work()
    finally:
        took = time.perf_counter() - began, time.process_time() - cpu
        done.set()
        watcher.join()
    return Taken(*took, (most - before) / MIB)


def _rows(name: str, taken: Taken, chars: int, note: str = "") -> Iterator[Row]:
    """Of ASCII: a character is a byte."""
    mb = chars / 1e6
    note = f"{mb / taken.wall:.1f} MB/s on the clock{note and f', {note}'}"
    yield Row(f"{name}: CPU for a MB", 1000 * taken.cpu / mb, "ms", 400, note)
    yield Row(f"{name}: memory", taken.memory, "MiB", 100)


async def _bring(file: Path, path: Path, turns: list[float], waits: list[float]) -> Added:
    database = await Database.open(path)
    messages = Messages(database)
    reply = Message(Role.ASSISTANT, "", state=State.WRITING)
    await messages.begin(Conversation(), reply)
    beside = [
        asyncio.create_task(_every(0.005, turns, lambda: asyncio.sleep(0))),
        asyncio.create_task(_every(_PIECE, waits, lambda: messages.journal(reply.id, "word ", ""))),
    ]
    try:
        with file.open("rb") as stream:
            return await Arrivals(database).add(backup.read(stream))
    finally:
        for task in beside:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await database.close()


async def _every(pause: float, found: list[float], work: Callable[[], Awaitable[object]]) -> None:
    """How much longer than the pause each turn took."""
    found.append(0.0)
    while True:
        began = time.perf_counter()
        await asyncio.sleep(pause)
        await work()
        found.append(time.perf_counter() - began - pause)
