"""A profile that cannot be opened, and one that a newer version wrote."""

import asyncio
import sqlite3

from promptrun_desktop.store.migrations import MIGRATIONS
from tests.journeys.person import Person
from tests.journeys.trouble import notice


def test_a_profile_that_cannot_be_opened_says_so_and_opens_once_it_can(play, tmp_path):
    blocked = tmp_path / "profile" / "chats.sqlite3"
    blocked.mkdir(parents=True)

    async def story(person: Person) -> None:
        assert "Your chats could not be read or saved just now." in person.texts()
        assert any(str(tmp_path) in text for text in person.texts())
        person.click("open_again")
        await asyncio.sleep(0.1)
        await person.until(lambda: person.sees("open_again"), "for the same again")
        await asyncio.to_thread(blocked.rmdir)
        person.click("open_again")
        await person.until(lambda: person.sees("key_box"), "for the first screen")

    play(story)


def test_closing_a_window_that_could_not_open_its_profile_ends_the_app(play, tmp_path):
    (tmp_path / "profile" / "chats.sqlite3").mkdir(parents=True)

    async def story(person: Person) -> None:
        assert person.sees("open_again")

    play(story)


def test_chats_of_a_newer_version_are_shown_and_said_to_be_so(play, tmp_path):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask("Why is a day on Venus so strange?")

    async def second(person: Person) -> None:
        await person.until(lambda: len(person.shown) == 2)
        assert "newer version" in notice(person)

    play(first)
    database = sqlite3.connect(tmp_path / "profile" / "chats.sqlite3")
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    play(second)
