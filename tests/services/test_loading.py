import asyncio
from collections.abc import Sequence

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.services.loading import SLICE, Loader

IDS = [str(number) for number in range(2 * SLICE + 1)]


class Story:
    def __init__(self) -> None:
        self.read: list[list[str]] = []
        self.filled: list[str] = []
        self.broken = False
        self.gate: asyncio.Event | None = None
        self.loader = Loader(IDS, self._read, self._fill)

    async def _read(self, ids: Sequence[str]) -> list[Message]:
        self.read.append(list(ids))
        if self.gate is not None:
            await self.gate.wait()
        if self.broken:
            raise StoreError(ErrorKind.STORE_FAULT)
        return [Message(Role.USER, "text", id=id) for id in ids]

    def _fill(self, messages: list[Message]) -> None:
        self.filled += [each.id for each in messages]


async def test_all_is_read_in_slices_and_each_message_once():
    story = Story()
    await story.loader.all()
    assert story.filled == IDS
    assert [len(each) for each in story.read] == [SLICE, SLICE, 1]
    assert story.loader.is_done


async def test_who_waits_does_not_wait_for_the_pauses():
    story = Story()
    resting = asyncio.ensure_future(story.loader.rest())
    await asyncio.sleep(0)
    assert story.read == [], "nothing is read before the first picture"
    await story.loader.all()
    await resting
    assert sorted(story.filled, key=int) == IDS


async def test_who_is_cancelled_leaves_its_slice_to_the_others():
    story = Story()
    story.gate = asyncio.Event()
    first = asyncio.ensure_future(story.loader.all())
    second = asyncio.ensure_future(story.loader.all())
    while not story.read:
        await asyncio.sleep(0)
    first.cancel()
    story.gate.set()
    await second
    assert first.cancelled()
    assert story.filled == IDS


async def test_after_a_fault_reading_goes_on_where_it_was():
    story = Story()
    story.broken = True
    with pytest.raises(StoreError):
        await story.loader.all()
    assert not story.loader.is_done
    story.broken = False
    await story.loader.all()
    assert story.filled == IDS


async def test_what_is_preferred_is_read_next():
    story = Story()
    story.loader.prefer(["never heard of", "400", "399"])
    await story.loader.all()
    assert story.filled[:3] == ["400", "399", "0"]


async def test_one_is_read_by_itself_and_not_again():
    story = Story()
    await story.loader.one("7")
    await story.loader.one("7")
    assert story.read == [["7"]]
    await story.loader.all()
    assert sorted(story.filled, key=int) == IDS
