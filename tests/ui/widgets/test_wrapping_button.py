"""A sentence on a button is never cut."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import WrappingButton

QUESTION = "Write a friendly letter to my landlord about a dripping tap"


def test_it_grows_where_it_is_narrow(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = WrappingButton(QUESTION, "example")
    column.addWidget(made)
    column.addStretch(1)
    window.resize(900, 300)
    window.show()
    QApplication.processEvents()
    one_line = made.height()
    window.resize(200, 300)
    QApplication.processEvents()
    assert window.width() == 200
    assert made.height() > one_line + made.fontMetrics().height()


def test_it_is_pressed_and_named_like_any_button(qtbot: QtBot, look: Look) -> None:
    made = WrappingButton(QUESTION, "example")
    qtbot.addWidget(made)
    assert made.accessibleName() == QUESTION
    with qtbot.waitSignal(made.clicked):
        made.click()
