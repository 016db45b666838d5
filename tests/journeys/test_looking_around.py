import pytest
from PySide6.QtCore import Qt

from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.message import State
from tests.journeys.hands import CTRL, titles
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


@pytest.fixture(autouse=True)
def at_ten_times_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint of looking around is made by the app itself."""
    defaults = DemoEndpoint.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "pace", 0.1)


async def look_around(person: Person) -> None:
    person.click("look_around")
    await person.until(lambda: person.sees("composer"), "for the sample chat")


def test_looking_around_answers_without_a_key_and_says_what_it_is(play, tmp_path):
    async def first(person: Person) -> None:
        await look_around(person)
        assert "Looking around" in person.texts()
        person.click("example_1")
        await person.until_replied()
        assert person.reply.state is State.COMPLETE and "Venus" in person.reply.text
        assert person.endpoint.requests == []
        assert person.keys.kept == {}
        shown.extend(person.shown)

    async def second(person: Person) -> None:
        assert person.sees("key_box")
        await look_around(person)
        await person.until(lambda: person.shown == shown)
        assert titles(person) == [VENUS]

    shown: list[str] = []
    play(first)
    play(second)
    assert (tmp_path / "profile" / "look-around" / "chats.sqlite3").is_file()


def test_connecting_from_there_leads_to_chats_of_ones_own(play):
    async def story(person: Person) -> None:
        await look_around(person)
        person.click("example_1")
        await person.until_replied()
        person.click("status_button")
        assert person.sees("key_box")
        person.click("back")
        assert person.shown[:1] == [VENUS]
        person.click("status_button")
        await person.connect()
        await person.until(lambda: "Looking around" not in person.texts())
        assert titles(person) == [] and person.messages == []
        await person.ask(INTEREST)
        assert [each["messages"][-1]["content"] for each in person.endpoint.requests] == [INTEREST]

    play(story)


def test_preferences_remove_those_chats_and_no_others(play, tmp_path):
    async def first(person: Person) -> None:
        await look_around(person)
        person.click("example_1")
        await person.until_replied()
        person.click("status_button")
        await person.connect()
        await person.until(lambda: "Looking around" not in person.texts())
        await person.ask(INTEREST)
        person.press(Qt.Key.Key_Comma, CTRL)
        await person.until(lambda: person.sees("remove_look_around"))
        person.click("remove_look_around")
        await person.until(lambda: not person.sees("remove_look_around"))
        person.click("preferences_done")
        assert person.shown[:1] == [INTEREST]

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [INTEREST])
        assert titles(person) == [INTEREST]

    play(first)
    assert not (tmp_path / "profile" / "look-around").exists()
    play(second)


def test_removing_them_while_looking_around_leads_to_the_first_screen(play, tmp_path):
    async def story(person: Person) -> None:
        await look_around(person)
        await person.send(VENUS)
        person.click("preferences")
        await person.until(lambda: person.sees("remove_look_around"))
        person.click("remove_look_around")
        await person.until(lambda: not (tmp_path / "profile" / "look-around").exists())
        await person.until(lambda: person.sees("key_box"))
        person.click("preferences_done")
        assert not person.sees("back")
        await look_around(person)
        assert titles(person) == [] and person.sees("empty_chat")

    play(story)


def test_a_folder_without_the_mark_is_not_removed(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        person.press(Qt.Key.Key_Comma, CTRL)
        await person.until(lambda: person.sees("preferences_done"))
        if person.sees("remove_look_around"):
            person.click("remove_look_around")
            await person.until(lambda: not person.sees("remove_look_around"))
        assert (folder / "mine.txt").read_text() == "keep me"

    folder = tmp_path / "profile" / "look-around"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("keep me")
    play(story)
