import asyncio

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.services.saving import Saving
from promptrun_desktop.services.tasks import Tasks


class Story:
    """A store that is full until it is not, and who saves into it."""

    def __init__(self) -> None:
        self.full = True
        self.stored: list[str] = []
        self.failures: list[ErrorKind] = []
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.saving = Saving(self.tasks, lambda error: self.failures.append(error.kind))

    def save(self, what: str) -> None:
        self.saving.start(self.saving.told(what, self._store(what), lambda: self.save(what)))

    async def settle(self) -> None:
        await self.tasks.close()

    async def _store(self, what: str) -> None:
        await asyncio.sleep(0)
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.stored.append(what)


async def test_what_the_store_takes_is_done_and_nothing_is_told():
    story = Story()
    story.full = False
    story.save("title")
    await story.settle()
    assert story.stored == ["title"]
    assert story.saving.is_done and story.failures == story.errors == []


async def test_what_is_refused_is_told_and_remembered():
    story = Story()
    story.save("title")
    await story.settle()
    assert not story.saving.is_done
    assert story.failures == [ErrorKind.DISK_FULL] and story.stored == []


async def test_again_does_everything_that_was_refused_each_thing_once():
    story = Story()
    for what in ("title", "reply", "title"):
        story.save(what)
        await story.settle()
    story.full = False
    story.saving.again()
    await story.settle()
    assert story.stored == ["title", "reply"]
    assert story.saving.is_done
    story.saving.again()
    await story.settle()
    assert story.stored == ["title", "reply"]


async def test_what_is_refused_again_is_told_and_remembered_again():
    story = Story()
    story.save("title")
    await story.settle()
    story.saving.again()
    assert story.saving.is_done, "it is under way"
    await story.settle()
    assert story.failures == [ErrorKind.DISK_FULL] * 2 and not story.saving.is_done


async def test_a_later_success_under_the_same_name_leaves_nothing_to_do():
    story = Story()
    story.save("title")
    await story.settle()
    story.full = False
    story.save("title")
    await story.settle()
    assert story.saving.is_done
    story.saving.again()
    await story.settle()
    assert story.stored == ["title"]


async def test_what_is_forgotten_is_not_done_again():
    story = Story()
    done: list[str] = []
    story.saving.refused("retry", lambda: done.append("retry"))
    story.saving.refused("title", lambda: done.append("title"))
    story.saving.forget("retry")
    story.saving.forget("never refused")
    story.saving.again()
    assert done == ["title"]


async def test_saving_is_waited_for_when_the_app_closes():
    story = Story()
    story.full = False
    story.save("reply")
    await story.tasks.close()
    assert story.stored == ["reply"]


async def test_what_is_no_fault_of_the_store_is_not_swallowed():
    story = Story()

    async def broken() -> None:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        await story.saving.told("reply", broken(), lambda: None)
    assert story.saving.is_done and story.failures == []
