import asyncio

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.services.later import Later
from promptrun_desktop.services.tasks import Tasks


class Paper:
    def __init__(self):
        self.written = []
        self.full = False

    async def write(self, key):
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.written.append(key)


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def tasks():
    return Tasks(lambda name, error: pytest.fail(f"{name}: {error!r}"))


async def test_what_changed_often_is_written_once(paper, tasks):
    later = Later("notes", tasks, 3600, paper.write)
    for _ in range(5):
        later.add("a")
    later.flush()
    await tasks.close()
    assert paper.written == ["a"]


async def test_it_is_written_by_itself_after_the_delay(paper, tasks):
    later = Later("notes", tasks, 0, paper.write)
    later.add("a")
    for _ in range(10):
        await asyncio.sleep(0)
    await tasks.close()
    assert paper.written == ["a"]


async def test_what_was_refused_is_told_and_written_with_the_next(paper, tasks):
    told = []
    later = Later("notes", tasks, 3600, paper.write, told.append)
    paper.full = True
    later.add("a")
    later.flush()
    await tasks.close()
    assert [error.kind for error in told] == [ErrorKind.DISK_FULL]
    paper.full = False
    later.add("b")
    later.flush()
    await tasks.close()
    assert sorted(paper.written) == ["a", "b"]


async def test_nothing_changed_means_nothing_is_written(paper, tasks):
    Later("notes", tasks, 0, paper.write).flush()
    await tasks.close()
    assert paper.written == []
