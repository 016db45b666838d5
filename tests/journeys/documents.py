"""What a person does to have chats as documents, or to bring them in from a file."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget

from tests.journeys.hands import CTRL
from tests.journeys.person import Person
from tests.journeys.trouble import notice


async def press_ctrl(person: Person, key: Qt.Key) -> None:
    """At the window, once that is in front again."""
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow, "for the window to be in front")
    person.press(key, CTRL)


async def ask_for_document(person: Person) -> None:
    """Ctrl+S."""
    await press_ctrl(person, Qt.Key.Key_S)
    await person.until(lambda: person.sees("save_dialog"), "for the dialog")


async def choose_place(person: Person, place: Path) -> None:
    """In the dialog for a file or a folder, which is open or about to be."""

    def found() -> list[QFileDialog]:
        every = person.window.findChildren(QFileDialog)
        return [each for each in every if each.isVisible()]

    await person.until(found, "for the dialog of files")
    (dialog,) = found()
    if dialog.fileMode() is QFileDialog.FileMode.Directory:
        dialog.setDirectory(str(place))
    dialog.selectFile(str(place))
    dialog.accept()
    await person.until(lambda: not found(), "for it to close")


async def save_to(person: Person, place: Path, form: str = "", scope: str = "") -> None:
    """With the dialog open: choose, press Save…, and say where."""
    if scope:
        person.click(f"document_scope_{scope}")
    if form:
        person.click(f"document_form_{form}")
    person.click("document_go")
    await choose_place(person, place)
    await person.until(lambda: not person.sees("save_dialog"), "for it to close")


async def until_said(person: Person, words: str) -> str:
    await person.until(lambda: words in notice(person), f"for “{words}”")
    return notice(person)


async def open_preferences(person: Person) -> None:
    await press_ctrl(person, Qt.Key.Key_Comma)
    await person.until(lambda: person.sees("preferences_done"), "for the preferences")


async def back_up(person: Person, path: Path) -> None:
    await open_preferences(person)
    person.click("back_up")
    await choose_place(person, path)
    await until_said(person, "Backed up")


async def look_into(person: Person, path: Path) -> None:
    """Choose a file to bring chats from, until it is told what is in it."""
    await open_preferences(person)
    person.click("bring")
    await person.until(lambda: person.sees("bring_dialog"), "for the dialog")
    person.click("bring_file")
    await choose_place(person, path)
    await until_looked(person)


async def until_looked(person: Person) -> None:
    await person.until(
        lambda: person.sees("bring_dialog") and not person.sees("bring_bar"), "for its content"
    )


async def bring_in(person: Person) -> str:
    """What is said once they are in."""
    person.shell.page.notice.hide_notice()
    person.click("bring_go")
    await person.until(lambda: person.sees("notice_bar"), "for what came in")
    return notice(person)


def drop(person: Person, path: Path, on: QWidget | None = None) -> None:
    """From a window of files onto the middle of this one."""
    target = on or person.window
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    # As file managers do.
    mime.setText(str(path))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    middle = target.rect().center()
    enter = QDragEnterEvent(middle, copy, mime, left, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, mime, left, none))


def dialogs(person: Person) -> list[QDialog]:
    return [each for each in person.window.findChildren(QDialog) if each.isVisible()]


def said_in(dialog: QWidget) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


async def settle() -> None:
    for _ in range(6):
        await asyncio.sleep(0)
