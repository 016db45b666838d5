"""Which page of the help fits what a person is doing."""

from typing import TYPE_CHECKING

from promptrun_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from promptrun_desktop.ui.shell import Shell

FIRST = "first-minute"
ASKING = "asking"
FINDING = "finding"
SAVING = "saving"
TROUBLE = "privacy"


# By the names of dialogs, which stand over everything else.
DIALOGS = {
    "save_dialog": SAVING,
    "print_dialog": SAVING,
    "bring_dialog": SAVING,
    "copies_dialog": SAVING,
    "compare": ASKING,
}


def fitting_page(window: MainWindow) -> str:
    """The name of a page; empty where none fits better than the one that was read last. What the
    hands are at comes before what went wrong."""
    shell = window.shell
    if shell is None or not shell.isVisible():
        return FIRST
    focus = window.focusWidget()
    if shell.page.picker.is_open() or (focus is not None and shell.panel.isAncestorOf(focus)):
        return ASKING
    if focus is not None and shell.sidebar.isAncestorOf(focus):
        return FINDING
    return TROUBLE if _is_in_trouble(shell) else ""


def _is_in_trouble(shell: "Shell") -> bool:
    """The notice says so, or the end of the chat."""
    messages = shell.session.messages if shell.session is not None else []
    failed = bool(messages) and messages[-1].error is not None
    return failed or (shell.page.notice.isVisible() and shell.page.notice.is_trouble)
