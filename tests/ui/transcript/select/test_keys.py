import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from promptrun_desktop.ui.transcript.select.keys import Keys
from promptrun_desktop.ui.transcript.select.seen_links import links_seen

from .test_selecting import selected, spot

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Typist:
    def __init__(self, page, selecting):
        self.copies = 0
        self.keys = Keys(page, selecting, self._copy, lambda: page.height)

    def _copy(self):
        self.copies += 1

    def press(self, key, modifiers=SHIFT, times=1):
        for _ in range(times):
            handled = self.keys.press(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
        return handled


@pytest.fixture
def typist(page, selecting):
    return Typist(page, selecting)


@pytest.fixture
def text(page):
    page.reply("One two three.\n\nFour 👨‍👩‍👧 five.")
    return page


def test_shift_and_an_arrow_select_from_the_first_letter_seen(text, selecting, typist):
    assert typist.press(Qt.Key.Key_Right, times=3)
    assert selected(text, selecting) == ["One"]


def test_it_goes_on_where_the_mouse_left_it(text, selecting, typist):
    selecting.put(spot(0, 0, 4))
    typist.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    assert selected(text, selecting) == ["two "]
    typist.press(Qt.Key.Key_Left, CONTROL | SHIFT, times=2)
    assert selected(text, selecting) == ["One "]


def test_joined_emoji_are_one_letter_and_the_end_of_a_block_is_passed(text, selecting, typist):
    selecting.put(spot(0, 0, 14))
    typist.press(Qt.Key.Key_Right, times=7)
    assert selected(text, selecting) == ["Four 👨‍👩‍👧"]
    typist.press(Qt.Key.Key_Left)
    assert selected(text, selecting) == ["Four "]


def test_in_a_text_from_the_right_an_arrow_goes_its_own_way(page, selecting, typist):
    page.reply("שלום עולם")
    selecting.put(spot(0, 0, 0))
    typist.press(Qt.Key.Key_Left, times=2)
    assert selected(page, selecting) == ["של"]


def test_up_and_down_keep_the_column(page, selecting, typist):
    page.reply("aaaa bbbb\n\ncc\n\ndddd eeee")
    selecting.put(spot(0, 0, 7))
    typist.press(Qt.Key.Key_Down)
    assert selecting.selection.head == spot(0, 1, 2)
    typist.press(Qt.Key.Key_Down)
    assert selecting.selection.head.leaf == 2
    assert 5 <= selecting.selection.head.offset <= 8
    typist.press(Qt.Key.Key_Up, times=2)
    assert selecting.selection.empty


def test_down_in_a_long_paragraph_is_a_line(page, selecting, typist):
    page.reply("word " * 60)
    selecting.put(spot(0, 0, 3))
    typist.press(Qt.Key.Key_Down, times=2)
    head = selecting.selection.head
    assert (head.leaf, head.box) == (0, 0)
    assert 40 < head.offset < 200


def test_down_from_a_cell_is_the_next_row(page, selecting, typist):
    page.reply("|a|b|\n|-|-|\n|c|d|\n|e|f|")
    selecting.put(spot(0, 1, 0, box=1))
    typist.press(Qt.Key.Key_Down)
    assert selecting.selection.head == spot(0, 2, 0, box=1)
    typist.press(Qt.Key.Key_Up, times=2)
    assert selecting.selection.head == spot(0, 0, 0, box=1)


def test_home_and_end_are_those_of_the_line_as_it_is_seen(page, selecting, typist):
    page.reply("word " * 60)
    selecting.put(spot(0, 0, 100))
    typist.press(Qt.Key.Key_End)
    end = selecting.selection.head.offset
    typist.press(Qt.Key.Key_Home)
    start = selecting.selection.head.offset
    assert start <= 100 <= end
    assert 20 < end - start < 80


def test_a_page_down_moves_caret_and_page(page, selecting, typist):
    for number in range(60):
        page.ask(f"line {number}")
    typist.press(Qt.Key.Key_PageDown, times=2)
    assert page.scrolled > 0
    assert selecting.selection.head.message > 5
    typist.press(Qt.Key.Key_PageUp, times=4)
    assert selecting.empty


def test_control_and_end_selects_to_the_last_letter(text, selecting, typist):
    selecting.put(spot(0, 0, 8))
    typist.press(Qt.Key.Key_End, CONTROL | SHIFT)
    assert selected(text, selecting) == ["three.", "Four 👨‍👩‍👧 five."]
    typist.press(Qt.Key.Key_Home, CONTROL | SHIFT)
    assert selected(text, selecting) == ["One two "]


def test_all_and_copy_and_escape(text, selecting, typist):
    assert not typist.press(Qt.Key.Key_Escape, NONE)
    assert not typist.press(Qt.Key.Key_C, CONTROL)
    assert typist.press(Qt.Key.Key_A, CONTROL)
    assert typist.press(Qt.Key.Key_C, CONTROL)
    assert typist.copies == 1
    assert typist.press(Qt.Key.Key_Escape, NONE)
    assert selecting.selection is None


def test_keys_that_only_scroll_are_left_to_the_page(text, typist):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Home):
        assert not typist.press(key, NONE)


def test_what_is_selected_is_seen(page, selecting, typist):
    for number in range(60):
        page.ask(f"line {number}")
    typist.press(Qt.Key.Key_Down, times=30)
    head = selecting.selection.head
    assert head.message == 30
    assert page.top_of(*head[:3]) is not None


def test_links_that_are_seen_are_told_in_order(page):
    page.reply(
        "[a **b**](https://a.b) and [c](https://c.d)\n\n" + "x\n\n" * 30 + "[far](https://f.f)"
    )
    assert [(start.offset, end.offset, href) for start, end, href in links_seen(page, 200)] == [
        (0, 3, "https://a.b"),
        (8, 9, "https://c.d"),
    ]
