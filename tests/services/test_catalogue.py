from datetime import timedelta

import pytest

from promptrun_desktop.domain.errors import EndpointError, ErrorKind, StoreError
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.model_info import PICKS, ModelInfo, built_in, from_id
from promptrun_desktop.services.catalogue import STALE, Catalogue
from promptrun_desktop.services.tasks import Tasks

LISTED = [from_id("x/one"), from_id(PICKS[0].ids[0])]


class Story:
    """A catalogue, the list the endpoint would give, and what was kept."""

    def __init__(self) -> None:
        self.kept = None
        self.origin = "https://x:443"
        self.moves_to = ""
        self.origins: list[str] = []
        self.fetches = 0
        self.problem: Exception | None = None
        self.full = False
        self.time = now()
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.catalogue = Catalogue(
            lambda: self.origin, self._client, self, self.tasks, lambda: self.time
        )

    async def _client(self) -> "Story":
        return self

    async def list_models(self) -> list[ModelInfo]:
        self.fetches += 1
        if self.problem:
            raise self.problem
        self.origin = self.moves_to or self.origin
        return LISTED

    async def save(self, origin, models, fetched_at) -> None:
        if self.full:
            raise StoreError(ErrorKind.DISK_FULL)
        self.origins.append(origin)
        self.kept = (list(models), fetched_at)

    async def load(self, origin):
        return self.kept

    async def quiet(self) -> None:
        for task in tuple(self.tasks._running | self.tasks._vital):
            await task
        assert self.errors == []


async def test_the_last_list_is_there_without_asking_the_endpoint():
    story = Story()
    story.kept = (LISTED, story.time)
    await story.catalogue.load()
    assert list(story.catalogue.models) == LISTED
    assert story.fetches == 0


async def test_a_list_belongs_to_the_endpoint_that_was_asked():
    story = Story()
    story.moves_to = "https://y:443"
    story.catalogue.refresh()
    await story.quiet()
    assert story.origins == ["https://x:443"]
    assert tuple(story.catalogue.models) == built_in()


async def test_without_any_list_the_built_in_picks_are_offered():
    story = Story()
    await story.catalogue.load()
    assert story.catalogue.models == built_in()
    assert story.catalogue.fetched_at is None


@pytest.mark.parametrize(("age", "fetches"), [(STALE / 2, 0), (STALE + timedelta(minutes=1), 1)])
async def test_opening_the_picker_fetches_only_a_list_older_than_a_day(age, fetches):
    story = Story()
    story.kept = (LISTED, story.time - age)
    await story.catalogue.load()
    story.catalogue.refresh_if_stale()
    await story.quiet()
    assert story.fetches == fetches


async def test_refreshing_twice_at_once_asks_once_and_keeps_the_list():
    story = Story()
    story.catalogue.refresh()
    story.catalogue.refresh()
    await story.quiet()
    assert story.fetches <= 2
    assert story.kept == (LISTED, story.time)


async def test_a_failed_refresh_keeps_the_old_list_and_says_why():
    story = Story()
    story.kept = (LISTED, story.time)
    await story.catalogue.load()
    story.problem = EndpointError(ErrorKind.NO_NETWORK)
    failures, busy = [], []
    story.catalogue.failed.connect(lambda error: failures.append(error.kind))
    story.catalogue.busy.connect(busy.append)
    story.catalogue.refresh()
    await story.quiet()
    assert failures == [ErrorKind.NO_NETWORK]
    assert busy == [True, False]
    assert list(story.catalogue.models) == LISTED


async def test_a_list_that_came_with_connecting_is_used_though_the_disk_is_full():
    story = Story()
    failed = []
    story.catalogue.failed.connect(lambda error: failed.append(error.kind))
    story.full = True
    story.catalogue.put(LISTED)
    await story.quiet()
    assert list(story.catalogue.models) == LISTED
    assert failed == [ErrorKind.DISK_FULL]


async def test_the_default_is_the_last_used_model_else_the_first_pick_of_the_list():
    story = Story()
    story.catalogue.models = LISTED
    assert story.catalogue.default_model("my/own") == "my/own"
    assert story.catalogue.default_model("") == PICKS[0].ids[0]
    story.catalogue.models = [from_id("x/one")]
    assert story.catalogue.default_model("") == "x/one"
    story.catalogue.models = []
    assert story.catalogue.default_model("") == PICKS[0].ids[0]
