"""Words about narrowing a search, as a menu: what is chosen is typed into the field."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from promptrun_desktop.ui.translation import translate


def filter_menu(chosen: Callable[[str], object], parent: QWidget) -> QMenu:
    """`chosen` gets the words to type, such as "before:". The menu deletes itself when shut."""
    menu = QMenu(parent)
    menu.setObjectName("filter_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    heading = menu.addAction(translate("Search", "Narrow the search to"))
    heading.setEnabled(False)
    for name, words, typed, example in (
        ("phrase", translate("Search", "Words that follow each other"), '""', '"…"'),
        ("model", translate("Search", "Answers of a model"), "model:", "model:…"),
        ("after", translate("Search", "After a day"), "after:", "after:2026-05-01"),
        ("before", translate("Search", "Before a day"), "before:", "before:2026-05-01"),
        ("in", translate("Search", "In a folder or chat of that name"), "in:", "in:…"),
    ):
        action = menu.addAction(f"{words}\t{example}")
        action.setObjectName(f"filter_{name}")
        action.triggered.connect(partial(_tell, chosen, typed))
    return menu


def _tell(chosen: Callable[[str], object], typed: str, _checked: bool = False) -> None:
    chosen(typed)
