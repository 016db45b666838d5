"""What a person does at the list of chats, in menus and on sliders."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu, QWidget

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.sidebar.roles import ID_ROLE, UNREAD_ROLE, WRITING_ROLE
from tests.journeys.person import Person

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def chat_list(person: Person) -> QListView:
    found = person.find("chats", QListView)
    assert isinstance(found, QListView)
    return found


def rows(person: Person) -> list[QModelIndex]:
    """The chats in the sidebar, top to bottom, without headings."""
    model = chat_list(person).model()
    every = [model.index(at, 0) for at in range(model.rowCount())]
    return [each for each in every if each.data(ID_ROLE)]


def titles(person: Person) -> list[str]:
    return [each.data() for each in rows(person)]


def row(person: Person, title: str) -> QModelIndex:
    """Not valid, and without data, where there is none."""
    return next((each for each in rows(person) if each.data() == title), QModelIndex())


def is_writing(person: Person, title: str) -> bool:
    return bool(row(person, title).data(WRITING_ROLE))


def is_unread(person: Person, title: str) -> bool:
    return bool(row(person, title).data(UNREAD_ROLE))


def selected(person: Person) -> list[str]:
    return [each.data() for each in chat_list(person).selectedIndexes()]


def click_chat(person: Person, title: str) -> None:
    view = chat_list(person)
    middle = view.visualRect(row(person, title)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, middle)


async def open_chat(person: Person, title: str) -> None:
    click_chat(person, title)
    await person.until(lambda: selected(person) == [title], f"for {title}")


async def choose_in_chat_menu(person: Person, title: str, action: str) -> None:
    """Right click on a chat, then click on an entry of its menu."""
    view = chat_list(person)
    place = view.visualRect(row(person, title)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(view.viewport(), event)
    await person.until(lambda: QApplication.activePopupWidget() is not None, "for the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.objectName() == action)
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(entry).center())
    await person.until(lambda: QApplication.activePopupWidget() is None, "for it to close")


def message_menu(person: Person, message: Message) -> QMenu:
    """Right click on a message, which is scrolled to."""
    transcript = person.shell.page.transcript
    number = transcript.entries.number(message.id)
    assert number is not None
    transcript.show_leaf(number, 0, 60)
    place = QPoint(transcript.left + 5, (transcript.sight.top_of(number, 0) or 0) + 1)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, transcript.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(transcript.viewport(), event)
    menu = transcript.findChild(QMenu, "message_menu")
    assert isinstance(menu, QMenu)
    return menu


def choose_for_message(person: Person, message: Message, action: str) -> None:
    """Open the menu behind the last button of a message, and click on an entry of it."""
    person.click(person.find_in(message, "more_message"))
    transcript = person.shell.page.transcript
    menus = [each for each in transcript.findChildren(QMenu, "message_menu") if each.isVisible()]
    entry = next(each for each in menus[-1].actions() if each.objectName() == action)
    QTest.mouseClick(menus[-1], LEFT, NONE, menus[-1].actionGeometry(entry).center())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def move(person: Person, slider: str, *keys: Qt.Key) -> None:
    """Arrow keys on a slider, once it has the focus."""
    knob = person.find(slider)
    knob.setFocus()
    for key in keys:
        QTest.keyClick(knob, key)
