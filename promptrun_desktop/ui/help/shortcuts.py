"""The shortcuts a person can learn: the window's table, and what its parts do with keys."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from promptrun_desktop.ui.actions import ACTIONS
from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

_KEY = QKeySequence.StandardKey

# Which actions stand under which title, in the order of a day.
_WINDOW = (
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Asking"),
        ("new_chat", "temporary", "write", "model", "panel", "escape"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Finding"),
        ("search", "find", "find_next", "find_previous", "sidebar", "rename"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Saving"),
        ("copy_reply", "export", "print"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "The window"),
        ("larger", "smaller", "normal_size", "preferences", "help", "shortcuts", "quit"),
    ),
)

# What the parts of the window do with keys while they have the focus.
PARTS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In the question box"),
        (
            (QT_TRANSLATE_NOOP("Shortcuts", "Send"), ("Return", "Ctrl+Return")),
            (QT_TRANSLATE_NOOP("Shortcuts", "Start a new line"), ("Shift+Return",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Take back what was typed"), ("Ctrl+Z",)),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In a conversation"),
        (
            (QT_TRANSLATE_NOOP("Shortcuts", "Select everything"), ("Ctrl+A",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Select word by word"), ("Ctrl+Shift+Right",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Copy what is selected"), ("Ctrl+C",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "To its beginning, to its end"), ("Home", "End")),
            (QT_TRANSLATE_NOOP("Shortcuts", "Previous or next version"), ("Alt+Left", "Alt+Right")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In the list of chats"),
        (
            (QT_TRANSLATE_NOOP("Shortcuts", "Open"), ("Return",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Rename"), ("F2",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Move to the bin"), ("Del",)),
            (QT_TRANSLATE_NOOP("Shortcuts", "Choose several"), ("Shift+Down",)),
        ),
    ),
)

# Where each system has its own habit: Windows and Linux, macOS. For the pages that are read
# elsewhere than on the computer they were made on.
STANDARD = {
    _KEY.New: (("Ctrl+N",), ("Ctrl+N",)),
    _KEY.Save: (("Ctrl+S",), ("Ctrl+S",)),
    _KEY.Print: (("Ctrl+P",), ("Ctrl+P",)),
    _KEY.Find: (("Ctrl+F",), ("Ctrl+F",)),
    _KEY.FindNext: (("F3",), ("Ctrl+G",)),
    _KEY.FindPrevious: (("Shift+F3",), ("Ctrl+Shift+G",)),
    _KEY.ZoomIn: (("Ctrl++",), ("Ctrl++",)),
    _KEY.ZoomOut: (("Ctrl+-",), ("Ctrl+-",)),
    _KEY.Quit: (("Ctrl+Q",), ("Ctrl+Q",)),
    _KEY.HelpContents: (("F1",), ("Ctrl+?",)),
}
_MAC = {"Ctrl": "⌘", "Shift": "⇧", "Alt": "⌥", "Return": "↩", "Del": "⌦", "Left": "←"}
_MAC |= {"Right": "→", "Down": "↓", "Home": "↖", "End": "↘", "Esc": "Esc"}
_ORDER = ("Alt", "Shift", "Ctrl")
# What people read on their keys.
_PLAIN = {"Return": "Enter", "Del": "Delete", "Left": "←", "Right": "→", "Down": "↓"}


@dataclass(frozen=True, slots=True)
class Group:
    """`rows`: what is done, and a text of keys a column; of several keys any will do, and a tab
    stands between two."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def groups() -> list[Group]:
    """As they are on this computer."""
    mac = sys.platform == "darwin"
    return [_group(title, rows, (mac,)) for title, rows in _all()]


def groups_everywhere() -> list[Group]:
    """For Windows and Linux, and for macOS."""
    return [_group(title, rows, (False, True)) for title, rows in _all()]


def named(keys: str, *, mac: bool) -> str:
    """One of Qt's portable names as it stands on the keyboard."""
    # In "Ctrl++" the last is a key.
    *held, key = keys[:-1].split("+") if keys.endswith("++") else keys.split("+")
    key = "+" if keys.endswith("++") else key
    if mac:
        signs = [_MAC[each] for each in _ORDER if each in held]
        return "".join((*signs, _MAC.get(key, key)))
    return "+".join((*held, _PLAIN.get(key, key)))


def action_keys(name: str, *, mac: bool) -> list[str]:
    """Qt's portable names, without the same twice."""
    found: list[str] = []
    for each in ACTIONS[name][1]:
        if isinstance(each, QKeySequence.StandardKey):
            found += STANDARD[each][mac]
        elif name == "help" and mac:
            continue  # F keys want another key there
        elif isinstance(each, str) and not (mac and each == "Ctrl+?"):
            found.append(each)
    return list(dict.fromkeys(found))


def _all() -> Iterator[tuple[str, list[tuple[str, list[str], list[str]]]]]:
    for title, names in _WINDOW:
        yield (
            _translated(title),
            [
                (
                    QCoreApplication.translate("Actions", ACTIONS[each][0]),
                    action_keys(each, mac=False),
                    action_keys(each, mac=True),
                )
                for each in names
            ],
        )
    for title, parts in PARTS:
        rows = [(_translated(deed), list(keys), list(keys)) for deed, keys in parts]
        yield _translated(title), rows


def _group(
    title: str, rows: list[tuple[str, list[str], list[str]]], systems: tuple[bool, ...]
) -> Group:
    names = {False: translate("Shortcuts", "Windows and Linux"), True: "macOS"}
    head = ("", *(names[each] for each in systems)) if len(systems) > 1 else ("", "")
    made = []
    for deed, *both in rows:
        columns = ["\t".join(named(key, mac=each) for key in both[each]) for each in systems]
        made.append((deed, *columns))
    return Group(title, head, tuple(made))


def _translated(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)
