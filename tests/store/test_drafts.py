"""What people have typed and not sent yet."""

import pytest

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts


async def test_drafts_come_back_under_their_keys(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("", "not begun", 3)
    await drafts.save("chat", " spaces kept \n")
    assert await drafts.all() == {"": Draft("not begun", 3), "chat": Draft(" spaces kept \n", 0)}


async def test_a_later_draft_takes_the_place_of_the_earlier(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Hel", 3)
    await drafts.save("chat", "Hello", 5)
    assert await drafts.all() == {"chat": Draft("Hello", 5)}


async def test_an_empty_text_takes_the_draft_away(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Hello")
    await drafts.save("other", "stays")
    await drafts.save("chat", "")
    assert await drafts.all() == {"other": Draft("stays")}


@pytest.mark.parametrize("caret", [-1, 99, "two", 1.5])
async def test_a_caret_that_is_nowhere_is_moved_into_the_text(database: Database, caret) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Hello", caret)
    assert (await drafts.all())["chat"].caret in (0, 5)
