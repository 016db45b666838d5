"""The menu of a message: what can be done with it, or with the place under the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.translation import translate


def message_menu(row: MessageWidget, point: QPointF, parent: QWidget) -> QMenu:
    """To be shown with popup(); it deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("message_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    selected, code, href = row.selected_text(), row.code_at(point), row.href_at(point)
    if selected:
        _add(
            menu,
            "menu_copy_selection",
            translate("Transcript", "Copy selection"),
            lambda: _copy(selected),
        )
    if code:
        _add(menu, "menu_copy_code", translate("Transcript", "Copy code"), lambda: _copy(code))
    if href:
        _add(menu, "menu_copy_link", translate("Transcript", "Copy link"), lambda: _copy(href))
        _add(
            menu,
            "menu_open_link",
            translate("Transcript", "Open link…"),
            lambda: row.link_clicked.emit(href),
        )
    _add(menu, "menu_copy_message", translate("Transcript", "Copy message"), row.copy_source)
    if not row.writing:
        menu.addSeparator()
        if row.tools.retry.isVisibleTo(row.tools):
            again = row.tools.retry.click
            _add(menu, "menu_retry", translate("Transcript", "Try again"), again)
        _add(menu, "menu_delete", translate("Transcript", "Delete"), row.tools.delete.click)
    return menu


def _add(menu: QMenu, name: str, text: str, act: Callable[[], object]) -> None:
    action = menu.addAction(text)
    action.setObjectName(name)
    # The signal carries whether it is checked, which nobody wants to hear.
    action.triggered.connect(lambda _checked=False: act())


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
