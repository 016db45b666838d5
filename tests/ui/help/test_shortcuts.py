"""The list of shortcuts is what the keys do."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.actions import ACTIONS, add_actions
from promptrun_desktop.ui.composer_edit import ComposerEdit
from promptrun_desktop.ui.help.shortcuts import (
    PARTS,
    STANDARD,
    action_keys,
    groups,
    groups_everywhere,
    named,
)
from promptrun_desktop.ui.transcript.select.keys import _STEPS

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other habits")


def part(title: str) -> dict[str, tuple[str, ...]]:
    return dict(dict(PARTS)[title])


def test_every_shortcut_of_the_window_is_listed_once():
    listed = [row[0] for group in groups() for row in group.rows]
    for words, _keys in ACTIONS.values():
        assert listed.count(words) == 1, words


@linux
def test_the_keys_that_are_listed_are_those_that_the_window_has(qapp):
    window = QWidget()
    made = add_actions(window, dict.fromkeys(ACTIONS, lambda: None))
    for name, action in made.items():
        has = {each.toString() for each in action.shortcuts()}
        assert action_keys(name, mac=False) and set(action_keys(name, mac=False)) <= has, name


@linux
def test_standard_keys_are_what_this_system_says(qapp):
    for key, (here, _mac) in STANDARD.items():
        said = {each.toString() for each in QKeySequence.keyBindings(key)}
        # Some habits Qt knows on a desktop alone.
        assert not said or set(here) <= said, key


def test_every_name_is_a_key_that_qt_knows():
    keys = [
        each for name in ACTIONS for mac in (False, True) for each in action_keys(name, mac=mac)
    ]
    keys += [key for _title, rows in PARTS for _deed, names in rows for key in names]
    for each in keys:
        assert QKeySequence(each)[0].key() != Qt.Key.Key_unknown, each


def test_keys_have_the_names_that_stand_on_them():
    assert named("Ctrl+Shift+N", mac=False) == "Ctrl+Shift+N"
    assert named("Ctrl+Shift+N", mac=True) == "⇧⌘N"
    assert named("Ctrl++", mac=False) == "Ctrl++" and named("Ctrl++", mac=True) == "⌘+"
    assert named("Ctrl+Return", mac=False) == "Ctrl+Enter"
    assert named("Ctrl+Return", mac=True) == "⌘↩"
    assert named("Alt+Left", mac=True) == "⌥←"


def test_on_macos_no_two_actions_have_one_key():
    every = [each for name in ACTIONS for each in action_keys(name, mac=True)]
    assert len(every) == len(set(every))


def test_the_site_has_a_column_for_each_system():
    for group in groups_everywhere():
        assert group.head[1:] == ("Windows and Linux", "macOS")
        assert all(len(row) == 3 and row[1] and row[2] for row in group.rows)


def press(widget: QWidget, keys: str, text: str = "") -> None:
    combination = QKeySequence(keys)[0]
    event = QKeyEvent(
        QKeyEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), text
    )
    widget.keyPressEvent(event)


def test_the_question_box_does_what_is_listed(qapp):
    keys = part("In the question box")
    edit, sent = ComposerEdit(), []
    edit.send_pressed.connect(lambda: sent.append(edit.toPlainText()))
    edit.insertPlainText("one")
    for each in keys["Send"]:
        press(edit, each)
    assert sent == ["one", "one"]
    for each in keys["Start a new line"]:
        press(edit, each)
    assert edit.toPlainText() == "one\n"
    for each in keys["Take back what was typed"]:
        press(edit, each)
    assert edit.toPlainText() == "one"


@linux
def test_a_conversation_does_what_is_listed(qapp):
    keys = part("In a conversation")
    standard = QKeySequence.StandardKey
    for title, key in (
        ("Select everything", standard.SelectAll),
        ("Copy what is selected", standard.Copy),
        ("Select word by word", standard.SelectNextWord),
    ):
        said = {each.toString() for each in QKeySequence.keyBindings(key)}
        assert set(keys[title]) <= said, title
    assert standard.SelectNextWord in _STEPS
