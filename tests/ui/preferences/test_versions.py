"""The switch for new versions says who is asked and what came of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.domain.update import Update
from promptrun_desktop.services.updates import Outcome
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences import Preferences
from promptrun_desktop.ui.preferences.versions import NewVersions

NEWER = Update(
    version="1.2",
    released=date(2026, 5, 1),
    page="https://updates.example/1.2",
    new="<b>Bold</b> letters.",
    serial=12,
    until=date(2026, 8, 1),
)


@pytest.fixture
def dialog(qtbot: QtBot, look: Look) -> Iterator[Preferences]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    dialog = Preferences(look, window)
    dialog.open()
    yield dialog


@pytest.fixture
def section(dialog: Preferences, look: Look) -> NewVersions:
    section = NewVersions(look, "updates.example")
    dialog.add(section)
    QApplication.processEvents()
    return section


def status(section: NewVersions) -> str:
    label = section.findChild(QLabel, "status_text")
    return label.text() if label.isVisible() else ""


def test_a_build_without_updates_has_no_such_section(dialog: Preferences) -> None:
    assert dialog.findChild(QWidget, "new_versions") is None
    assert dialog.findChild(QCheckBox, "check_updates") is None
    assert dialog.findChild(QPushButton, "about") is not None


def test_it_stands_before_the_last_section(dialog: Preferences, section: NewVersions) -> None:
    def top(name: str) -> int:
        found = dialog.findChild(QWidget, name)
        return found.mapTo(dialog, found.rect().topLeft()).y()

    assert top("copies_of_chats") < top("new_versions") < top("about_this_app")


def test_it_says_who_is_asked_and_that_nothing_is_downloaded(section: NewVersions) -> None:
    name = section.findChild(QCheckBox).accessibleName()
    assert "updates.example" in name and "Nothing is downloaded" in name
    assert not section.findChild(QCheckBox).isChecked()


def test_a_press_tells_and_setting_it_does_not(section: NewVersions, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(section.chosen):
        section.set_value(True)
    with qtbot.waitSignal(section.chosen) as chosen:
        section.findChild(QCheckBox).click()
    assert chosen.args == [False]


@pytest.mark.parametrize(
    ("outcome", "newer", "said", "offers"),
    [
        (Outcome.NEWEST, None, "You have the newest version.", False),
        (Outcome.NEWER, NEWER, "Version 1.2 is available. <b>Bold</b> letters.", True),
        (Outcome.UNKNOWN, None, "That could not be found out just now.", False),
    ],
)
def test_each_outcome_is_one_sentence(
    section: NewVersions, outcome: Outcome, newer: Update | None, said: str, offers: bool
) -> None:
    section.show_asking()
    assert status(section) == "Asking updates.example…"
    section.show_outcome(outcome, newer)
    assert status(section).startswith(said)
    assert section.findChild(QPushButton, "update_see").isVisible() is offers
    section.clear()
    assert status(section) == ""
    assert not section.findChild(QPushButton, "update_see").isVisible()
