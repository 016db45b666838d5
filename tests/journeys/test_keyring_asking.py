"""A password store that asks for a password: announced where a person looks, never else."""

import asyncio

import pytest

from promptrun_desktop.domain.message import State
from promptrun_desktop.services import asking
from promptrun_desktop.ui.keyring_words import WAITING, waiting
from tests.journeys.documents import open_preferences
from tests.journeys.person import Person
from tests.journeys.trouble import accept, notice, offered, said

KEPT = "Works. Kept safely in your desktop’s keyring."
LOCKED = "Your password store is locked, so your key could not be read. Unlock it."


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(asking, "READING", 0)


def test_each_system_has_words_of_its_own():
    assert waiting("darwin") == WAITING["darwin"] != waiting("win32") != waiting("linux")
    assert waiting("freebsd14") == waiting("linux") == WAITING[""]
    assert all("may now ask for your password" in each for each in WAITING.values())


def test_it_is_announced_when_a_key_is_connected_and_can_be_cancelled(play, keys):
    async def story(person: Person) -> None:
        keys.prompt = asyncio.Event()
        await person.paste_key(person.endpoint.key.reveal())
        await person.until(lambda: person.status() == waiting(), "for the announcement")
        person.click("cancel")
        assert person.status() == "" and person.sees("key_box")
        person.click("connect")
        await person.until(lambda: person.status() == waiting(), "for the announcement")
        keys.prompt.set()
        await person.until(lambda: person.status() == KEPT, "for the good news")
        assert list(keys.kept.values()) == [person.endpoint.key]

    play(story)


def test_it_is_announced_with_the_first_question_and_not_with_the_next(play, keys):
    async def second(person: Person) -> None:
        shown: list[str] = []
        keys.prompt = asyncio.Event()
        await person.send("Hello")
        await person.until(lambda: notice(person) == waiting(), "for the announcement")
        assert offered(person) == ["Cancel"]
        keys.prompt.set()
        await person.until_replied()
        assert person.reply.state is State.COMPLETE and notice(person) == ""
        person.desktop._own.workspace.connection.asking.changed.connect(shown.append)
        keys.prompt = asyncio.Event()
        assert (await person.ask("And now?")).state is State.COMPLETE
        assert shown == []

    play(Person.connect)
    play(second)


def test_who_does_not_want_to_wait_finds_the_question_ready_to_be_asked_again(play, keys):
    async def second(person: Person) -> None:
        keys.prompt = asyncio.Event()
        await person.send("Hello")
        await person.until(lambda: notice(person) == waiting(), "for the announcement")
        accept(person)
        await person.until_replied()
        assert said(person) == LOCKED and notice(person) == ""
        assert person.endpoint.requests == []
        keys.prompt.set()
        accept(person)
        await person.until(lambda: person.reply.state is State.COMPLETE, "for the answer")

    play(Person.connect)
    play(second)


def test_the_preferences_say_it_themselves_and_what_they_know_without(play, keys):
    async def second(person: Person) -> None:
        keys.prompt = asyncio.Event()
        await open_preferences(person)
        await person.until(lambda: person.status() == waiting(), "for the announcement")
        assert "Your key is kept in your computer’s password store." in person.texts()
        assert notice(person) == ""
        person.click("give_up_key")
        await person.until(lambda: person.status() == LOCKED, "for the end of it")
        assert not person.sees("give_up_key")
        person.click("preferences_done")
        keys.prompt.set()
        await open_preferences(person)
        last4 = person.endpoint.key.last4
        await person.until(lambda: any(f"····{last4}" in each for each in person.texts()))

    play(Person.connect)
    play(second)
