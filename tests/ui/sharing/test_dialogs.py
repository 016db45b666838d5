"""The dialogs alone: what is chosen is told, and nothing is done by them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.services.documents import Options
from promptrun_desktop.services.transfer import Preview, Unread
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.bring_dialog import BringDialog
from promptrun_desktop.ui.sharing.drop_target import local_path
from promptrun_desktop.ui.sharing.progress_strip import ProgressStrip
from promptrun_desktop.ui.sharing.save_dialog import SaveDialog
from promptrun_desktop.ui.sharing.scope import Kind, Scope, Wish

CHAT = Scope(Kind.CHAT, ("c",), title="Venus")
ALL = Scope(Kind.ALL)
FORMS = {False: "word", True: "archive"}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    yield window


@pytest.fixture
def dialog(look: Look, window: QWidget) -> SaveDialog:
    dialog = SaveDialog(look, [CHAT, ALL], CHAT, FORMS, Options(times=False), QWidget(), window)
    dialog.start()
    return dialog


def press(dialog: QWidget, name: str) -> None:
    found = dialog.findChild(QAbstractButton, name)
    assert found is not None and found.isVisible(), name
    found.click()


def test_what_was_chosen_last_is_chosen_first(dialog: SaveDialog) -> None:
    assert dialog.wish == Wish(CHAT, "word", Options(times=False))
    assert dialog.findChild(QAbstractButton, "document_form_word").isChecked()
    assert not dialog.findChild(QAbstractButton, "document_times").isChecked()


def test_every_choice_is_told_at_once(dialog: SaveDialog) -> None:
    told: list[Wish] = []
    dialog.changed.connect(told.append)
    press(dialog, "document_form_plain")
    press(dialog, "document_thinking")
    assert told == [
        Wish(CHAT, "plain", Options(times=False)),
        Wish(CHAT, "plain", Options(thinking=False, times=False)),
    ]


def test_each_kind_of_scope_keeps_its_own_form(dialog: SaveDialog) -> None:
    press(dialog, "document_form_pdf")
    press(dialog, "document_scope_all")
    assert dialog.wish.form == "archive"
    press(dialog, "document_form_markdown")
    press(dialog, "document_scope_chat")
    assert dialog.wish.form == "pdf"
    assert dialog.findChild(QAbstractButton, "document_form_archive") is None or not (
        dialog.findChild(QAbstractButton, "document_form_archive").isVisible()
    )
    press(dialog, "document_scope_all")
    assert dialog.wish.form == "markdown"


def test_all_chats_are_not_printed(dialog: SaveDialog) -> None:
    assert dialog.findChild(QAbstractButton, "document_print").isVisible()
    press(dialog, "document_scope_all")
    assert not dialog.findChild(QAbstractButton, "document_print").isVisible()


def test_save_says_what_is_wanted_and_leaves_the_rest(dialog: SaveDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.wanted) as wanted:
        press(dialog, "document_go")
    assert wanted.args == [dialog.wish]
    assert dialog.isVisible()


def told_in(dialog: QWidget) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def test_a_file_is_asked_for_read_and_shown(look: Look, window: QWidget, qtbot: QtBot) -> None:
    dialog = BringDialog(look, window)
    dialog.open()
    with qtbot.waitSignal(dialog.folder_wanted):
        press(dialog, "bring_folder")
    dialog.read(Path("/home/grace/<b>export.zip"))
    assert "Reading <b>export.zip…" in told_in(dialog)
    may = datetime(2025, 5, 4, 12, tzinfo=UTC)
    unread = (Unread("Rain", "odd_chat"), Unread("", "a reason of a newer version"))
    preview = Preview(Path("x"), "claude", 9, 40, may, may, ("", "Tea"), unread, 7)
    dialog.show_preview(preview)
    said = told_in(dialog)
    assert {"An export of Claude", "9 chats, 40 messages · May 2025", "Tea"} <= set(said)
    press(dialog, "bring_unread")
    assert "Rain: this chat could not be read" in told_in(dialog)
    with qtbot.waitSignal(dialog.bring_wanted):
        press(dialog, "bring_go")


def test_a_file_without_any_chat_cannot_be_brought_in(look: Look, window: QWidget) -> None:
    dialog = BringDialog(look, window)
    dialog.open()
    dialog.show_preview(
        Preview(Path("x"), "jan", 0, 0, unread=(Unread("a", "damaged"),) * 2, left_out=2)
    )
    assert not dialog.findChild(QAbstractButton, "bring_go").isEnabled()


def test_after_a_problem_another_can_be_chosen(look: Look, window: QWidget, qtbot: QtBot) -> None:
    dialog = BringDialog(look, window)
    dialog.open()
    dialog.read(Path("a.zip"))
    dialog.show_problem("This file is damaged.")
    assert "This file is damaged." in told_in(dialog) and not dialog.is_reading
    with qtbot.waitSignal(dialog.file_wanted):
        press(dialog, "bring_file")


def mime(*urls: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(each) for each in urls])
    return mime


def test_one_file_of_this_computer_is_taken() -> None:
    assert local_path(mime("file:///home/grace/a.zip")) == Path("/home/grace/a.zip")
    for urls in (
        (),
        ("https://example.com/a.zip",),
        ("file:///a", "file:///b"),
        ("file://host/a",),
    ):
        assert local_path(mime(*urls)) is None


def test_what_is_done_soon_is_not_told(look: Look, window: QWidget, qtbot: QtBot) -> None:
    strip = ProgressStrip(look)
    strip.setParent(window)
    strip.show_progress("Saving…")
    assert not strip.isVisible()
    strip.end()
    qtbot.wait(450)
    assert not strip.isVisible()
    strip.show_progress("Saving… 1 of 2", 1, 2)
    qtbot.waitUntil(strip.isVisible)
    with qtbot.waitSignal(strip.cancelled):
        (strip.findChild(QAbstractButton, "progress_cancel")).click()
    assert not strip.findChild(QAbstractButton, "progress_cancel").isEnabled()
