"""A disk that is full: nothing that was typed or received goes away."""

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import State
from promptrun_desktop.store.messages import Messages
from tests.journeys.person import Person
from tests.journeys.trouble import accept, notice, offered, stored

FULL = "The disk is full. Free some space; your text is still here."
QUESTION = "Explain compound interest with a small table"


class Disk:
    """Every write of messages fails while it is `full`."""

    full = False


@pytest.fixture
def disk(monkeypatch) -> Disk:
    disk = Disk()
    for name in ("begin", "journal", "finish", "replace"):
        monkeypatch.setattr(Messages, name, _failing(getattr(Messages, name), disk))
    return disk


def _failing(write, disk):
    async def attempt(*args) -> None:
        if disk.full:
            raise StoreError(ErrorKind.DISK_FULL)
        await write(*args)

    return attempt


def test_a_question_that_cannot_be_stored_is_not_sent_and_stays_in_its_box(play, disk):
    async def story(person: Person) -> None:
        await person.connect()
        disk.full = True
        await person.send(QUESTION)
        await person.until_replied()
        assert (notice(person), offered(person)) == (FULL, ["Try again"])
        assert person.shell.page.composer.text() == QUESTION
        assert person.messages == [] == person.endpoint.requests
        accept(person)
        await person.until(lambda: notice(person) == FULL, "for the same again")
        await person.until_replied()
        disk.full = False
        accept(person)
        await person.until(lambda: len(person.messages) == 2, "for the question")
        await person.until_replied()
        assert person.reply.state is State.COMPLETE
        assert person.shell.page.composer.text() == ""
        assert (notice(person), offered(person)) == ("", [])

    play(story)


def test_a_reply_that_cannot_be_stored_stays_on_screen_until_it_can(play, disk):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(QUESTION)
        await person.until(lambda: person.shown[-1], "for the first words")
        disk.full = True
        await person.until_replied()
        reply = person.reply
        assert reply.state is State.COMPLETE
        assert person.shown == [QUESTION, reply.text]
        assert (notice(person), offered(person)) == (FULL, ["Try again"])
        assert stored(person)[1][2] == "writing"
        disk.full = False
        accept(person)
        await person.until(
            lambda: stored(person)[1] == ("assistant", reply.text, "complete"), "for the save"
        )
        assert (notice(person), offered(person)) == ("", [])

    play(story)


def test_what_another_chat_could_not_store_is_saved_from_here(play, disk):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(QUESTION)
        await person.until(lambda: person.shown[-1], "for the first words")
        writing = person.shell.session
        person.click("new_chat")
        disk.full = True
        await person.until(lambda: not writing.is_replying, "for the end of the reply")
        assert notice(person) == FULL
        disk.full = False
        accept(person)
        reply = writing.messages[-1].text
        await person.until(lambda: stored(person)[1] == ("assistant", reply, "complete"))

    play(story)


def test_a_deleted_message_that_could_not_be_hidden_on_disk_is_hidden_later(play, disk):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(QUESTION)
        disk.full = True
        person.shell.page.transcript.delete_requested.emit(person.reply.id)
        await person.until(lambda: notice(person) == FULL)
        disk.full = False
        accept(person)
        await person.until(lambda: person.shell.session.is_saved)

    async def again(person: Person) -> None:
        await person.until(lambda: person.shown == [QUESTION])

    play(story)
    play(again)


def test_a_refused_first_question_is_there_after_a_restart(play, disk):
    async def first(person: Person) -> None:
        await person.connect()
        disk.full = True
        await person.send(QUESTION)
        await person.until(lambda: notice(person) == FULL)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shell.page.composer.text() == QUESTION)

    play(first)
    disk.full = False
    play(second)


def test_closing_stores_what_found_no_room_before(play, disk):
    async def first(person: Person) -> None:
        await person.connect()
        await person.send(QUESTION)
        await person.until(lambda: person.shown[-1:] and len(person.shown[-1]) > 40)
        disk.full = True
        await person.until_replied()
        whole.append(person.reply.text)
        disk.full = False

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown[-1] == whole[0]
        assert person.reply.state is State.COMPLETE

    whole: list[str] = []
    play(first)
    play(second)
