"""What people have typed and not sent yet."""

from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts


async def test_drafts_come_back_under_their_keys(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("", "not begun")
    await drafts.save("chat", " spaces kept \n")
    assert await drafts.all() == {"": "not begun", "chat": " spaces kept \n"}


async def test_a_later_draft_takes_the_place_of_the_earlier(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Hel")
    await drafts.save("chat", "Hello")
    assert await drafts.all() == {"chat": "Hello"}


async def test_an_empty_text_takes_the_draft_away(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Hello")
    await drafts.save("other", "stays")
    await drafts.save("chat", "")
    assert await drafts.all() == {"other": "stays"}
