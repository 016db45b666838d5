"""What is told of the app, and what is copied of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from promptrun_desktop import __version__
from promptrun_desktop.services.components import Component
from promptrun_desktop.ui.about.dialog import AboutDialog
from promptrun_desktop.ui.about.facts import Facts
from promptrun_desktop.ui.about.licences import LicencesDialog
from promptrun_desktop.ui.look import Look

FACTS = Facts("deb", "3.40.1", Path("/home/grace/.local/share/promptrun-desktop"))
PARTS = [
    Component("Promptrun Desktop", "0.1", "MIT", "Free."),
    Component("Qt", "6.11", "LGPL-3.0-only", "<b>GNU</b> &lt;LESSER&gt;\n![x](https://x.example/)"),
    Component("zlib", "1.3", "Zlib", ""),
]


@pytest.fixture
def window(qtbot: QtBot, look: Look):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 480)
    window.show()
    yield window
    look.set("light", 100)


@pytest.fixture
def about(window: QWidget, look: Look) -> AboutDialog:
    dialog = AboutDialog(look, FACTS, window)
    dialog.open()
    return dialog


@pytest.fixture
def licences(window: QWidget, look: Look) -> LicencesDialog:
    dialog = LicencesDialog(look, window)
    dialog.set_components(PARTS)
    dialog.open()
    return dialog


def listed(dialog: LicencesDialog) -> list[str]:
    found = dialog.findChild(QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def test_it_tells_version_licence_and_where_the_chats_are(about: AboutDialog) -> None:
    texts = " ".join(each.text() for each in about.findChildren(QLabel))
    assert f"Version {__version__}" in texts and "MIT licence" in texts
    assert "GNU LGPL, version 3" in texts
    assert about.findChild(QLabel, "data_folder").text() == str(FACTS.folder)


def test_what_is_copied_names_versions_and_nobody(
    about: AboutDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    about.findChild(QPushButton, "copy_versions").click()
    copied = QGuiApplication.clipboard().text()
    lines = copied.splitlines()
    assert lines[0] == f"Promptrun Desktop {__version__} (deb)"
    assert [each.split()[0] for each in lines[1:4]] == ["Qt", "Python", "SQLite"]
    assert len(lines) == 5 and "3.40.1" in copied
    for private in ("grace", "/", "\\", QGuiApplication.instance().applicationFilePath()):
        assert private not in copied.replace("GNU/Linux", ""), private
    assert about.findChild(QLabel, "status_text").text() == "Copied."
    assert about.findChild(QLabel, "versions").text() == copied


def test_a_checkout_names_no_kind() -> None:
    assert Facts("", "3.40.1", Path()).lines()[0] == f"Promptrun Desktop {__version__}"


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("show_folder", "folder_requested"),
        ("licences", "licences_requested"),
        ("qt_source", "source_requested"),
        ("about_done", "accepted"),
    ],
)
def test_each_button_asks_for_its_own(
    about: AboutDialog, qtbot: QtBot, name: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(about, signal)):
        about.findChild(QPushButton, name).click()


def test_parts_are_found_by_name_and_by_licence(licences: LicencesDialog) -> None:
    box = licences.findChild(QLineEdit)
    assert listed(licences) == [
        "Promptrun Desktop 0.1  ·  MIT",
        "Qt 6.11  ·  LGPL-3.0-only",
        "zlib 1.3  ·  Zlib",
    ]
    box.setText("Z")
    assert listed(licences) == ["zlib 1.3  ·  Zlib"]
    box.setText("lgpl qt")
    assert listed(licences) == ["Qt 6.11  ·  LGPL-3.0-only"]
    none = licences.findChild(QLabel, "no_component")
    assert not none.isVisible()
    box.setText("no such thing")
    assert listed(licences) == [] and none.isVisible()


def test_a_licence_is_read_as_plain_characters_and_left_again(
    licences: LicencesDialog, qtbot: QtBot
) -> None:
    box, text = licences.findChild(QLineEdit), licences.findChild(QPlainTextEdit)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert text.isVisible() and text.isReadOnly()
    assert text.toPlainText() == PARTS[1].text
    assert text.accessibleName() == "Licence of Qt"
    assert licences.findChild(QLabel, "licence_name").text() == "Qt 6.11"
    qtbot.keyClick(licences, Qt.Key.Key_Escape)
    assert licences.isVisible() and not text.isVisible() and text.toPlainText() == ""
    qtbot.keyClick(licences, Qt.Key.Key_Escape)
    assert not licences.isVisible()


def test_a_part_without_a_text_says_so(licences: LicencesDialog) -> None:
    found = licences.findChild(QListWidget)
    found.itemActivated.emit(found.item(2))
    found.setCurrentRow(2)
    found.itemActivated.emit(found.item(2))
    text = licences.findChild(QPlainTextEdit).toPlainText()
    assert text == "It came without the text of its licence."


def test_typing_goes_on_while_the_list_is_walked(licences: LicencesDialog, qtbot: QtBot) -> None:
    box, found = licences.findChild(QLineEdit), licences.findChild(QListWidget)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert found.currentRow() == 2
    qtbot.keyClicks(box, "qt")
    assert box.text() == "qt" and found.currentRow() == 0


def test_every_control_has_a_name(about: AboutDialog, licences: LicencesDialog) -> None:
    for dialog in (about, licences):
        for kind in (QPushButton, QToolButton, QListWidget, QLineEdit):
            for each in dialog.findChildren(kind):
                if isinstance(each.parent(), QLineEdit):
                    continue
                assert each.objectName(), each
                assert each.accessibleName(), each.objectName()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_at_twice_the_text_size_both_fit_the_smallest_window(
    window: QWidget, look: Look, theme: str
) -> None:
    look.set(theme, 200)
    window.resize(480, 360)
    about = AboutDialog(look, FACTS, window)
    licences = LicencesDialog(look, window)
    licences.set_components(PARTS)
    for dialog in (about, licences):
        dialog.open()
        for _ in range(3):
            QApplication.processEvents()
        assert dialog.width() <= window.width() and dialog.height() <= window.height()
        for each in dialog.findChildren(QPushButton):
            assert not each.isVisible() or each.width() >= each.sizeHint().width(), each.text()
    assert not about.findChild(QScrollArea).horizontalScrollBar().isVisible()
