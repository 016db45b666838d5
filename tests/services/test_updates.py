"""When the newest version is asked for, what is remembered of it, and what is told."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.update import Update
from promptrun_desktop.services import updates as module
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.updates import Outcome, Updates
from promptrun_desktop.settings.file import SettingsFile

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
NEWER = Update(
    version="1.2",
    released=date(2026, 5, 1),
    page="https://updates.example/1.2",
    new="Answers can be printed.",
    serial=12,
    until=date(2026, 8, 1),
)


def another(**changes: object) -> Update:
    return Update(**{name: getattr(NEWER, name) for name in Update.__dataclass_fields__} | changes)


class Story:
    """A service with its preferences; `answer` is what the other side says, or raises."""

    def __init__(self, folder: Path, key: str = "KEY", version: str = "1.1", **chosen: object):
        self.now = NOON
        self.answer: Update | Exception = NEWER
        self.asked = 0
        self.allowed = asyncio.Event()
        self.allowed.set()
        self.log: list[str] = []
        self.settings = SettingsFile(folder / "settings.toml")
        self.settings.change(**chosen)
        self.tasks = Tasks(self.report)
        self.updates = Updates(
            version, key, lambda: self, self.settings, self.tasks, self.report, lambda: self.now
        )
        self.updates.asking.connect(lambda: self.log.append("asking"))
        self.updates.told.connect(lambda outcome: self.log.append(outcome.value))
        self.updates.found.connect(lambda update: self.log.append(f"found {update.version}"))
        self.updates.ended.connect(lambda: self.log.append("ended"))

    def report(self, name: str, error: BaseException) -> None:
        self.log.append(f"reported {name}: {error}")

    async def newest(self) -> Update:
        self.asked += 1
        await self.allowed.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def settled(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0.002)

    async def close(self) -> None:
        await self.tasks.close()
        self.settings.close()


@pytest.fixture
async def story(tmp_path):
    made = Story(tmp_path)
    yield made
    await made.close()


async def test_nothing_is_asked_until_it_is_switched_on(story, monkeypatch):
    monkeypatch.setattr(module, "ASK_AFTER", 0.0)
    story.updates.start()
    story.settings.change(theme="dark", text_size=120)
    await story.settled()
    assert story.asked == 0 and story.log == []


async def test_switching_it_on_asks_at_once_and_says_what_came_of_it(story):
    story.updates.start()
    story.settings.change(check_updates=True)
    assert story.log == ["asking"]
    await story.settled()
    assert story.log == ["asking", "newer", "found 1.2"]
    assert story.asked == 1 and story.updates.newer == NEWER


async def test_the_newest_version_is_told_as_that(story):
    story.answer = another(version="1.1.0")
    story.updates.start()
    story.settings.change(check_updates=True)
    await story.settled()
    assert story.log == ["asking", "newest"] and story.updates.newer is None


@pytest.mark.parametrize("kind", [ErrorKind.NO_NETWORK, ErrorKind.TIMED_OUT, ErrorKind.PROXY])
async def test_what_fails_is_told_to_who_waits_and_to_nobody_else(story, kind):
    story.answer = EndpointError(kind)
    story.updates.start()
    story.settings.change(check_updates=True)
    await story.settled()
    assert story.log == ["asking", "unknown"]


async def test_an_answer_that_is_not_ours_is_one_line_in_the_log(story):
    story.answer = EndpointError(ErrorKind.BAD_REPLY)
    story.settings.change(check_updates=True)
    await story.updates.turn()
    assert story.log == ["reported updates: bad_reply"]


async def test_what_nobody_expected_still_gives_an_answer(story):
    story.answer = RuntimeError("a mistake of ours")
    story.updates.start()
    story.settings.change(check_updates=True)
    await story.settled()
    assert "unknown" in story.log and "reported updates: a mistake of ours" in story.log


async def test_it_is_asked_once_a_day(story):
    for _ in range(3):
        await story.updates.turn()
    assert story.asked == 1
    story.now += timedelta(days=1)
    await story.updates.turn()
    assert story.asked == 2 and story.log == ["found 1.2", "found 1.2"]


async def test_what_failed_is_asked_again_the_next_day_only(story):
    story.answer = EndpointError(ErrorKind.NO_NETWORK)
    for _ in range(3):
        await story.updates.turn()
    assert story.asked == 1 and story.log == []
    story.now += timedelta(days=1)
    story.answer = NEWER
    await story.updates.turn()
    assert story.log == ["found 1.2"]


async def test_the_day_is_remembered_by_the_next_start(tmp_path):
    first = Story(tmp_path, check_updates=True)
    await first.updates.turn()
    await first.close()
    second = Story(tmp_path)
    await second.updates.turn()
    await second.close()
    assert (first.asked, second.asked) == (1, 0)


async def test_a_clock_that_is_set_back_does_not_end_the_asking(story):
    await story.updates.turn()
    story.now -= timedelta(days=400)
    await story.updates.turn()
    assert story.asked == 2


async def test_it_asks_by_itself_some_time_after_the_start(tmp_path, monkeypatch):
    assert module.ASK_AFTER >= 10
    monkeypatch.setattr(module, "ASK_AFTER", 0.01)
    story = Story(tmp_path, check_updates=True)
    story.updates.start()
    assert story.asked == 0
    await asyncio.sleep(0.05)
    await story.settled()
    assert story.log == ["found 1.2"]
    await story.close()


async def test_not_now_is_about_this_version(story):
    await story.updates.turn()
    story.updates.dismiss()
    story.now += timedelta(days=1)
    await story.updates.turn()
    assert story.log == ["found 1.2"]
    story.answer = another(version="1.3", serial=13)
    story.now += timedelta(days=1)
    await story.updates.turn()
    assert story.log == ["found 1.2", "found 1.3"]


async def test_an_old_file_is_no_answer(story):
    story.answer = another(version="1.3", serial=13)
    await story.updates.turn()
    story.answer = NEWER
    story.now += timedelta(days=1)
    await story.updates.turn()
    assert story.log == ["found 1.3", "reported updates: bad_reply"]
    story.answer = another(version="1.1", serial=14)
    story.now += timedelta(days=1)
    await story.updates.turn()
    assert story.updates.newer is None, "a version may be taken back by a later file"


async def test_an_old_file_never_passes_for_the_newest_version(story):
    story.settings.change(update_seen="KEY 13")
    story.answer = another(version="1.1")
    story.updates.start()
    story.settings.change(check_updates=True)
    await story.settled()
    assert story.log == ["asking", "reported updates: bad_reply", "unknown"]


async def test_a_file_counts_until_its_last_day(story):
    story.now = datetime(2026, 8, 1, 23, 59, tzinfo=UTC)
    await story.updates.turn()
    assert story.log == ["found 1.2"]
    story.now = datetime(2026, 8, 2, 12, tzinfo=UTC)
    story.log.clear()
    await story.updates.turn()
    assert story.log == ["reported updates: bad_reply"]


async def test_another_key_begins_its_serials_anew(tmp_path):
    story = Story(tmp_path, key="NEW KEY", update_seen="KEY 1000000000")
    await story.updates.turn()
    assert story.log == ["found 1.2"]
    assert story.settings.value.update_seen == "NEW KEY 12"
    await story.close()


@pytest.mark.parametrize("seen", ["", "KEY", "KEY x", "KEY ²", "KEY -5", " 99", "12"])
async def test_what_is_not_a_serial_is_none(tmp_path, seen):
    story = Story(tmp_path, update_seen=seen)
    await story.updates.turn()
    assert story.log == ["found 1.2"]
    await story.close()


async def test_switching_it_off_takes_the_question_back(story):
    story.allowed.clear()
    story.updates.start()
    story.settings.change(check_updates=True)
    await story.settled()
    story.settings.change(check_updates=False)
    story.allowed.set()
    await story.settled()
    assert story.log == ["asking", "ended"] and story.updates.newer is None


async def test_switched_off_and_on_again_it_asks_again(story):
    story.updates.start()
    for value in (True, False, True):
        story.settings.change(check_updates=value)
        await story.settled()
    found = ["asking", "newer", "found 1.2"]
    assert story.log == [*found, "ended", *found]
    assert Outcome.NEWER.value in story.log and story.asked == 2
