"""An answer that is written while nobody looks: it goes on, is marked, and is told of."""

import pytest
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import State
from tests.app.desktop_bus import FakeDesktop, desktop, private_bus
from tests.journeys.hands import is_unread, is_writing, open_chat, selected
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


@pytest.fixture
def bus(monkeypatch):
    with private_bus(monkeypatch) as daemon:
        yield daemon


async def look_away(person: Person) -> QWidget:
    """Another window comes to the front."""
    other = QWidget()
    other.show()
    other.activateWindow()
    await person.until(lambda: not person.window.isActiveWindow(), "for another window")
    return other


async def come_back(person: Person) -> None:
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow, "for the window")


def test_the_chat_that_answers_wears_a_spinner_then_a_dot_until_it_is_opened(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(INTEREST)
        person.click("new_chat")
        await person.send(VENUS)
        await person.until(lambda: is_writing(person, VENUS))
        await open_chat(person, INTEREST)
        assert is_writing(person, VENUS) and not is_unread(person, VENUS)
        await person.until(lambda: is_unread(person, VENUS), "for the answer")
        assert not is_writing(person, VENUS)
        await open_chat(person, VENUS)
        assert not is_unread(person, VENUS)
        assert person.reply.state is State.COMPLETE

    play(story)


def test_an_answer_is_told_of_while_the_window_is_not_in_front(play, bus):
    async def story(person: Person) -> None:
        async with desktop() as fake:
            await person.connect()
            await person.send(VENUS)
            other = await look_away(person)
            await person.until(lambda: fake.shown, "for the notification")
            (shown,) = fake.shown
            assert shown.title == VENUS
            assert person.shown[1].startswith(f"# {shown.text}\n")
            person.click("new_chat")
            await fake.click(shown)
            await come_back(person)
            await person.until(lambda: selected(person) == [VENUS], "for the chat")
            assert person.shown[0] == VENUS
            other.deleteLater()

    play(story)


def test_nothing_is_told_to_who_sees_it_stopped_it_or_wants_no_telling(play, bus):
    async def story(person: Person) -> None:
        async with desktop() as fake:
            await person.connect()
            await come_back(person)
            await person.ask(VENUS)
            await person.send(INTEREST)
            other = await look_away(person)
            person.click("stop")
            await person.until_replied()
            person.parts.settings.change(notify=False)
            await person.ask(INTEREST)
            person.parts.settings.change(notify=True)
            other.activateWindow()
            await person.until(lambda: not person.window.isActiveWindow())
            await person.ask(VENUS)
            await person.until(lambda: fake.shown, "for the notification")
            assert len(fake.shown) == 1
            other.deleteLater()

    play(story)


def test_an_answer_that_failed_is_told_of_in_our_words(play, bus, endpoint):
    async def story(person: Person) -> None:
        async with desktop(FakeDesktop()) as fake:
            await person.connect()
            other = await look_away(person)
            await person.ask("Please fail", model="demo/cut-off")
            await person.until(lambda: fake.shown, "for the notification")
            assert fake.shown[0].text == "The answer is not complete."
            assert person.reply.error == ErrorKind.CUT_OFF
            other.deleteLater()

    play(story)


def test_the_setting_is_kept_and_begins_as_yes(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.window.preferences_requested.emit()
        await person.until(lambda: person.sees("notify"))
        assert person.find("notify").isChecked()
        person.click("notify")
        assert not person.parts.settings.value.notify
        person.click("preferences_done")

    async def second(person: Person) -> None:
        assert not person.parts.settings.value.notify

    play(first)
    play(second)
