"""The first screen: what people do on it, and what it says back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.key_box import foreign_maker
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.welcome import Welcome

KEY = "pr-abcdefgh12345678"


@pytest.fixture
def welcome(qtbot: QtBot, look: Look) -> Iterator[Welcome]:
    welcome = Welcome(look)
    qtbot.addWidget(welcome)
    welcome.resize(1100, 720)
    welcome.show()
    welcome.activateWindow()
    welcome.setFocus()
    qtbot.waitUntil(lambda: box(welcome).hasFocus())
    yield welcome
    look.set("light", 100)


def box(welcome: Welcome) -> QLineEdit:
    return welcome.findChild(QLineEdit, "key_box")


def press(welcome: Welcome, name: str) -> QPushButton:
    return welcome.findChild(QPushButton, name)


def status(welcome: Welcome) -> str:
    return welcome.findChild(QLabel, "status_text").text()


def test_enter_connects_with_what_was_pasted(welcome: Welcome, qtbot: QtBot) -> None:
    QApplication.clipboard().setText(f"  {KEY}\n")
    box(welcome).paste()
    with qtbot.waitSignal(welcome.connect_requested) as asked:
        qtbot.keyClick(box(welcome), Qt.Key.Key_Return)
    assert asked.args[0].strip() == KEY


def test_an_empty_box_is_told_not_tried(welcome: Welcome, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(welcome.connect_requested):
        press(welcome, "connect").click()
    assert status(welcome) == "Paste your key first."


def test_the_key_is_dots_until_the_eye_is_pressed(welcome: Welcome) -> None:
    eye = welcome.findChild(QToolButton, "show_key")
    assert box(welcome).echoMode() == QLineEdit.EchoMode.Password
    assert (eye.toolTip(), eye.accessibleName()) == ("Show", "Show")
    eye.click()
    assert box(welcome).echoMode() == QLineEdit.EchoMode.Normal
    assert (eye.toolTip(), eye.accessibleName()) == ("Hide", "Hide")


def test_checking_hides_the_key_and_leaves_only_cancel(welcome: Welcome, qtbot: QtBot) -> None:
    box(welcome).setText(KEY)
    welcome.findChild(QToolButton, "show_key").click()
    welcome.show_checking()
    assert box(welcome).echoMode() == QLineEdit.EchoMode.Password
    for name in ("connect", "get_key", "advanced"):
        assert not press(welcome, name).isEnabled()
    assert not press(welcome, "look_around").isVisible()
    with qtbot.waitSignal(welcome.cancel_requested):
        press(welcome, "cancel").click()
    assert box(welcome).text() == KEY
    assert press(welcome, "connect").isEnabled()


def test_escape_cancels_the_check(welcome: Welcome, qtbot: QtBot) -> None:
    box(welcome).setText(KEY)
    welcome.show_checking()
    with qtbot.waitSignal(welcome.cancel_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_working_key_leaves_the_screen_and_enter_starts(welcome: Welcome, qtbot: QtBot) -> None:
    box(welcome).setText(KEY)
    welcome.show_checking()
    welcome.show_working("Works. Kept safely in your desktop’s keyring.")
    assert box(welcome).text() == ""
    assert status(welcome) == "Works. Kept safely in your desktop’s keyring."
    start = press(welcome, "connect")
    assert (start.text(), start.accessibleName()) == ("Start chatting", "Start chatting")
    with (
        qtbot.waitSignal(welcome.start_requested),
        qtbot.assertNotEmitted(welcome.connect_requested),
    ):
        qtbot.keyClick(box(welcome), Qt.Key.Key_Return)


def test_another_key_after_success_is_connected_anew(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.show_working("Works.")
    box(welcome).setText(KEY)
    assert press(welcome, "connect").text() == "Connect"
    with qtbot.waitSignal(welcome.connect_requested):
        press(welcome, "connect").click()


def test_a_problem_keeps_the_text_ready_to_be_replaced(welcome: Welcome) -> None:
    box(welcome).setText(KEY)
    welcome.show_checking()
    welcome.show_problem("Promptrun refused this key.")
    assert box(welcome).text() == KEY
    assert box(welcome).hasFocus()
    assert box(welcome).selectedText() == KEY or box(welcome).hasSelectedText()
    assert status(welcome) == "Promptrun refused this key."


def test_typing_takes_the_old_problem_away(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.show_problem("Promptrun refused this key.")
    qtbot.keyClicks(box(welcome), "p")
    assert status(welcome) == ""


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("sk-ant-api03-x", "Anthropic"),
        ('  "Bearer sk-or-v1-x', "OpenRouter"),
        ("sk-proj-x", "OpenAI"),
        ("sk-x", ""),
        ("AIzaSyx", "Google"),
        ("gsk_x", "Groq"),
        (KEY, None),
        ("", None),
        ("task-x", None),
    ],
)
def test_whose_key_it_looks_like(text: str, maker: str | None) -> None:
    assert foreign_maker(text) == maker


def test_a_foreign_key_gets_a_hint_and_may_be_tried(welcome: Welcome, qtbot: QtBot) -> None:
    box(welcome).setText("sk-ant-abcdefgh")
    hint = welcome.findChild(QLabel, "key_hint")
    assert hint.isVisible()
    assert "Anthropic" in hint.text()
    with qtbot.waitSignal(welcome.connect_requested):
        press(welcome, "connect").click()


def test_with_an_address_of_ones_own_no_key_is_foreign(welcome: Welcome) -> None:
    box(welcome).setText("sk-abcdefgh")
    press(welcome, "advanced").click()
    welcome.findChild(QLineEdit, "address").setText(" http://127.0.0.1:8080/v1 ")
    assert not welcome.findChild(QLabel, "key_hint").isVisible()
    assert welcome.address() == "http://127.0.0.1:8080/v1"


def test_the_address_is_folded_away_at_first(welcome: Welcome) -> None:
    assert not welcome.findChild(QLineEdit, "address").isVisible()
    press(welcome, "advanced").click()
    assert welcome.findChild(QLineEdit, "address").isVisible()


def test_only_another_address_is_named(welcome: Welcome) -> None:
    named = welcome.findChild(QLabel, "for_address")
    welcome.set_address("https://api.promptrun.ai/v1")
    assert not named.isVisible()
    assert welcome.address() == ""
    welcome.set_address("http://localhost:8080/v1")
    assert named.isVisible()
    assert named.text() == "For localhost"
    assert welcome.address() == "http://localhost:8080/v1"


def test_back_is_there_only_where_there_is_a_way_back(welcome: Welcome, qtbot: QtBot) -> None:
    back = welcome.findChild(QToolButton, "back")
    assert not back.isVisible()
    with qtbot.assertNotEmitted(welcome.back_requested):
        qtbot.keyClick(box(welcome), Qt.Key.Key_Escape)
    welcome.set_can_go_back(True)
    with qtbot.waitSignal(welcome.back_requested):
        back.click()


@pytest.mark.parametrize(
    ("name", "signal"),
    [("get_key", "get_key_requested"), ("look_around", "look_around_requested")],
)
def test_each_button_asks_for_its_own(
    welcome: Welcome, qtbot: QtBot, name: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(welcome, signal)):
        press(welcome, name).click()


def test_reset_forgets_what_was_typed_and_said(welcome: Welcome) -> None:
    welcome.show_working("Works.")
    box(welcome).setText("sk-ant-abcdefgh")
    welcome.reset()
    assert box(welcome).text() == ""
    assert status(welcome) == ""
    assert press(welcome, "connect").text() == "Connect"
    assert not welcome.findChild(QLabel, "key_hint").isVisible()


@pytest.mark.parametrize(("width", "height"), [(1100, 720), (640, 480), (480, 360)])
def test_nothing_is_cut_at_twice_the_text_size(
    welcome: Welcome, look: Look, width: int, height: int
) -> None:
    look.set("light", 200)
    welcome.resize(width, height)
    welcome.show_working("Works. Kept safely in your desktop’s keyring.")
    for _ in range(3):
        QApplication.processEvents()
    assert welcome.size().toTuple() == (width, height)
    for label in welcome.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for each in welcome.findChildren(QPushButton):
        if each.isVisible():
            left = each.mapTo(welcome, each.rect().topLeft()).x()
            assert each.width() >= each.sizeHint().width(), each.text()
            assert left >= 0, each.text()
            assert left + each.width() <= width, each.text()


def test_every_control_has_a_name(welcome: Welcome) -> None:
    for kind in (QPushButton, QToolButton, QLineEdit):
        for each in welcome.findChildren(kind):
            assert each.objectName(), each
            assert each.accessibleName(), each.objectName()


def test_labels_draw_plain_text(welcome: Welcome) -> None:
    welcome.show_problem("<img src=x>")
    assert isinstance(welcome, QWidget)
    for label in welcome.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_keeping_a_refused_key_is_offered_only_for_a_refused_key(
    welcome: Welcome, qtbot: QtBot
) -> None:
    box(welcome).setText(KEY)
    anyway = press(welcome, "keep_anyway")
    assert not anyway.isVisible()
    welcome.show_problem("No connection.")
    assert not anyway.isVisible()
    welcome.show_problem("Refused.", may_keep=True)
    assert anyway.isVisible() and not press(welcome, "keep_again").isVisible()
    with qtbot.waitSignal(welcome.keep_anyway_requested) as asked:
        anyway.click()
    assert asked.args == [KEY]
    welcome.show_checking()
    assert not anyway.isVisible()


def test_a_key_that_is_only_in_memory_can_be_tried_to_be_kept_again(
    welcome: Welcome, qtbot: QtBot
) -> None:
    welcome.show_working("Works, but is not kept.", kept=False)
    with qtbot.waitSignal(welcome.keep_again_requested):
        press(welcome, "keep_again").click()
    assert press(welcome, "connect").text() == "Start chatting"
    welcome.show_working("Kept.")
    assert not press(welcome, "keep_again").isVisible()


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_offer_begins_where_the_sentence_does(
    welcome: Welcome, look: Look, text_size: int
) -> None:
    look.set("light", text_size)
    welcome.show_problem("Refused.", may_keep=True)
    QApplication.processEvents()
    anyway = press(welcome, "keep_anyway")
    sentence = welcome.findChild(QLabel, "status_text")
    room = anyway.sizeHint().width() - anyway.fontMetrics().horizontalAdvance(anyway.text())
    begins = anyway.mapTo(welcome, anyway.rect().topLeft()).x() + room / 2
    assert abs(begins - sentence.mapTo(welcome, sentence.rect().topLeft()).x()) <= look.px(4)
