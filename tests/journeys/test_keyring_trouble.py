"""A password store that is locked or missing, when a key is kept and when it is needed."""

import pytest

from promptrun_desktop.domain.errors import ErrorKind, KeyringError
from promptrun_desktop.domain.message import State
from tests.journeys.person import MemoryKeys, Person
from tests.journeys.trouble import accept, notice, offered, said, stored

LOCKED, MISSING = ErrorKind.KEYRING_LOCKED, ErrorKind.KEYRING_MISSING
UNTIL_CLOSED = {
    LOCKED: "Your key is kept until you close the app, because your password store is locked.",
    MISSING: "Your key is kept until you close the app, "
    "because this computer has no password store that can be used.",
}
KEPT = "Kept safely in your desktop’s keyring."


async def connect_without_store(person: Person, keys: MemoryKeys, kind: ErrorKind) -> None:
    keys.problem = KeyringError(kind)
    await person.paste_key(person.endpoint.key.reveal())
    await person.until(lambda: person.status() == f"Works. {UNTIL_CLOSED[kind]}", "for the word")


@pytest.mark.parametrize("kind", [LOCKED, MISSING])
def test_a_key_that_cannot_be_kept_serves_until_the_app_closes(play, keys, kind):
    async def first(person: Person) -> None:
        await connect_without_store(person, keys, kind)
        person.click("connect")
        await person.until(lambda: person.sees("composer"))
        assert (await person.ask("Hello")).state is State.COMPLETE
        assert keys.kept == {}

    async def second(person: Person) -> None:
        await person.until(lambda: len(person.shown) == 2)
        await person.ask("And now?")
        assert said(person) == "This app has no key to ask with yet, so nothing was sent."
        assert offered(person) == ["Connect"]
        accept(person)
        assert person.sees("key_box")

    play(first)
    keys.problem = None
    play(second)


def test_the_store_is_asked_again_on_the_first_screen_as_often_as_it_takes(play, keys):
    async def story(person: Person) -> None:
        await connect_without_store(person, keys, LOCKED)
        person.click("keep_again")
        await person.until(lambda: person.status() == UNTIL_CLOSED[LOCKED], "for the same again")
        keys.problem = None
        person.click("keep_again")
        await person.until(lambda: person.status() == KEPT, "for better news")
        assert not person.sees("keep_again")
        assert list(keys.kept.values()) == [person.endpoint.key]
        assert person.parts.settings.value.kept_keys == (person.endpoint.key.origin,)

    play(story)


def test_who_starts_chatting_meanwhile_is_told_there(play, keys):
    async def story(person: Person) -> None:
        await connect_without_store(person, keys, LOCKED)
        person.click("connect")
        await person.until(lambda: person.sees("composer"))
        person.desktop.window.welcome.keep_again_requested.emit()
        await person.until(lambda: notice(person) == UNTIL_CLOSED[LOCKED], "for the bad news")
        keys.problem = None
        accept(person)
        await person.until(lambda: notice(person) == KEPT, "for the good news")
        assert offered(person) == []

    play(story)


def test_a_store_that_is_locked_at_the_first_question_is_unlocked_and_asked_again(play, keys):
    async def second(person: Person) -> None:
        keys.problem = KeyringError(LOCKED)
        await person.ask("Hello")
        assert said(person) == (
            "Your password store is locked, so your key could not be read. Unlock it."
        )
        assert offered(person) == ["Try again"] and notice(person) == ""
        assert stored(person)[0] == ("user", "Hello", "complete")
        assert person.endpoint.requests == []
        keys.problem = None
        accept(person)
        await person.until(lambda: person.reply.state is State.COMPLETE, "for the answer")
        assert person.shown == ["Hello", person.reply.text]

    play(Person.connect)
    play(second)


def test_a_store_that_is_gone_at_the_first_question_leads_to_the_key_box(play, keys):
    async def second(person: Person) -> None:
        keys.problem = KeyringError(MISSING)
        await person.ask("Hello")
        assert said(person) == "The password store that holds your key cannot be reached."
        assert offered(person) == ["Paste the key again"]
        accept(person)
        assert person.sees("key_box")

    play(Person.connect)
    play(second)
