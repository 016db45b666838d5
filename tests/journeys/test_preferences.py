from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui.theme import DARK, LIGHT
from tests.journeys.hands import CTRL, choose_for_message, move
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"


async def open_preferences(person: Person) -> None:
    # A desktop does this when a dialog closes; the offscreen platform has no such thing.
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    person.press(Qt.Key.Key_Comma, CTRL)
    await person.until(lambda: person.sees("preferences_done"), "for the preferences")


def ground() -> str:
    return QApplication.palette().color(QPalette.ColorRole.Window).name()


def test_theme_and_text_size_apply_at_once_and_come_back(play):
    async def first(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        person.click("theme_light")
        light = ground()
        person.click("theme_dark")
        assert person.parts.look.tokens is DARK and ground() != light
        before = person.find("composer").fontMetrics().height()
        person.click("text_larger")
        person.click("text_larger")
        assert person.find("composer").fontMetrics().height() > before
        person.click("preferences_done")
        assert not person.sees("preferences_done")

    async def second(person: Person) -> None:
        assert person.parts.look.tokens is DARK and person.parts.look.text_size == 120
        person.press(Qt.Key.Key_0, CTRL)
        assert person.parts.look.text_size == 100
        person.press(Qt.Key.Key_Plus, CTRL)
        person.press(Qt.Key.Key_Plus, CTRL)
        person.press(Qt.Key.Key_Minus, CTRL)
        assert person.parts.look.text_size == 110
        await open_preferences(person)
        assert person.find("text_size").value() == 110
        person.click("theme_light")
        assert person.parts.look.tokens is LIGHT

    play(first)
    play(second)


def test_the_text_size_follows_the_keys_in_open_preferences(play):
    async def story(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        move(person, "text_size", Qt.Key.Key_Right, Qt.Key.Key_Right)
        assert person.parts.look.text_size == 120

    play(story)


def test_enter_breaks_the_line_once_ctrl_enter_sends(play):
    async def story(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        person.click("send_key_ctrl_enter")
        QTest.keyClick(person.find("preferences_done"), Qt.Key.Key_Escape)
        assert not person.sees("preferences_done")
        person.type("composer", "one")
        person.press(Qt.Key.Key_Return, on="composer")
        assert person.shell.page.composer.text() == "one\n" and person.messages == []
        person.press(Qt.Key.Key_Return, CTRL, on="composer")
        await person.until(lambda: person.messages)
        await person.until_replied()
        assert person.shown[0] == "one"

    play(story)


def test_forgetting_the_key_is_told_and_the_next_start_asks_for_one(play):
    async def first(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        last4 = person.endpoint.key.reveal()[-4:]
        await person.until(lambda: any(last4 in text for text in person.texts()))
        person.click("forget_key")
        person.click("forget_key_no")
        person.click("forget_key")
        person.click("forget_key_yes")
        await person.until(lambda: "Not connected" in person.texts())
        # At once for this run; the store answers when it likes.
        await person.until(lambda: person.keys.kept == {})
        # The dialog hears of it after the store.
        await person.until(lambda: not any(last4 in text for text in person.texts()))
        person.click("preferences_done")
        person.click("status_button")
        assert person.sees("key_box")

    async def second(person: Person) -> None:
        assert person.sees("key_box") and not person.sees("composer")

    play(first)
    play(second)


def test_replacing_the_key_leads_to_the_first_screen_and_back(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await open_preferences(person)
        person.click("replace_key")
        assert person.sees("key_box") and not person.sees("preferences_done")
        person.press(Qt.Key.Key_Escape, on="key_box")
        assert person.shown[:1] == [VENUS] and person.sees("composer")
        await open_preferences(person)
        person.click("replace_key")
        await person.connect()
        assert len(person.keys.kept) == 1

    play(story)


def test_escape_closes_list_overlay_and_notice_before_it_stops(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await person.send(VENUS, model="demo/slow")
        session = person.shell.session
        assert session is not None
        choose_for_message(person, person.messages[0], "menu_delete")
        assert person.sees("notice_bar")
        person.window.resize(640, 480)
        person.press(Qt.Key.Key_Period, CTRL)
        assert person.sees("parameters_panel")
        person.press(Qt.Key.Key_M, CTRL)
        for name in ("model_popup", "parameters_panel", "notice_bar"):
            assert person.sees(name), name
            person.press(Qt.Key.Key_Escape)
            assert not person.sees(name) and session.is_replying, name
        person.press(Qt.Key.Key_Escape)
        await person.until(lambda: not session.is_replying)

    play(story)
