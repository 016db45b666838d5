"""Every change is told at once, by the name of its setting."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from promptrun_desktop.settings.schema import Settings
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences import Preferences


@pytest.fixture
def dialog(qtbot: QtBot, look: Look) -> Iterator[Preferences]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 480)
    window.show()
    dialog = Preferences(look, window)
    dialog.set_key("1a2b", "your desktop’s keyring")
    dialog.open()
    yield dialog
    look.set("light", 100)


def press(dialog: Preferences, name: str) -> QAbstractButton:
    return dialog.findChild(QAbstractButton, name)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("theme_dark", ("theme", "dark")),
        ("theme_light", ("theme", "light")),
        ("send_key_ctrl_enter", ("send_key", "ctrl_enter")),
        ("text_larger", ("text_size", 110)),
        ("text_smaller", ("text_size", 90)),
    ],
)
def test_a_press_tells_the_setting_and_its_value(
    dialog: Preferences, qtbot: QtBot, name: str, change: tuple[str, object]
) -> None:
    with qtbot.waitSignal(dialog.changed) as changed:
        press(dialog, name).click()
    assert tuple(changed.args) == change


def test_showing_settings_tells_nobody(dialog: Preferences, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.set_settings(Settings(theme="dark", text_size=150, send_key="ctrl_enter"))
    assert press(dialog, "theme_dark").isChecked()
    assert press(dialog, "send_key_ctrl_enter").isChecked()
    assert dialog.findChild(QSlider, "text_size").value() == 150
    assert dialog.findChild(QLabel, "text_size_value").text() == "150 %"


def test_text_size_steps_to_round_numbers_and_stops_at_the_ends(
    dialog: Preferences, qtbot: QtBot
) -> None:
    dialog.set_settings(Settings(text_size=95))
    with qtbot.waitSignal(dialog.changed) as changed:
        press(dialog, "text_larger").click()
    assert changed.args[1] == 100
    dialog.set_settings(Settings(text_size=95))
    with qtbot.waitSignal(dialog.changed) as changed:
        press(dialog, "text_smaller").click()
    assert changed.args[1] == 90
    dialog.set_settings(Settings(text_size=200))
    assert not press(dialog, "text_larger").isEnabled()
    dialog.set_settings(Settings(text_size=80))
    assert not press(dialog, "text_smaller").isEnabled()


def test_dragging_shows_the_size_and_applies_it_when_let_go(
    dialog: Preferences, qtbot: QtBot
) -> None:
    slider = dialog.findChild(QSlider, "text_size")
    with qtbot.assertNotEmitted(dialog.changed):
        slider.setSliderDown(True)
        slider.setSliderPosition(170)
    assert dialog.findChild(QLabel, "text_size_value").text() == "170 %"
    with qtbot.waitSignal(dialog.changed) as changed:
        slider.setSliderDown(False)
    assert changed.args == ["text_size", 170]


def test_the_kept_key_is_told_by_its_end(dialog: Preferences) -> None:
    sentence = dialog.findChild(QLabel, "kept_key")
    assert sentence.text() == "Your key ends in ····1a2b and is kept in your desktop’s keyring."
    dialog.set_key("", "")
    assert sentence.text() == "No key is kept on this computer."
    assert not press(dialog, "forget_key").isVisible()
    assert press(dialog, "replace_key").text() == "Add a key"


def test_forgetting_takes_two_presses(dialog: Preferences, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.forget_key_requested):
        press(dialog, "forget_key").click()
    assert not press(dialog, "replace_key").isVisible()
    with qtbot.waitSignal(dialog.forget_key_requested):
        press(dialog, "forget_key_yes").click()
    assert press(dialog, "forget_key").isVisible()


def test_keep_takes_the_question_back(dialog: Preferences, qtbot: QtBot) -> None:
    press(dialog, "forget_key").click()
    with qtbot.assertNotEmitted(dialog.forget_key_requested):
        press(dialog, "forget_key_no").click()
    assert press(dialog, "forget_key").isVisible()
    assert not press(dialog, "forget_key_yes").isVisible()


def test_a_problem_is_told_until_the_key_is_known_again(dialog: Preferences) -> None:
    dialog.show_problem("Your password store is locked.")
    told = dialog.findChild(QLabel, "status_text")
    assert told.isVisible()
    assert told.text() == "Your password store is locked."
    dialog.set_key("", "")
    assert not told.isVisible()


def test_look_around_chats_are_offered_only_while_there_are_some(
    dialog: Preferences, qtbot: QtBot
) -> None:
    remove = press(dialog, "remove_look_around")
    assert not remove.isVisible()
    dialog.set_look_around(True)
    assert remove.isVisible()
    with qtbot.waitSignal(dialog.remove_look_around_requested):
        remove.click()


@pytest.mark.parametrize(
    ("name", "signal"), [("replace_key", "replace_key_requested"), ("preferences_done", "accepted")]
)
def test_each_button_asks_for_its_own(
    dialog: Preferences, qtbot: QtBot, name: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(dialog, signal)):
        press(dialog, name).click()


def test_escape_closes_it(dialog: Preferences, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name(dialog: Preferences) -> None:
    for kind in (QPushButton, QToolButton, QSlider):
        for each in dialog.findChildren(kind):
            assert each.objectName(), each
            assert each.accessibleName(), each.objectName()


def test_at_twice_the_text_size_it_fits_the_smallest_window(
    dialog: Preferences, look: Look, qtbot: QtBot
) -> None:
    look.set("dark", 200)
    window = dialog.parentWidget()
    window.resize(480, 360)
    large = Preferences(look, window)
    qtbot.addWidget(large)
    large.set_key("1a2b", "your desktop’s keyring")
    large.set_look_around(True)
    large.open()
    for _ in range(3):
        QApplication.processEvents()
    assert large.width() <= window.width()
    assert large.height() <= window.height()
    assert not large.findChild(QScrollArea).horizontalScrollBar().isVisible()
    for each in large.findChildren(QPushButton):
        assert not each.isVisible() or each.width() >= each.sizeHint().width(), each.text()
