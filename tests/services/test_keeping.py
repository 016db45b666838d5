import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from promptrun_desktop.domain.copies import Copy, Restored
from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.services.keeping import Keeping
from promptrun_desktop.services.tasks import Tasks

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


class Store:
    """Keeper and bin in one; `wrong` is what the check finds, `problem` what
    copying says."""

    def __init__(self) -> None:
        self.now = NOON
        self.wrong: list[str] = []
        self.problem: ErrorKind | None = None
        self.made: list[Copy] = []
        self.in_bin: dict[str, datetime] = {}
        self.calls: list[str] = []
        self.allowed = asyncio.Event()
        self.allowed.set()
        self.full = False

    async def check(self) -> list[str]:
        return self.wrong

    async def copies(self) -> list[Copy]:
        return self.made[::-1]

    async def copy(self, at: datetime) -> Copy:
        self.calls.append("copy")
        if self.problem is not None:
            raise StoreError(self.problem)
        self.made.append(Copy(Path(str(at)), at, 1))
        return self.made[-1]

    async def restore(self, copy: Copy) -> Restored:
        await self.allowed.wait()
        if self.problem is not None:
            raise StoreError(self.problem)
        return Restored(1, 2)

    async def expired(self, at: datetime, days: int) -> list[str]:
        before = at - timedelta(days=days)
        return [id for id, since in self.in_bin.items() if since < before]

    async def purge(self, ids: Sequence[str]) -> list[str]:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.calls.append(f"purge {' '.join(ids)}")
        return [id for id in ids if self.in_bin.pop(id, None)]


def make(store: Store) -> tuple[Keeping, Tasks]:
    tasks = Tasks(lambda _name, error: (_ for _ in ()).throw(error))
    return Keeping(store, store.expired, store.purge, tasks, clock=lambda: store.now), tasks


async def settle(tasks: Tasks) -> None:
    """Until what was started is done."""
    while tasks._running or tasks._vital:
        await asyncio.wait(tasks._running | tasks._vital)


async def test_one_copy_a_day_is_made_also_after_midnight():
    store = Store()
    keeping, _ = make(store)
    await keeping.turn()
    await keeping.turn()
    assert len(store.made) == 1
    store.now += timedelta(days=1)
    await keeping.turn()
    assert len(store.made) == 2


async def test_a_copy_made_today_by_an_earlier_run_is_enough():
    store = Store()
    store.made.append(Copy(Path("today"), NOON - timedelta(minutes=5), 1))
    keeping, _ = make(store)
    await keeping.turn()
    assert store.calls == []


async def test_a_clock_that_was_set_back_makes_no_copy_with_every_turn():
    store = Store()
    store.made.append(Copy(Path("tomorrow"), NOON + timedelta(days=1), 1))
    store.made.insert(0, Copy(Path("today"), NOON, 1))
    keeping, _ = make(store)
    await keeping.turn()
    assert store.calls == []


async def test_nothing_is_copied_or_purged_while_a_copy_is_looked_through():
    store = Store()
    store.in_bin["old"] = NOON - timedelta(days=99)
    store.allowed.clear()
    keeping, tasks = make(store)
    keeping.restore(Copy(Path("copy"), NOON, 1))
    await keeping.turn()
    assert store.calls == []
    store.allowed.set()
    await settle(tasks)
    await keeping.turn()
    assert "copy" in store.calls and "purge old" in store.calls


async def test_a_damaged_file_is_told_and_not_copied():
    store, told = Store(), []
    store.wrong = ["a page is garbled"]
    keeping, _ = make(store)
    keeping.damaged.connect(lambda: told.append("damaged"))
    assert not await keeping.check()
    await keeping.turn()
    assert told == ["damaged"]
    assert store.calls == []


async def test_damage_that_copying_finds_is_told_once_and_ends_copying():
    store, told = Store(), []
    store.problem = ErrorKind.STORE_DAMAGED
    keeping, _ = make(store)
    keeping.damaged.connect(lambda: told.append("damaged"))
    await keeping.turn()
    await keeping.turn()
    assert (told, store.calls) == (["damaged"], ["copy"])


async def test_a_full_disk_is_told_once_a_day_and_copying_tried_again():
    store, told = Store(), []
    store.problem = ErrorKind.DISK_FULL
    keeping, _ = make(store)
    keeping.uncopied.connect(lambda error: told.append(error.kind))
    await keeping.turn()
    await keeping.turn()
    assert (told, store.calls) == ([ErrorKind.DISK_FULL], ["copy", "copy"])
    store.now += timedelta(days=1)
    await keeping.turn()
    assert len(told) == 2
    store.problem = None
    await keeping.turn()
    assert len(store.made) == 1


async def test_what_is_in_the_bin_for_longer_than_thirty_days_is_gone_from_the_index_first():
    store, told = Store(), []
    store.in_bin = {"old": NOON - timedelta(days=31), "new": NOON - timedelta(days=29)}
    keeping, _ = make(store)
    keeping.purged.connect(told.append)
    await keeping.turn()
    assert store.calls == ["purge old", "copy"]
    assert told == [["old"]]


async def test_the_bin_is_looked_through_once_a_day():
    store = Store()
    keeping, _ = make(store)
    await keeping.turn()
    store.in_bin = {"old": NOON - timedelta(days=40)}
    await keeping.turn()
    assert store.in_bin
    store.now += timedelta(days=1)
    await keeping.turn()
    assert not store.in_bin


async def test_what_the_index_cannot_forget_stays_until_it_can():
    store = Store()
    store.in_bin, store.full = {"old": NOON - timedelta(days=31)}, True
    keeping, _ = make(store)
    await keeping.turn()
    assert store.in_bin
    store.full = False
    await keeping.turn()
    assert not store.in_bin


async def test_restoring_tells_what_came_back():
    store, told, failed = Store(), list[Restored](), list[AppError]()
    keeping, tasks = make(store)
    keeping.restored.connect(told.append)
    keeping.failed.connect(failed.append)
    copy = Copy(Path("one"), NOON, 1)
    keeping.restore(copy)
    keeping.restore(copy)
    await settle(tasks)
    assert told == [Restored(1, 2)]
    store.problem = ErrorKind.COPY_DAMAGED
    keeping.restore(copy)
    await settle(tasks)
    assert [each.kind for each in failed] == [ErrorKind.COPY_DAMAGED]


async def test_closing_ends_a_check_that_goes_on_for_ever():
    store, begun = Store(), asyncio.Event()
    ended: list[str] = []

    async def endless() -> list[str]:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("check")
        return []

    store.check = endless
    keeping, tasks = make(store)
    tasks.start(keeping.check(), name="check")
    await begun.wait()
    await tasks.close()
    assert ended == ["check"]
