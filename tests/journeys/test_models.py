import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.journeys.hands import CTRL, focused
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"


def model_of(person: Person) -> str:
    session = person.shell.session
    assert session is not None
    return session.conversation.model


def listed(person: Person) -> list[str]:
    """What stands in the open list, headings included."""
    model = person.find("models").model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def age_the_list(profile: Path) -> None:
    """As if it had been fetched two days ago."""
    with closing(sqlite3.connect(profile / "chats.sqlite3")) as database, database:
        (fetched_at,) = database.execute("SELECT fetched_at FROM model_lists").fetchone()
        assert isinstance(fetched_at, int | float)
        day = 86_400 * (1_000_000 if fetched_at > 1e14 else 1_000 if fetched_at > 1e11 else 1)
        database.execute("UPDATE model_lists SET fetched_at = ?", (fetched_at - 2 * day,))


def test_the_list_opens_by_click_and_by_key_and_enter_picks(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.click("model_picker")
        assert focused().objectName() == "model_search"
        person.click("model_picker")
        assert not person.sees("model_popup")
        person.press(Qt.Key.Key_M, CTRL)
        QTest.keyClicks(focused(), "stonebay sprint")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert not person.sees("model_popup")
        assert model_of(person) == "stonebay/sprint"
        assert "Stonebay Sprint" in person.find("model_picker").accessibleName()
        await person.ask(VENUS)
        assert person.endpoint.requests[-1]["model"] == "stonebay/sprint"
        person.click("new_chat")
        assert model_of(person) == "stonebay/sprint"

    async def second(person: Person) -> None:
        person.click("new_chat")
        assert model_of(person) == "stonebay/sprint"

    play(first)
    play(second)


def test_escape_closes_the_list_alone(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(VENUS, model="demo/slow")
        session = person.shell.session
        assert session is not None
        person.find("composer").setFocus()
        person.press(Qt.Key.Key_M, CTRL)
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert not person.sees("model_popup") and session.is_replying
        assert focused().objectName() == "composer"
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        await person.until(lambda: not session.is_replying)

    play(story)


def test_any_id_can_be_typed(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.press(Qt.Key.Key_M, CTRL)
        QTest.keyClicks(focused(), "someone/brand-new-9")
        assert len(listed(person)) == 1
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert model_of(person) == "someone/brand-new-9"
        await person.ask(VENUS)
        assert person.endpoint.requests[-1]["model"] == "someone/brand-new-9"

    play(story)


def test_the_list_is_fetched_by_refresh_and_never_at_start(play):
    async def first(person: Person) -> None:
        await person.connect()

    async def second(person: Person) -> None:
        after_connecting = person.endpoint.lists
        await person.ask(VENUS)
        person.click("model_picker")
        assert any("Stonebay" in each for each in listed(person))
        assert person.endpoint.lists == after_connecting
        person.click("refresh_models")
        await person.until(lambda: person.endpoint.lists == after_connecting + 1)
        await person.until(lambda: person.find("refresh_models").isEnabled())
        assert person.sees("model_popup") and not person.sees("model_problem")

    play(first)
    play(second)


def test_a_list_older_than_a_day_is_fetched_when_it_is_opened(play, tmp_path):
    async def first(person: Person) -> None:
        await person.connect()

    async def second(person: Person) -> None:
        before = person.endpoint.lists
        age = person.window.findChild(QLabel, "model_list_age")
        assert age is not None and "2 days ago" in age.text()
        person.click("model_picker")
        assert any("Stonebay" in each for each in listed(person))
        await person.until(lambda: person.endpoint.lists == before + 1)
        person.press(Qt.Key.Key_Escape, on="model_search")
        person.click("model_picker")
        await person.until(lambda: person.find("refresh_models").isEnabled())
        assert person.endpoint.lists == before + 1

    play(first)
    age_the_list(tmp_path / "profile")
    play(second)


def test_without_a_network_the_last_list_is_there(play, endpoint):
    async def first(person: Person) -> None:
        await person.connect()

    async def second(person: Person) -> None:
        person.click("model_picker")
        assert any("Stonebay" in each for each in listed(person))
        person.click("refresh_models")
        await person.until(lambda: person.sees("model_problem"), "for the reason")
        assert any("Stonebay" in each for each in listed(person))

    play(first)
    endpoint.stop()
    play(second)
