"""One sentence, one button; foreign text stays text."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.notice_bar import Notice, NoticeBar

LOST = Notice("The connection was lost.", "Continue", "continue", icon="wifi-off")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bar(qtbot: QtBot, look: Look, clock: Clock) -> Iterator[NoticeBar]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bar = NoticeBar(look, clock)
    column.addWidget(bar)
    column.addStretch(1)
    window.resize(640, 480)
    window.show()
    yield bar


def text_of(bar: NoticeBar) -> str:
    return bar.findChild(QLabel, "notice_text").text()


def helps(bar: NoticeBar) -> QPushButton:
    return bar.findChild(QPushButton, "notice_button")


def test_it_is_hidden_until_there_is_something_to_say(bar: NoticeBar) -> None:
    assert not bar.isVisible()
    bar.show_notice(LOST)
    assert bar.isVisible()
    assert bar.accessibleName() == "The connection was lost."


def test_the_button_names_its_action(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(LOST)
    with qtbot.waitSignal(bar.acted) as acted:
        helps(bar).click()
    assert acted.args == ["continue"]


def test_close_hides_it_and_says_so(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(LOST)
    with qtbot.waitSignal(bar.gone):
        bar.findChild(QToolButton, "notice_close").click()
    assert not bar.isVisible()


def test_a_notice_without_button_has_none(bar: NoticeBar) -> None:
    bar.show_notice(LOST)
    bar.show_notice(Notice("Saved."))
    assert not helps(bar).isVisible()


def test_the_button_waits_as_long_as_was_asked(bar: NoticeBar, clock: Clock) -> None:
    bar.show_notice(Notice("In {time}.", "Try again", "retry", countdown=2.5, text_after="Now."))
    assert (text_of(bar), helps(bar).isEnabled()) == ("In 3 seconds.", False)
    timer = bar.findChild(QTimer)
    clock.now += 1.6
    timer.timeout.emit()
    assert (text_of(bar), helps(bar).isEnabled()) == ("In 1 second.", False)
    clock.now += 1
    timer.timeout.emit()
    assert (text_of(bar), helps(bar).isEnabled()) == ("Now.", True)
    assert not timer.isActive()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(119, "119 seconds"), (121, "3 minutes"), (3600, "60 minutes"), (86_400, "24 hours")],
)
def test_a_long_wait_is_told_in_minutes_or_hours(bar: NoticeBar, seconds: int, words: str) -> None:
    bar.show_notice(Notice("{time}", "Try again", "retry", countdown=seconds))
    assert text_of(bar) == words


def test_a_notice_that_is_replaced_is_gone(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_notice(LOST)
    with qtbot.waitSignal(bar.gone):
        bar.show_notice(Notice("Saved."))


def test_a_new_notice_ends_the_countdown_of_the_last(bar: NoticeBar) -> None:
    bar.show_notice(Notice("Wait {time}.", "Try again", "retry", countdown=60.0))
    bar.show_notice(LOST)
    assert helps(bar).isEnabled()
    assert not bar.findChild(QTimer).isActive()


def test_foreign_text_is_drawn_as_it_is(bar: NoticeBar) -> None:
    bar.show_notice(Notice("<b>bold</b>", detail="<img src=file:///x>"))
    for label in bar.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    detail = bar.findChild(QLabel, "notice_detail")
    assert not detail.isVisible()
    bar.findChild(QPushButton, "notice_details").click()
    assert detail.isVisible()
    assert detail.text() == "<img src=file:///x>"


def test_it_never_takes_the_focus(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.window().activateWindow()
    bar.show_notice(LOST)
    assert QApplication.focusWidget() not in bar.findChildren(QWidget)


@pytest.mark.parametrize(
    ("text_size", "width"), [(100, 420), (100, 1100), (200, 480), (200, 640), (200, 1100)]
)
def test_no_word_is_cut_at_any_width_and_text_size(
    bar: NoticeBar, look: Look, text_size: int, width: int
) -> None:
    look.set("light", text_size)
    try:
        bar.window().resize(width, 720)
        bar.show_notice(
            Notice("Promptrun refused this key. Paste it again.", "Change the key", "k", detail="d")
        )
        for _ in range(3):
            QApplication.processEvents()
        assert bar.window().width() == width
        bar.window().resize(1100, 720)
        bar.window().resize(width, 720)
        for _ in range(3):
            QApplication.processEvents()
        assert bar.window().width() == width
        text = bar.findChild(QLabel, "notice_text")
        assert text.height() >= text.heightForWidth(text.width())
        for each in (helps(bar), bar.findChild(QPushButton, "notice_details")):
            assert each.width() >= each.sizeHint().width()
    finally:
        look.set("light", 100)
