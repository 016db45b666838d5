"""Every shortcut of the window: one table."""

import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP

_KEY = QKeySequence.StandardKey
# Where Command and ? opens the help, as everywhere on macOS, the list of keys has another.
_LIST_OF_KEYS = ["Ctrl+/"] if sys.platform == "darwin" else ["Ctrl+?", "Ctrl+/"]

# name: (what it does, its keys). StandardKey where every platform has its own habit.
ACTIONS: dict[str, tuple[str, list[QKeySequence | QKeySequence.StandardKey | str]]] = {
    "new_chat": (QT_TRANSLATE_NOOP("Actions", "New chat"), [_KEY.New]),
    "temporary": (QT_TRANSLATE_NOOP("Actions", "Temporary chat"), ["Ctrl+Shift+N"]),
    "export": (QT_TRANSLATE_NOOP("Actions", "Save as document"), [_KEY.Save]),
    "print": (QT_TRANSLATE_NOOP("Actions", "Print this chat"), [_KEY.Print]),
    "model": (QT_TRANSLATE_NOOP("Actions", "Choose a model"), ["Ctrl+M"]),
    "sidebar": (QT_TRANSLATE_NOOP("Actions", "Show or hide the list of chats"), ["Ctrl+B"]),
    "panel": (QT_TRANSLATE_NOOP("Actions", "Show or hide the settings of this chat"), ["Ctrl+."]),
    "preferences": (
        QT_TRANSLATE_NOOP("Actions", "Preferences"),
        # Preferences has a standard key on macOS alone.
        ["Ctrl+,"],
    ),
    "write": (QT_TRANSLATE_NOOP("Actions", "Go to the question box"), ["Ctrl+L"]),
    "rename": (QT_TRANSLATE_NOOP("Actions", "Rename this chat"), ["F2"]),
    "copy_reply": (QT_TRANSLATE_NOOP("Actions", "Copy the last answer"), ["Ctrl+Shift+C"]),
    "search": (QT_TRANSLATE_NOOP("Actions", "Search all chats"), ["Ctrl+Shift+F", "Ctrl+K"]),
    "find": (QT_TRANSLATE_NOOP("Actions", "Find in this chat"), [_KEY.Find]),
    "find_next": (QT_TRANSLATE_NOOP("Actions", "Next result"), [_KEY.FindNext]),
    "find_previous": (QT_TRANSLATE_NOOP("Actions", "Previous result"), [_KEY.FindPrevious]),
    "larger": (QT_TRANSLATE_NOOP("Actions", "Larger text"), [_KEY.ZoomIn, "Ctrl+="]),
    "smaller": (QT_TRANSLATE_NOOP("Actions", "Smaller text"), [_KEY.ZoomOut]),
    "normal_size": (QT_TRANSLATE_NOOP("Actions", "Normal text size"), ["Ctrl+0"]),
    "help": (QT_TRANSLATE_NOOP("Actions", "Help"), ["F1", _KEY.HelpContents]),
    "shortcuts": (QT_TRANSLATE_NOOP("Actions", "Shortcuts"), [*_LIST_OF_KEYS]),
    "escape": (QT_TRANSLATE_NOOP("Actions", "Close what is open, then stop"), ["Esc"]),
    "quit": (QT_TRANSLATE_NOOP("Actions", "Quit"), [_KEY.Quit, "Ctrl+Q"]),
}


def add_actions(window: QWidget, deeds: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Give the window the actions that `deeds` names."""
    made = {}
    for name, deed in deeds.items():
        text, keys = ACTIONS[name]
        action = QAction(QCoreApplication.translate("Actions", text), window)
        action.setObjectName(f"action_{name}")
        action.setShortcuts(_sequences(keys))
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
        window.addAction(action)
        made[name] = action
    return made


def _sequences(
    keys: list[QKeySequence | QKeySequence.StandardKey | str],
) -> list[QKeySequence]:
    found: list[QKeySequence] = []
    for key in keys:
        if isinstance(key, QKeySequence.StandardKey):
            found += QKeySequence.keyBindings(key)
        else:
            found.append(QKeySequence(key))
    # The same sequence twice would be ambiguous, and neither would work.
    return list({sequence.toString(): sequence for sequence in found}.values())
