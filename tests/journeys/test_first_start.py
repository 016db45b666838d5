"""Nothing of the system's is asked before a person asked for something that needs it."""

import asyncio
from dataclasses import dataclass, field

import pytest

from tests.journeys.documents import open_preferences
from tests.journeys.person import MemoryKeys, Person


@dataclass
class WatchedKeys(MemoryKeys):
    """`asked` counts every call, whatever it is."""

    asked: int = field(default=0)

    async def will_ask(self) -> bool:
        self.asked += 1
        return await super().will_ask()

    async def _check(self) -> None:
        self.asked += 1


@pytest.fixture
def keys() -> WatchedKeys:
    return WatchedKeys()


async def wander(person: Person) -> None:
    """All that a person can do without a key."""
    await asyncio.sleep(0.2)
    await open_preferences(person)
    person.click("preferences_done")
    person.click("model_picker")
    await person.until(lambda: person.sees("model_search"), "for the list of models")
    person.shell.page.picker.close_popup()


def test_a_first_start_asks_neither_the_password_store_nor_the_network(play, keys):
    async def story(person: Person) -> None:
        assert person.sees("key_box")
        await asyncio.sleep(0.2)
        person.click("look_around")
        await person.until(lambda: person.sees("composer"), "for the sample chat")
        await wander(person)
        assert (keys.asked, person.endpoint.requests) == (0, [])

    play(story)


def test_nor_does_one_with_chats_but_without_a_key(play, keys):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask("Why is a day on Venus so strange?")
        await open_preferences(person)
        person.click("forget_key")
        person.click("forget_key_yes")
        await person.until(lambda: not keys.kept, "for the key to be forgotten")

    async def second(person: Person) -> None:
        asked, requests = keys.asked, len(person.endpoint.requests)
        await person.until(lambda: len(person.shown) == 2, "for the chat")
        await wander(person)
        assert (keys.asked - asked, len(person.endpoint.requests) - requests) == (0, 0)

    play(first)
    play(second)


def test_a_kept_key_is_not_read_before_it_is_needed(play, keys):
    async def second(person: Person) -> None:
        asked = keys.asked
        await person.until(lambda: person.sees("composer"))
        await asyncio.sleep(0.2)
        assert keys.asked == asked
        await person.ask("Hello")
        assert keys.asked > asked

    play(Person.connect)
    play(second)
