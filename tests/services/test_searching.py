import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime

import pytest

from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.domain.message import Role
from promptrun_desktop.domain.search import Found, Hit, Page
from promptrun_desktop.services.searching import PAGE, Searching
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.text.search_query import Query


def hit(number: int) -> Hit:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Hit("c", "title", f"m{number}", Role.USER, at, "word", ((0, 4),), 0, 4)


class FakeSearch:
    """Has `count` hits, the newest being number 0; a step of a search finds `at_once` of them."""

    def __init__(self, count: int = 0, at_once: int = 1000) -> None:
        self.count = count
        self.at_once = at_once
        self.asked: list[str] = []
        self.interrupted = 0
        self.left = 0
        self.untidy = 0
        self.forgotten: list[str] = []
        self.full = False
        self.allowed: asyncio.Event | None = None
        self.closed = False

    async def find(self, query: Query, limit: int, older_than: int | None = None) -> Page:
        self.asked.append(" ".join(word for term in query.terms for word in term.words))
        if self.allowed is not None:
            await self.allowed.wait()
        if self.full:
            raise StoreError(ErrorKind.STORE_FAULT)
        first = 0 if older_than is None else older_than
        last = min(first + min(limit, self.at_once), self.count)
        hits = tuple(hit(number) for number in range(first, last))
        return Page(hits, last if last < self.count else None)

    def interrupt(self) -> None:
        self.interrupted += 1

    async def index(self) -> float:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        if self.left:
            self.left -= 1
        return 1 - self.left / 4

    async def tidy(self) -> bool:
        if self.untidy:
            self.untidy -= 1
        return self.untidy > 0

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        self.forgotten += conversation_ids

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def store() -> FakeSearch:
    return FakeSearch()


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    errors: list[BaseException] = []
    tasks = Tasks(lambda _name, error: errors.append(error))
    yield tasks
    await tasks.close()
    assert errors == []


@pytest.fixture
async def searching(store: FakeSearch, tasks: Tasks) -> Searching:
    return Searching(store, tasks, debounce=0, catch_up=0)


def listen(searching: Searching) -> list[Found]:
    found: list[Found] = []
    searching.found.connect(found.append)
    return found


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)


def numbers(found: Found) -> list[str | None]:
    return [each.message_id for each in found.hits]


async def test_what_was_asked_is_answered(searching: Searching, store: FakeSearch):
    store.count = 3
    found = listen(searching)
    searching.ask("two words")
    assert found == []
    await until(lambda: found)
    assert found == [Found("two words", tuple(map(hit, range(3))))]
    assert store.asked == ["two words"]


async def test_nothing_asked_is_nothing_found_at_once(searching: Searching, store: FakeSearch):
    found = listen(searching)
    searching.ask("  ")
    assert found == [Found("  ")]
    assert store.asked == []


async def test_a_filter_that_was_not_understood_is_told(searching: Searching):
    found = listen(searching)
    searching.ask("before:soon")
    assert found[0].not_understood == ("before:soon",)


async def test_only_the_last_question_is_answered(searching: Searching, store: FakeSearch):
    found = listen(searching)
    for text in ("w", "wo", "wor"):
        searching.ask(text)
    await until(lambda: found)
    assert store.asked == ["wor"]
    assert [each.query for each in found] == ["wor"]


async def test_a_search_under_way_is_interrupted_by_the_next(
    searching: Searching, store: FakeSearch
):
    found = listen(searching)
    store.allowed = asyncio.Event()
    searching.ask("slow")
    await until(lambda: store.asked)
    store.allowed = None
    searching.ask("fast")
    assert store.interrupted == 1
    await until(lambda: found)
    assert [each.query for each in found] == ["fast"]


async def test_more_is_found_page_by_page_until_the_end(searching: Searching, store: FakeSearch):
    store.count = 2 * PAGE + 1
    found = listen(searching)
    searching.ask("word")
    await until(lambda: len(found) == 1)
    assert (len(found[0].hits), found[0].is_end) == (PAGE, False)
    searching.more()
    searching.more()
    await until(lambda: len(found) == 2)
    searching.more()
    await until(lambda: len(found) == 3)
    assert numbers(found[2]) == [f"m{number}" for number in range(2 * PAGE + 1)]
    assert found[2].is_end
    searching.more()
    await asyncio.sleep(0)
    assert len(found) == 3


async def test_a_long_search_is_answered_in_parts(searching: Searching, store: FakeSearch):
    store.count, store.at_once = 5, 2
    found = listen(searching)
    searching.ask("word")
    await until(lambda: found and not found[-1].is_searching)
    assert [len(each.hits) for each in found] == [2, 4, 5]
    assert [each.is_searching for each in found] == [True, True, False]
    assert [each.is_end for each in found] == [False, False, True]


async def test_a_search_that_fails_is_told_and_can_be_asked_again(
    searching: Searching, store: FakeSearch
):
    errors: list[AppError] = []
    searching.failed.connect(errors.append)
    found = listen(searching)
    store.full, store.count = True, 1
    searching.ask("word")
    await until(lambda: errors)
    assert errors[0].kind is ErrorKind.STORE_FAULT
    store.full = False
    searching.ask("word")
    await until(lambda: found)


async def test_what_is_written_is_indexed_and_progress_is_told(
    searching: Searching, store: FakeSearch
):
    store.left = 4
    told: list[float] = []
    searching.indexing.connect(told.append)
    searching.touch()
    searching.touch()
    await until(lambda: told and told[-1] == 1)
    assert told == [0.25, 0.5, 0.75, 1]
    assert searching.progress == 1


async def test_it_is_told_when_what_was_written_can_be_found_and_not_after_a_search_alone(
    searching: Searching, store: FakeSearch
):
    told: list[int] = []
    searching.caught_up.connect(lambda: told.append(len(store.asked)))
    searching.ask("word")
    await until(lambda: store.asked and searching._indexer is None and searching._timer is None)
    assert told == []
    searching.touch()
    await until(lambda: told == [1])


async def test_the_first_write_does_not_wait_for_the_start(searching: Searching, store: FakeSearch):
    store.left = 1
    searching.start()
    searching.touch()
    async with asyncio.timeout(1):
        await until(lambda: store.left == 0)


async def test_what_is_written_while_indexing_is_indexed_too(
    searching: Searching, store: FakeSearch
):
    store.left = 2
    searching.touch()
    await until(lambda: store.left == 1)
    searching.touch()
    await until(lambda: store.left == 0)
    store.left = 1
    await until(lambda: store.left == 0)


async def test_a_full_disk_is_tried_again_after_the_next_write(
    searching: Searching, store: FakeSearch
):
    store.full, store.left = True, 1
    searching.touch()
    await asyncio.sleep(0.02)
    store.full = False
    searching.touch()
    await until(lambda: store.left == 0)


async def test_what_is_forgotten_is_tidied_away(searching: Searching, store: FakeSearch):
    store.untidy = 3
    await searching.forget(["c"])
    assert store.forgotten == ["c"]
    await until(lambda: store.untidy == 0)


async def test_closing_ends_what_runs(searching: Searching, store: FakeSearch):
    found = listen(searching)
    store.allowed = asyncio.Event()
    searching.ask("slow")
    await until(lambda: store.asked)
    await searching.close()
    assert store.closed
    assert store.interrupted == 1
    searching.touch()
    searching.ask("late")
    await asyncio.sleep(0.01)
    assert store.asked == ["slow"]
    assert found == []
