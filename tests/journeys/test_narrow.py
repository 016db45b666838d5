import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.journeys.hands import CTRL, LEFT, NONE, choose_for_message, focused, titles
from tests.journeys.person import Person
from tests.journeys.seeing import what_is_cut

LETTER = "Write a friendly letter to my landlord about a dripping tap"
sizes = pytest.mark.parametrize(("width", "height"), [(1100, 720), (640, 480), (480, 360)])
percents = pytest.mark.parametrize("percent", [100, 200])


async def fit(person: Person, width: int, height: int, percent: int = 100) -> None:
    person.parts.settings.change(text_size=percent)
    person.window.resize(width, height)
    await person.until(lambda: person.window.size().toTuple() == (width, height))
    for _ in range(6):
        await asyncio.sleep(0)
    assert person.window.size().toTuple() == (width, height)


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 360)])
def test_the_columns_lie_over_the_chat_and_a_click_beside_them_closes(play, width, height):
    async def story(person: Person) -> None:
        await person.connect()
        await fit(person, width, height)
        assert not person.sees("sidebar") and not person.sees("parameters_panel")
        assert person.find("chat_page").width() == width
        person.click("toggle_panel")
        panel = person.find("parameters_panel")
        assert panel.isAncestorOf(focused())
        assert person.find("chat_page").width() == width
        beside(person, QPoint(10, height // 2))
        assert not person.sees("parameters_panel")
        person.click("show_sidebar")
        assert person.find("sidebar").isAncestorOf(focused())
        beside(person, QPoint(width - 10, height // 2))
        assert not person.sees("sidebar")
        person.click("toggle_panel")
        person.click("close_panel")
        assert not person.sees("parameters_panel")

    play(story)


def beside(person: Person, place: QPoint) -> None:
    """Click on whatever lies at that place of the window."""
    target = person.window.childAt(place)
    assert target is not None
    QTest.mouseClick(target, LEFT, NONE, target.mapFrom(person.window, place))


def test_the_keyboard_goes_into_an_overlay_and_comes_back(play):
    async def story(person: Person) -> None:
        await person.connect()
        await fit(person, 640, 480)
        person.find("composer").setFocus()
        person.press(Qt.Key.Key_Period, CTRL)
        assert person.find("parameters_panel").isAncestorOf(focused())
        person.press(Qt.Key.Key_Escape)
        assert focused().objectName() == "composer"

    play(story)


def test_opening_a_chat_from_the_overlay_closes_it(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(LETTER)
        await fit(person, 480, 360)
        person.click("show_sidebar")
        assert len(titles(person)) == 1
        person.click("new_chat")
        assert not person.sees("sidebar") and person.sees("empty_chat")
        person.press(Qt.Key.Key_B, CTRL)
        person.press(Qt.Key.Key_Down, on="chats")
        person.press(Qt.Key.Key_Return, on="chats")
        await person.until(lambda: not person.sees("sidebar") and person.shown[:1] == [LETTER])

    play(story)


@sizes
@percents
def test_nothing_of_a_chat_is_cut(play, width, height, percent):
    async def story(person: Person) -> None:
        await person.connect()
        await fit(person, width, height, percent)
        assert what_is_cut(person.window) == []
        await person.ask(LETTER)
        await fit(person, width, height, percent)
        assert what_is_cut(person.window) == []
        choose_for_message(person, person.messages[0], "menu_delete")
        await fit(person, width, height, percent)
        assert person.sees("notice_bar")
        assert what_is_cut(person.window) == []
        assert person.find("transcript").height() >= 40
        assert person.find("composer").height() >= person.find("composer").fontMetrics().height()

    play(story)


@sizes
@percents
def test_nothing_of_the_columns_and_the_list_is_cut(play, width, height, percent):
    async def story(person: Person) -> None:
        await person.connect()
        await fit(person, width, height, percent)
        for key, name in ((Qt.Key.Key_B, "sidebar"), (Qt.Key.Key_Period, "parameters_panel")):
            if not person.sees(name):
                person.press(key, CTRL)
            await fit(person, width, height, percent)
            assert what_is_cut(person.find(name)) == []
        person.press(Qt.Key.Key_M, CTRL)
        await fit(person, width, height, percent)
        assert what_is_cut(person.find("model_popup")) == []

    play(story)
