"""One message as a screen reader meets it: name, text to read by word or line, its buttons."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QWindow,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import Shiboken

from promptrun_desktop.ui.transcript.pieces import slice_units, units

# Qt asks for the whole text to find the next word or line in it, so that is kept short enough.
SPOKEN = 200_000
_DESCRIBED = 2000
_NOTHING = Shiboken.VoidPtr(0)


class Spoken(Protocol):
    """What a screen reader may ask of a conversation, by number of the message.

    `text` is plain; `state` is "" or what to add to the name, such as "stopped"; `rect` is where
    it is seen on the screen, empty while it is not; `widgets` are its visible tools, children of
    the viewport; `seen` are the messages in sight; `focus` brings one there.
    """

    def count(self) -> int: ...
    def name(self, number: int) -> str: ...
    def text(self, number: int) -> str: ...
    def state(self, number: int) -> str: ...
    def rect(self, number: int) -> QRect: ...
    def widgets(self, number: int) -> list[QWidget]: ...
    def seen(self) -> Sequence[int]: ...
    def widget(self) -> QAbstractScrollArea: ...
    def focus(self, number: int) -> None: ...


class MessageItem(QAccessibleInterface):
    """A list item without a QObject; `number` follows when messages before it come or go."""

    def __init__(self, spoken: Spoken, number: int) -> None:
        super().__init__()
        self.spoken = spoken
        self.number = number
        self._parts: dict[QAccessible.InterfaceType, QAccessibleTextInterface | _Actions] = {}

    # Here and below Qt takes more than its stubs know: an address, None for "no such thing".
    def interface_cast(  # type: ignore[override]
        self, kind: QAccessible.InterfaceType
    ) -> Shiboken.VoidPtr:
        """Only an address will do: None, or a Python object, ends the program."""
        makers: dict[QAccessible.InterfaceType, Callable] = {
            QAccessible.InterfaceType.TextInterface: _Text,
            QAccessible.InterfaceType.ActionInterface: _Actions,
        }
        if kind not in makers:
            return _NOTHING
        if kind not in self._parts:
            self._parts[kind] = makers[kind](self)
        return Shiboken.VoidPtr(Shiboken.getCppPointer(self._parts[kind])[0])

    def isValid(self) -> bool:
        return Shiboken.isValid(self.spoken.widget()) and self.number < self.spoken.count()

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.spoken.widget().window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.spoken.widget())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = state.multiLine = state.selectableText = state.focusable = True
        state.offscreen = self.rect().isEmpty()
        return state

    def rect(self) -> QRect:
        return self.spoken.rect(self.number) if self.isValid() else QRect()

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            parts = (self.spoken.name(self.number), self.spoken.state(self.number))
            return ", ".join(part for part in parts if part)
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            return self.spoken.text(self.number)[:_DESCRIBED]
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """What was said is said."""

    def readable(self) -> str:
        return self.spoken.text(self.number)[:SPOKEN] if self.isValid() else ""

    def childCount(self) -> int:
        return len(self._widgets())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        widgets = self._widgets()
        if 0 <= index < len(widgets):
            return QAccessible.queryAccessibleInterface(widgets[index])
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        widgets, wanted = self._widgets(), child.object()
        return next((place for place, each in enumerate(widgets) if each is wanted), -1)

    def childAt(  # type: ignore[override]
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        for place, widget in enumerate(self._widgets()):
            if widget.rect().contains(widget.mapFromGlobal(QPoint(x, y))):
                return self.child(place)
        return None

    def _widgets(self) -> list[QWidget]:
        return self.spoken.widgets(self.number) if self.isValid() else []


class _Text(QAccessibleTextInterface):
    """Offsets are in UTF-16 units, as in all of Qt."""

    def __init__(self, item: MessageItem) -> None:
        super().__init__()
        self._item = item
        self._cursor = 0

    def characterCount(self) -> int:
        return units(self._item.readable())

    def text(self, start: int, end: int) -> str:
        text = self._item.readable()
        return slice_units(text, max(0, start), units(text) if end < 0 else end)

    def cursorPosition(self) -> int:
        return min(self._cursor, self.characterCount())

    def setCursorPosition(self, position: int) -> None:
        self._cursor = max(0, position)

    def selectionCount(self) -> int:
        return 0

    def selection(self, index: int) -> tuple[int, int]:
        return (0, 0)

    def addSelection(self, start: int, end: int) -> None:
        """A reader selects by the keys of the view."""

    def removeSelection(self, index: int) -> None:
        """Nothing is selected here."""

    def setSelection(self, index: int, start: int, end: int) -> None:
        """As `addSelection`."""

    def characterRect(self, offset: int) -> QRect:
        return self._item.rect()

    def offsetAtPoint(self, point: QPoint) -> int:
        return 0 if self._item.rect().contains(point) else -1

    def attributes(self, offset: int) -> tuple[str, int, int]:
        return ("", 0, self.characterCount())

    def scrollToSubstring(self, start: int, end: int) -> None:
        if self._item.isValid():
            self._item.spoken.focus(self._item.number)


class _Actions(QAccessibleActionInterface):
    """To go to the message is all that can be done with it; the rest are its buttons."""

    def __init__(self, item: MessageItem) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.setFocusAction() and self._item.isValid():
            self._item.spoken.focus(self._item.number)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []
