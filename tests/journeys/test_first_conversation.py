from PySide6.QtCore import Qt

from promptrun_desktop.domain.message import State
from tests.journeys.person import Person


def test_a_person_connects_asks_and_finds_everything_after_a_restart(play):
    async def first(person: Person) -> None:
        await person.connect()
        reply = await person.ask("Why is a day on Venus so strange?")
        assert reply.state is State.COMPLETE
        assert person.shown == ["Why is a day on Venus so strange?", reply.text]
        shown.extend(person.shown)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown == shown

    shown: list[str] = []
    play(first)
    play(second)


def test_a_draft_comes_back_after_a_restart(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.type("composer", "not sent yet")

    async def second(person: Person) -> None:
        await person.until(lambda: person.shell.page.composer.text() == "not sent yet")

    play(first)
    play(second)


def test_stopping_with_escape_keeps_what_arrived(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send("Explain compound interest with a small table")
        await person.until(lambda: len(person.shown[-1]) > 3)
        person.press(Qt.Key.Key_Escape)
        await person.until_replied()
        assert person.reply.state is State.STOPPED
        assert person.reply.text == person.shown[-1] != ""
        assert person.shell.page.composer.text() == ""

    play(story)


def test_enter_while_a_reply_is_written_keeps_the_text_and_says_why(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send("Explain compound interest with a small table")
        await person.until(lambda: person.shell.page.composer.text() == "", "for an empty box")
        person.type("composer", "and then")
        person.press(Qt.Key.Key_Return, on="composer")
        assert person.shell.page.composer.text() == "and then"
        assert any("still being written" in text for text in person.texts())
        await person.until_replied()
        assert person.shell.page.composer.text() == "and then"
        assert len(person.messages) == 2

    play(story)
