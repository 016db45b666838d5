"""One ring shows where the keyboard acts, and never outlives its window."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.focus_frame import HALO
from promptrun_desktop.ui.look import Look


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("One")
        self.field = QLineEdit()
        self.other = QPushButton("Two")
        column = QVBoxLayout(self)
        for each in (self.button, self.field, self.other):
            column.addWidget(each)
        self.resize(300, 200)

    def ring(self) -> QWidget | None:
        # The ring follows in the next turn of the loop.
        QApplication.processEvents()
        return self.findChild(QWidget, "focus_ring")


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[Page]:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page


def around(widget: QWidget) -> QRect:
    rect = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    return rect.adjusted(-HALO, -HALO, HALO, HALO)


def test_a_text_field_always_wears_the_ring(page: Page, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.field, Qt.MouseButton.LeftButton)
    ring = page.ring()
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry() == around(page.field)


def test_a_button_wears_it_after_tab_and_not_after_a_click(page: Page, qtbot: QtBot) -> None:
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Tab)
    ring = page.ring()
    assert ring is not None
    assert page.other.hasFocus()
    assert ring.geometry() == around(page.other)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.button.hasFocus()
    assert page.ring() is ring
    assert not ring.isVisible()


def test_the_ring_follows_when_things_move(page: Page, qtbot: QtBot) -> None:
    page.field.setFocus()
    page.resize(420, 300)
    qtbot.waitUntil(lambda: page.field.width() > 350)
    ring = page.ring()
    assert ring is not None
    assert ring.geometry() == around(page.field)
    page.field.hide()
    assert not ring.isVisible() or not page.field.hasFocus()


def test_a_card_wears_the_ring_of_the_field_in_it(page: Page) -> None:
    card = QFrame(page)
    row = QHBoxLayout(card)
    inner = QLineEdit()
    inner.setProperty("ring", "parent")
    row.addWidget(inner)
    page.layout().addWidget(card)
    card.show()
    QApplication.processEvents()
    inner.setFocus()
    ring = page.ring()
    assert ring is not None
    assert ring.geometry() == around(card)


def test_a_widget_may_go_without(page: Page) -> None:
    page.field.setProperty("ring", "none")
    page.field.setFocus()
    ring = page.ring()
    assert ring is None or not ring.isVisible()


def test_the_ring_lets_clicks_through(page: Page, qtbot: QtBot) -> None:
    page.field.setFocus()
    assert page.childAt(page.field.geometry().center()) is page.field


def test_what_scrolls_out_of_sight_takes_its_ring_along(page: Page, qtbot: QtBot) -> None:
    area = QScrollArea()
    inside = QWidget()
    inside.setFixedSize(200, 900)
    deep = QLineEdit(inside)
    deep.move(10, 10)
    area.setWidget(inside)
    page.layout().addWidget(area)
    page.resize(300, 400)
    area.show()
    QApplication.processEvents()
    deep.setFocus()
    ring = page.ring()
    assert ring is not None
    assert not ring.mask().isEmpty()
    area.verticalScrollBar().setValue(400)
    assert ring.mask().isEmpty() or not ring.isVisible()


def test_a_closed_dialog_takes_its_ring_along_without_harm(page: Page, qtbot: QtBot) -> None:
    for _ in range(3):
        dialog = QDialog(page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        field = QLineEdit(dialog)
        dialog.open()
        dialog.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        assert dialog.findChild(QWidget, "focus_ring") is not None
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()
    page.activateWindow()
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    ring = page.ring()
    assert ring is not None
    assert ring.isVisible()


def test_a_field_deleted_under_the_ring_is_let_go(page: Page, qtbot: QtBot) -> None:
    page.field.setFocus()
    with qtbot.waitSignal(page.field.destroyed):
        page.field.deleteLater()
    page.resize(500, 300)
    page.button.setFocus()
    assert page.button.hasFocus()


DYING_WINDOWS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from promptrun_desktop.ui.look import Look

app = QApplication([])
look = Look(app)
for _ in range(3):
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = QPushButton("1"), QPushButton("2")
    column.addWidget(first)
    column.addWidget(second)
    window.show()
    window.activateWindow()
    first.setFocus()
    app.processEvents()
    for _ in range(3):
        QTest.keyClick(first, Qt.Key.Key_Tab)
        app.processEvents()
print("alive")
"""


def test_a_window_may_die_while_one_of_its_widgets_wears_the_ring() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DYING_WINDOWS],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == ["alive"], ended.returncode
