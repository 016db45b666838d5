"""Help is one key away, on the page that fits, and tells of an update once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from promptrun_desktop import __version__
from promptrun_desktop.ui.help.window import HelpWindow
from tests.journeys.hands import CTRL, focused
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"


def help_window() -> HelpWindow | None:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, HelpWindow)]
    return next((each for each in found if each.isVisible()), None)


async def press_f1(person: Person, name: str) -> None:
    """In the main window, which the person has come back to."""
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    person.find(name).setFocus()
    person.press(Qt.Key.Key_F1, on=name)


def page() -> str:
    window = help_window()
    return window.page if window is not None else ""


def test_on_the_first_screen_it_opens_with_the_first_page(play):
    async def story(person: Person) -> None:
        assert help_window() is None
        person.press(Qt.Key.Key_F1)
        assert page() == "first-minute"
        window = help_window()
        assert window is not None
        await person.until(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert help_window() is None
        person.click("welcome_help")
        assert page() == "first-minute"

    play(story)
    assert help_window() is None  # it closes with the app


def test_it_opens_with_the_page_that_fits(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("help")
        assert page() == "first-minute"
        await press_f1(person, "chats")
        assert page() == "finding"
        await press_f1(person, "temperature")
        assert page() == "asking"
        await person.ask(VENUS, model="demo/rate-limit")
        await person.until(lambda: person.sees("notice_bar"))
        await press_f1(person, "composer")
        assert page() == "privacy"
        person.click("new_chat")
        await press_f1(person, "composer")
        assert page() == "privacy"  # nothing fits better than what was read last

    play(story)


def test_a_key_shows_all_keys_also_while_a_question_is_written(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.find("composer").setFocus()
        for key, modifier in ((Qt.Key.Key_Slash, CTRL), (Qt.Key.Key_Question, CTRL)):
            await person.until(person.window.isActiveWindow)
            person.find("composer").setFocus()
            QTest.keyClick(focused(), key, modifier)
            window = help_window()
            assert window is not None and window.page == "shortcuts"
            window.close()
            person.window.activateWindow()
        assert person.shell.page.composer.text() == ""

    play(story)


def test_over_a_dialog_it_opens_on_its_page_and_can_be_read(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("export")
        await person.until(lambda: person.sees("save_dialog"))
        dialog = person.find("save_dialog")
        await person.until(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
        QTest.keyClick(focused(), Qt.Key.Key_F1)
        assert page() == "saving"
        window = help_window()
        assert window is not None
        person.click(window.findChild(QPushButton, "help_next"))
        assert page() == "privacy"
        assert dialog.isVisible()
        dialog.close()

    play(story)


def test_below_the_pages_it_leads_to_what_is_told_of_the_app(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("help")
        window = help_window()
        assert window is not None
        person.click(window.findChild(QPushButton, "help_extra_0"))
        every = person.window.findChildren(QDialog)
        dialogs = [each for each in every if each.isVisible()]
        assert len(dialogs) == 1
        dialogs[0].close()

    play(story)


def test_while_it_is_open_one_goes_on_asking(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("help")
        await person.ask(VENUS)
        assert len(person.shown) == 2 and help_window() is not None

    play(story)


def test_a_first_start_tells_of_nothing_and_an_update_once(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        assert not person.sees("notice_bar")
        assert person.parts.settings.value.seen_version == __version__
        person.parts.settings.change(seen_version="0.0.9")

    async def updated(person: Person) -> None:
        await person.until(lambda: person.sees("notice_bar"))
        assert any(
            text.startswith("What’s new in ") for text in [person.find("notice_button").text()]
        )
        person.click("notice_button")
        assert page() == "whats-new" and not person.sees("notice_bar")

    async def again(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert not person.sees("notice_bar")

    play(first)
    play(updated)
    play(again)
