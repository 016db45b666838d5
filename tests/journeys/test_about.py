"""From the preferences to what the app is, what is in it, and where the chats are."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from promptrun_desktop.ui import opener
from tests.journeys.hands import CTRL
from tests.journeys.person import Person


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to show."""
    addresses: list[str] = []

    def open_url(url: QUrl) -> bool:
        addresses.append(url.toString())
        return True

    monkeypatch.setattr(opener.QDesktopServices, "openUrl", open_url)
    return addresses


async def open_about(person: Person) -> None:
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    person.press(Qt.Key.Key_Comma, CTRL)
    await person.until(lambda: person.sees("preferences_done"), "for the preferences")
    person.click("about")
    assert person.sees("about_dialog") and not person.sees("preferences_done")


def test_everything_about_the_app_is_found(play, opened, tmp_path: Path):
    async def story(person: Person) -> None:
        await person.connect()
        await open_about(person)
        folder = tmp_path / "profile"
        assert person.find("data_folder", QLabel).text() == str(folder)
        person.click("show_folder")
        assert opened == [folder.as_uri()]
        person.click("copy_versions")
        copied = QGuiApplication.clipboard().text()
        key = person.endpoint.key.reveal()
        for private in (str(folder), key, key[-4:], person.address.host, Path.home().name):
            assert private not in copied, private
        person.click("licences")
        listed = person.find("components", QListWidget)
        await person.until(lambda: listed.count() > 20, "for what is inside")
        person.type("licence_box", "h11")
        person.press(Qt.Key.Key_Return, on="licence_box")
        text = person.find("licence_text", QPlainTextEdit)
        assert "Permission is hereby granted" in text.toPlainText()
        QTest.keyClick(text, Qt.Key.Key_Escape)
        assert person.sees("licence_box")
        person.click("licences_done")
        person.click("qt_source")
        await person.until(lambda: person.sees("link_host"))
        assert person.find("link_host", QLabel).text() == "code.qt.io"
        person.click("link_cancel")
        person.click("about_done")
        assert not person.sees("about_dialog") and len(opened) == 1

    play(story)


def test_the_help_leads_there_too(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("help")
        (row,) = [
            each
            for window in QApplication.topLevelWidgets()
            for each in window.findChildren(QPushButton)
            if "About" in each.text() and each.isVisible()
        ]
        assert row.width() >= row.sizeHint().width()
        row.click()
        assert person.sees("about_dialog")
        person.click("about_done")

    play(story)


def test_it_opens_again_and_closes_while_the_list_is_read(play):
    async def story(person: Person) -> None:
        await person.connect()
        for _ in range(3):
            await open_about(person)
            person.click("licences")
            person.click("licences_done")
            person.click("about_done")
            # What was closed is deleted with the next turn.
            await person.until(lambda: not person.window.findChildren(QWidget, "about_dialog"))

    play(story)
