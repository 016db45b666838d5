"""The conversation for screen readers: a list of messages, made one by one as they are asked for.

Nothing of this runs until a reader does: Qt calls the factory only then.
"""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAccessibleWidget, QWidget

from promptrun_desktop.ui.transcript.spoken_item import MessageItem, Spoken
from promptrun_desktop.ui.translation import translate

_KEPT = 20_000
_TOLD = 20
_SAID = 200
_offered: dict[QWidget, Spoken] = {}
# Qt borrows what the factory answers, so somebody has to own it.
_made: dict[QObject, QAccessibleInterface] = {}
_installed: list[bool] = []


def install() -> None:
    """Once in a process; more often does no harm."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)


def offer(spoken: Spoken) -> None:
    """Let `spoken.widget()` be read as a list of its messages, as long as it lives."""
    widget = spoken.widget()
    if QAccessible.isActive():
        # Setting its name was enough to make Qt read it as any other widget.
        usual = QAccessible.queryAccessibleInterface(widget)
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(usual))
    _offered[widget] = spoken
    widget.destroyed.connect(lambda: _forget(widget))


class MessageList(QAccessibleWidget):
    """First the messages, then whatever else the widget shows, such as its scroll bar."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__(spoken.widget(), QAccessible.Role.List)
        self.spoken = spoken
        self._items: dict[int, MessageItem] = {}

    def childCount(self) -> int:
        return self.spoken.count() + len(self._others())

    # Qt takes None for "no such child", which its stubs do not know.
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        count, others = self.spoken.count(), self._others()
        if 0 <= index < count:
            return self.item(index)
        if 0 <= index - count < len(others):
            return QAccessible.queryAccessibleInterface(others[index - count])
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, MessageItem):
            return child.number
        others, wanted = self._others(), child.object()
        place = next((place for place, each in enumerate(others) if each is wanted), None)
        return -1 if place is None else self.spoken.count() + place

    def childAt(  # type: ignore[override]
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        point = QPoint(x, y)
        for number in self.spoken.seen():
            if self.spoken.rect(number).contains(point):
                return self.item(number)
        for widget in self._others():
            if widget.rect().contains(widget.mapFromGlobal(point)):
                return QAccessible.queryAccessibleInterface(widget)
        return None

    def item(self, number: int) -> MessageItem:
        if number not in self._items:
            if len(self._items) >= _KEPT:
                self.drop_all()
            self._items[number] = MessageItem(self.spoken, number)
            QAccessible.registerAccessibleInterface(self._items[number])
        return self._items[number]

    def shift(self, first: int, removed: int, added: int) -> None:
        """Keep the items of messages that stayed; those of the others go."""
        kept: dict[int, MessageItem] = {}
        for number, item in self._items.items():
            if first <= number < first + removed:
                _drop(item)
            else:
                item.number = number if number < first else number + added - removed
                kept[item.number] = item
        self._items = kept

    def drop_all(self) -> None:
        for item in self._items.values():
            _drop(item)
        self._items = {}

    def _others(self) -> list[QWidget]:
        """The viewport itself says nothing, and tools are found in their messages."""
        view = self.spoken.widget()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        own = view.findChildren(QWidget, options=direct)
        own += view.viewport().findChildren(QWidget, options=direct)
        return [
            child
            for child in own
            if child is not view.viewport()
            and child.isVisible()
            and not child.isWindow()
            and child.property("message") is None
        ]


class ToolOfMessage(QAccessibleWidget):
    """A widget in the viewport belongs to the message it stands in, or else to the list."""

    def __init__(self, widget: QWidget, spoken: Spoken) -> None:
        role = QAccessible.Role.Grouping
        if isinstance(widget, QAbstractButton):
            role = QAccessible.Role.Button
        super().__init__(widget, role)
        self._spoken = spoken

    def parent(self) -> QAccessibleInterface:
        owner, widget = message_list(self._spoken), self.widget()
        for number in self._spoken.seen():
            if widget in self._spoken.widgets(number):
                return owner.item(number)
        return owner

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name == self.setFocusAction():
            widget.setFocus()
        elif isinstance(widget, QAbstractButton):
            widget.click()


class Announcer:
    """Tells a reader that runs what has changed; free where none does."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken

    def reply_complete(self, text: str) -> None:
        """Once for a reply, with its beginning; it can be read in the list."""
        start = " ".join(text[: 4 * _SAID].split())
        if len(start) > _SAID:
            start = start[:_SAID].rpartition(" ")[0] + "…"
        said = translate("Transcript", "Reply complete")
        self.say(f"{said}. {start}" if start else said)

    def say(self, sentence: str) -> None:
        """Such as how a reply ended badly."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._spoken.widget(), sentence)
            QAccessible.updateAccessibility(event)

    def messages_changed(self, first: int, removed: int, added: int) -> None:
        """After `added` messages took the place of `removed` ones from number `first` on."""
        if not QAccessible.isActive():
            return
        owner = message_list(self._spoken)
        owner.shift(first, removed, added)
        if added > _TOLD:
            view = self._spoken.widget()
            QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.ObjectReorder))
            return
        for number in range(first, first + added):
            _tell(owner.item(number), QAccessible.Event.ObjectCreated)

    def name_changed(self, number: int) -> None:
        """Its state is another, such as "stopped"."""
        if QAccessible.isActive():
            _tell(message_list(self._spoken).item(number), QAccessible.Event.NameChanged)


def message_list(spoken: Spoken) -> MessageList:
    found = QAccessible.queryAccessibleInterface(spoken.widget())
    made = _made.get(spoken.widget())
    assert found is not None and isinstance(made, MessageList)
    return made


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """The factory: Qt asks for each object, once for each class it is of."""
    if not isinstance(thing, QWidget):
        return None
    if thing not in _made:
        made = _make(thing)
        if made is None:
            return None
        _made[thing] = made
        if thing not in _offered:
            thing.destroyed.connect(lambda: _made.pop(thing, None))
    return _made[thing]


def _make(widget: QWidget) -> QAccessibleInterface | None:
    if widget in _offered:
        return MessageList(_offered[widget])
    # Whether it stands in a message is not known yet while it is made.
    viewport = widget.parentWidget()
    view = viewport.parentWidget() if viewport is not None else None
    if not isinstance(view, QAbstractScrollArea) or viewport is not view.viewport():
        return None
    return ToolOfMessage(widget, _offered[view]) if view in _offered else None


def _forget(widget: QWidget) -> None:
    _offered.pop(widget, None)
    made = _made.pop(widget, None)
    if isinstance(made, MessageList):
        made.drop_all()


def _drop(item: MessageItem) -> None:
    _tell(item, QAccessible.Event.ObjectDestroyed)
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))


def _tell(item: MessageItem, what: QAccessible.Event) -> None:
    QAccessible.updateAccessibility(QAccessibleEvent(item, what))
