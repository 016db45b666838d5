"""What a person does while reading: selects, copies, finds, follows links, scrolls sideways."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu

from promptrun_desktop.domain.message import State

from .conftest import clipboard, question, reply
from .stage import LINE, conversation, grow, places, point_of, row_with, top, turn, wheel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def active(view, qtbot):
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def field(view):
    return view.find_bar.findChild(QLineEdit, "find_text")


def count(view):
    return view.find_bar.findChild(QLabel, "find_count").text()


def look_for(view, text):
    view.open_find()
    field(view).setText(text)
    turn(lambda: not view.finding.finder.searching)


def drag_to(view, point):
    QTest.mouseMove(view.viewport(), point)


def test_a_drag_over_three_messages_scrolls_while_text_streams_in(view):
    growing = reply("", state=State.WRITING)
    first, second = reply("First **bold** words.\n\n" + LINE * 3), question("Second *as typed*")
    view.set_messages([first, second, growing])
    view.scroll_to_start()
    start = point_of(view, "bold")
    QTest.mousePress(view.viewport(), LEFT, NONE, start - QPoint(4, 0))
    below = QPoint(200, view.viewport().height() + 60)
    drag_to(view, below)
    moved = view.sight.value
    for number in range(30):
        grow(view, growing, f"Line **{number}** of the reply.\n\n")
        QApplication.processEvents()
    turn(lambda: view.sight.value > moved + 200)
    turn(lambda: view.sight.rows[-1].entry == 2)
    drag_to(view, point_of(view, "Line", 4))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, point_of(view, "Line", 4))
    assert not view.interaction._mouse._scrolling.active
    selection = view.interaction.selecting.selection
    assert (selection.start.message, selection.end.message) == (0, 2)
    text = view.selected_text()
    grow(view, growing, "And more **text**.\n\n")
    assert view.selected_text() == text
    view.interaction.copy()
    turn(lambda: clipboard() == text)
    mime = QGuiApplication.clipboard().mimeData()
    assert text.startswith("bold words.\n\nSome words")
    assert "Second *as typed*" in text and "**" not in text
    assert "<strong>bold</strong>" in mime.html() or "<b>bold</b>" in mime.html()
    markdown = bytes(mime.data("text/markdown")).decode()
    assert markdown.startswith("**bold** words.") and "Line **0** of" in markdown


def test_a_drag_beyond_the_upper_edge_goes_back_to_the_beginning(view):
    view.set_messages([question("The very first"), reply(LINE * 40)])
    turn(lambda: view.sight.at_end)
    QTest.mousePress(view.viewport(), LEFT, NONE, QPoint(300, 200))
    drag_to(view, QPoint(300, -400))
    turn(lambda: view.sight.value == 0)
    drag_to(view, QPoint(1, 1))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(1, 1))
    assert view.selected_text().startswith("The very first\n\nSome words")


def test_keys_select_and_the_view_comes_along(active):
    view = active
    view.set_messages([question("one two three"), reply(LINE * 30), reply("**the** end")])
    view.scroll_to_start()
    QTest.mouseClick(view.viewport(), LEFT, NONE, point_of(view, "two") - QPoint(3, 0))
    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert view.selected_text() == "two "
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selected_text() == "two t"
    QTest.keyClick(view, Qt.Key.Key_End, CONTROL | SHIFT)
    assert view.selected_text().startswith("two three\n\nSome words")
    assert view.selected_text().endswith("the end")
    assert view.sight.at_end
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected_text() == ""
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    turn(lambda: clipboard() != "nothing yet")
    assert clipboard().startswith("one two three") and clipboard().endswith("the end")


def test_shift_and_click_extend_what_was_begun(view):
    view.set_messages([question("one two three"), reply("four five six")])
    QTest.mouseClick(view.viewport(), LEFT, NONE, point_of(view, "two") - QPoint(3, 0))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, point_of(view, "five", 4) - QPoint(3, 0))
    assert view.selected_text().replace("\n", " ").split() == ["two", "three", "four", "five"]


def test_find_knows_messages_that_were_never_built(view):
    messages = conversation(400)
    view.set_messages(messages)
    built = len([entry for entry in view.entries.made() if entry.leaves is not None])
    assert built < 20
    expected = sum(message.text.count("## Answer 3") for message in messages)
    look_for(view, "answer 3")
    assert count(view).endswith(f" of {expected}")
    seen = set(places(view))
    view.find_again(1)
    number = view.finding.finder.number
    view.find_again(1)
    assert view.finding.finder.number == number % expected + 1
    view.find_again(-1)
    assert view.finding.finder.number == number
    assert set(places(view)) != seen
    spot = view.finding.finder.current()[0]
    assert view.reach.top_of(spot.message, spot.part, spot.leaf) is not None
    assert len(view.finding._marked) == expected


def test_hits_are_marked_where_they_are_seen_and_gone_with_the_bar(view):
    view.set_messages([question("a needle"), reply("Two **needle** and needle.")])
    look_for(view, "needle")
    assert count(view).endswith(" of 3")
    marks = [view.marks_of(row) for row in view.sight.rows]
    assert sum(len(found) for mark in marks for found in mark.found.values()) == 3
    assert sum(mark.current is not None for mark in marks) == 1
    QTest.keyClick(field(view), Qt.Key.Key_Escape)
    assert view.find_bar.isHidden()
    assert not any(view.marks_of(row).found for row in view.sight.rows)


def test_find_counts_what_streams_in_and_does_not_move_the_reader(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(6), question("a needle"), growing])
    grow(view, growing, "the needle here\n\n" + LINE * 20)
    look_for(view, "needle")
    assert count(view).endswith(" of 2")
    before = top(view)
    for _ in range(5):
        grow(view, growing, "one more needle\n\n")
    turn(lambda: count(view).endswith(" of 7"))
    assert top(view) == before


def test_tab_comes_to_links_and_enter_follows_them(active, qtbot):
    view = active
    view.set_messages([reply("See [one](https://one.example) and [two](https://two.example).")])
    heard = []
    view.link_activated.connect(heard.append)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.interaction.href == "https://one.example"
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    assert heard == ["https://one.example", "https://two.example"]
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not view and view.interaction.href == ""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, SHIFT)
    assert QApplication.focusWidget() is view


def menu(view):
    found = view.findChild(QMenu, "message_menu")
    names = [action.objectName() for action in found.actions() if action.text()]
    found.close()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)
    return names


def test_the_right_button_and_the_menu_key_open_the_menu(active):
    view = active
    view.set_messages([reply("Words here.\n\n| a | b |\n|---|---|\n| needle | d |")])
    point = point_of(view, "needle")
    where = view.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where)
    QApplication.sendEvent(view.viewport(), event)
    assert menu(view) == [
        "menu_copy_table",
        "menu_copy_message",
        "menu_retry",
        "menu_branch",
        "menu_delete",
    ]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), where)
    QApplication.sendEvent(view, event)
    assert menu(view)[-4:] == ["menu_copy_message", "menu_retry", "menu_branch", "menu_delete"]


def test_control_and_the_wheel_ask_for_another_size(view, qtbot):
    view.set_messages([reply(LINE * 30)])
    before = top(view)
    steps = []
    view.zoomed.connect(steps.append)
    wheel(view, 1, CONTROL)
    wheel(view, -1, CONTROL)
    assert steps == [1, -1] and top(view) == before


def code_row(view):
    return next(row for row in view.sight.rows if row.leaf.side is not None and row.leaf.boxes)


def test_long_code_moves_by_shift_and_wheel_and_by_its_bar(view):
    view.set_messages([reply("Look\n\n```\n" + "needle" + "x" * 400 + "\nshort\n```\n\nafter")])
    row = code_row(view)
    left = point_of(view, "needle")
    before = top(view)
    wheel(view, -1, SHIFT, at=left)
    assert row.leaf.side.offset > 0 and top(view) == before
    assert point_of(view, "needle").x() < left.x()
    wheel(view, 20, SHIFT, at=QPoint(300, left.y()))
    assert row.leaf.side.offset == 0
    x = view.left + view.entries[row.entry].box_of(row.number)[0]
    bar = QPoint(x + 30, row.y + row.height - 5)
    QTest.mousePress(view.viewport(), LEFT, NONE, bar)
    drag_to(view, bar + QPoint(200, 0))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, bar + QPoint(200, 0))
    assert row.leaf.side.offset > 100
    assert view.selected_text() == ""


def test_an_ordinary_wheel_over_long_code_scrolls_the_page(view):
    view.set_messages([reply(LINE * 20 + "```\n" + "x" * 400 + "\n```\n\n" + LINE)])
    row = code_row(view)
    value = view.sight.value
    wheel(view, 1, at=QPoint(300, row.y + 15))
    assert view.sight.value < value and row.leaf.side.offset == 0


@pytest.mark.parametrize("width", [360, 600, 1100])
def test_a_table_is_never_wider_than_the_column(view, width):
    cells = " | ".join(f"column {number} with words" for number in range(12))
    table = f"| {cells} |\n|{'---|' * 12}\n| {cells} |\n"
    view.resize(width, 400)
    turn(lambda: view.width() == width)
    view.set_messages([reply(table)])
    entry = view.entries[0]
    assert view.left >= 0 and view.left + entry.width <= view.viewport().width()
    image = view.viewport().grab().toImage()
    ground = image.pixel(2, 2)
    for y in range(image.height()):
        assert image.pixel(view.left - 3, y) == ground
        assert image.pixel(view.left + entry.width + 3, y) == ground


def test_a_paragraph_from_right_to_left_stands_at_the_right(view):
    view.set_messages([reply("Left to right.\n\nשלום needle עולם\n\n```\nשלום = 1\n```")])
    left, right = row_with(view, "Left"), row_with(view, "needle")
    width = view.entries[0].width
    assert min(rect.left() for rect in left.leaf.rects(0, 0, 5)) < 5
    assert max(rect.right() for rect in right.leaf.rects(0, 0, 16)) > width - 5
    code = code_row(view)
    assert min(rect.left() for rect in code.leaf.rects(0, 0, 8)) < 30
