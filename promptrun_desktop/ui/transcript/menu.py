"""The menu of a message: what can be done with it, or with the place under the mouse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` is the objectName of its action; a choice without `act` is a separator. One that
    cannot be made now says why: `not_now`."""

    name: str = ""
    text: str = ""
    act: Callable[[], object] | None = None
    not_now: str = ""


SEPARATOR = Choice()


def message_menu(choices: Sequence[Choice], parent: QWidget) -> QMenu:
    """To be shown with popup(); it deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("message_menu")
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for choice in choices:
        if choice.act is None:
            menu.addSeparator()
        else:
            _add(menu, choice, choice.act)
    return menu


def _add(menu: QMenu, choice: Choice, act: Callable[[], object]) -> None:
    action = menu.addAction(choice.text)
    action.setObjectName(choice.name)
    # Without one Qt repeats the text.
    action.setToolTip(choice.not_now)
    action.setEnabled(not choice.not_now)
    # The signal carries whether it is checked, which nobody wants to hear.
    action.triggered.connect(lambda _checked=False: act())
