"""Whatever the worker does, and whatever it is told, the window's loop goes on."""

import asyncio
import time
from pathlib import Path

import pytest

from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.transfer import Transfer
from promptrun_desktop.store.arrivals import Arrivals
from promptrun_desktop.store.database import Database
from tests.services.stored import chat, store
from tests.services.test_library import Story

CHATS = 300
TEXT = "Some **words** of a chat, about nothing that matters.\n\n- one\n- two\n" * 8
# Promise 5, in seconds.
LONGEST_STALL = 0.1


class Heart:
    """Wants to beat every 5 ms; `longest` is how long it did not."""

    def __init__(self) -> None:
        self.beats = 0
        self.longest = 0.0
        self._task = asyncio.ensure_future(self._beat())

    async def _beat(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - began)
            self.beats += 1

    def stop(self) -> None:
        self._task.cancel()


async def until_ended(transfer: Transfer) -> None:
    ended = asyncio.Event()
    undo = transfer.ended.connect(lambda _work: ended.set())
    await asyncio.wait_for(ended.wait(), 60)
    undo()


@pytest.mark.alone
async def test_the_loop_goes_on_while_chats_go_out_and_come_in(tmp_path: Path):
    large = chat("large", "Why?", TEXT * 1000)
    path = await store(
        tmp_path / "chats.db", large, *(chat(f"c{n}", "Hi", TEXT) for n in range(CHATS))
    )
    story = Story()
    database = await Database.open(tmp_path / "other" / "chats.db")
    transfer = Transfer(story.library, Arrivals(database), story.tasks, path)
    failed, added = [], []
    transfer.failed.connect(failed.append)
    transfer.brought.connect(added.append)
    heart = Heart()
    back_up = tmp_path / "mine.promptrun"
    for begin in (
        lambda: transfer.save_all(tmp_path / "out", "markdown", ALL, Labels()),
        lambda: transfer.archive(tmp_path / "archive", ALL, Labels()),
        lambda: transfer.back_up(back_up),
        lambda: transfer.look(back_up),
        transfer.bring,
    ):
        assert begin()
        await until_ended(transfer)
    heart.stop()
    await story.quiet()
    await database.close()
    assert failed == []
    assert added[0].conversations == CHATS + 1
    assert heart.beats > 50
    assert heart.longest < LONGEST_STALL
