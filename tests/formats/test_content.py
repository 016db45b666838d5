"""What every document says of a chat, before any format writes it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.archive.chat import day_of
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.labels import Labels

JULY = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if sys.platform == "win32":
        pytest.skip("the zone of a process cannot be chosen there")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def times(exported_at: datetime) -> list[str]:
    said = Message(Role.USER, "How?", created_at=JULY)
    about = replace(Conversation(), created_at=JULY)
    content = content_of(about, [said], Labels(), exported_at)
    facts = dict(content.facts)
    return [facts["Started"], facts["Saved"], content.entries[0].time]


@pytest.mark.usefixtures("berlin")
def test_what_was_said_in_summer_has_the_time_of_summer_also_in_winter() -> None:
    summer, winter = "2026-07-02 00:30 CEST", "2026-12-01 13:00 CET"
    assert times(DECEMBER.astimezone()) == [summer, winter, summer]
    # As an archive lists it.
    assert day_of(JULY, DECEMBER.astimezone()) == "2026-07-02"
    assert day_of(datetime(2026, 1, 1, 22, 30, tzinfo=UTC), JULY.astimezone()) == "2026-01-01"


@pytest.mark.usefixtures("berlin")
def test_in_another_zone_times_are_of_that_zone() -> None:
    tokyo = timezone(timedelta(hours=9), "JST")
    said, saved = "2026-07-02 07:30 JST", "2026-12-01 21:00 JST"
    assert times(DECEMBER.astimezone(tokyo)) == [said, saved, said]
    assert times(DECEMBER)[0] == "2026-07-01 22:30 UTC"
