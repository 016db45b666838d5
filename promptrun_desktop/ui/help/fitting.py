"""Which page of the help fits what a person is doing."""

from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui.main_window import MainWindow

FIRST = "first-minute"
ASKING = "asking"
FINDING = "finding"
TROUBLE = "privacy"


def fitting_page(window: MainWindow) -> str:
    """The name of a page; empty where none fits better than the one that was read last."""
    shell = window.shell
    if shell is None or not shell.isVisible():
        return FIRST
    if shell.page.notice.isVisible() and shell.page.notice.is_trouble:
        return TROUBLE
    focus = QApplication.focusWidget()
    if shell.page.picker.is_open() or (focus is not None and shell.panel.isAncestorOf(focus)):
        return ASKING
    if focus is not None and shell.sidebar.isAncestorOf(focus):
        return FINDING
    return ""
