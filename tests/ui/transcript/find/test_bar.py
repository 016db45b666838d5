import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from promptrun_desktop.ui.transcript.find.bar import FindBar


class Window(QWidget):
    def __init__(self, look):
        super().__init__()
        self.bar = FindBar(look)
        QVBoxLayout(self).addWidget(self.bar)


@pytest.fixture
def bar(look, qtbot):
    look.set("light", 100)
    window = Window(look)
    qtbot.addWidget(window)
    window.resize(500, 80)
    window.show()
    qtbot.waitExposed(window)
    window.bar.open()
    yield window.bar


def heard(signal):
    calls = []
    signal.connect(lambda *values: calls.append(values))
    return calls


def field(bar):
    return bar.findChild(QLineEdit, "find_text")


def test_what_is_typed_is_looked_for(bar, qtbot):
    calls = heard(bar.edited)
    qtbot.keyClicks(field(bar), "cat")
    assert calls == [("c",), ("ca",), ("cat",)]


def test_it_begins_with_what_is_selected(bar):
    bar.close_bar()
    calls = heard(bar.edited)
    bar.open("some words\nmore")
    assert bar.text == field(bar).selectedText() == "some words"
    assert calls == [("some words",)]


@pytest.mark.parametrize(
    ("key", "modifiers", "forward"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, False),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, False),
        (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier, True),
        (
            Qt.Key.Key_G,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            False,
        ),
    ],
)
def test_keys_go_on_and_back(bar, qtbot, key, modifiers, forward):
    on, back = heard(bar.next_wanted), heard(bar.previous_wanted)
    qtbot.keyClick(field(bar), key, modifiers)
    assert (len(on), len(back)) == ((1, 0) if forward else (0, 1))


def test_buttons_go_on_and_back_where_there_is_something(bar, qtbot):
    on, back = heard(bar.next_wanted), heard(bar.previous_wanted)
    for name in ("find_next", "find_previous"):
        button = bar.findChild(QToolButton, name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        bar.show_count(1, 2)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        bar.show_count(0, 0)
    assert (len(on), len(back)) == (1, 1)


def test_escape_closes_it_once(bar, qtbot):
    calls = heard(bar.closed)
    qtbot.keyClick(field(bar), Qt.Key.Key_Escape)
    assert bar.isHidden()
    bar.close_bar()
    assert len(calls) == 1


def test_it_says_how_much_was_found(bar, qtbot):
    label = bar.findChild(QLabel, "find_count")
    assert label.text() == ""
    qtbot.keyClicks(field(bar), "cat")
    bar.show_count(0, 0, searching=True)
    assert label.text() == "Searching…"
    bar.show_count(3, 17)
    assert label.text() == "3 of 17"
    bar.show_count(0, 0)
    assert label.text() == "No results"


def test_every_part_has_a_name_and_the_text_is_plain(bar):
    assert bar.findChild(QLabel, "find_count").textFormat() == Qt.TextFormat.PlainText
    for name in ("find_text", "find_previous", "find_next", "find_close"):
        assert bar.findChild(QWidget, name).accessibleName()
