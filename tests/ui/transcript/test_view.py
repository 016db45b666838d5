"""The view from outside: what is shown, what grows, what it tells."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.buttons import SmallButton

from .conftest import clipboard, place_of, question, reply, settle

CODE = "Look:\n\n```python\nx = 1\n\ty = '😀'\n```\n"
LINK = "See [the <b>page</b>](https://x.example/?a=1&b=2) now"


def click(row, place, button=Qt.MouseButton.LeftButton):
    QTest.mouseClick(row, button, Qt.KeyboardModifier.NoModifier, place)


def press_copy(view):
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def button(widget, name):
    return widget.findChild(SmallButton, name)


def test_what_is_shown_is_the_exact_source(view):
    messages = [question("a *b*\n<i>c</i>"), reply("# h\n\u2028 |x| 😀"), question("")]
    view.set_messages(messages)
    assert view.messages_shown() == [(each.id, each.text) for each in messages]


def test_a_long_conversation_shows_its_end_first_and_all_of_it_soon(view):
    messages = [question(f"number {number}\nand more") for number in range(150)]
    view.set_messages(messages)
    assert len(view.column.rows) < 150
    assert view.messages_shown() == [(each.id, each.text) for each in messages]
    settle(view)
    assert [row.id for row in view.column.rows] == [each.id for each in messages]
    tops = [row.y() for row in view.column.rows]
    assert tops == sorted(tops)
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_deltas_are_drawn_together_and_nothing_is_lost(view, qtbot):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi")])
    view.add(growing)
    for each in "Some *text* in 😀 many deltas.":
        view.grow(growing.id, each, "")
    assert view.column.row(growing.id).source == ""
    qtbot.waitUntil(lambda: view.column.row(growing.id).source.endswith("deltas."))
    assert view.messages_shown()[1] == (growing.id, "Some *text* in 😀 many deltas.")


def test_reasoning_is_folded_until_someone_opens_it(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi"), growing])
    view.grow(growing.id, "", "First <b>this</b>")
    view.grow(growing.id, "", ", then that.")
    view.messages_shown()
    row = view.column.row(growing.id)
    folded = row.height()
    assert not row.thinking.open
    button(row, "show_thinking").click()
    assert row.height() > folded
    assert row.thinking.body.plain_text(100) == "First <b>this</b>, then that."
    button(row, "show_thinking").click()
    assert row.height() == folded


def test_a_finished_reply_replaces_the_growing_one_in_its_place(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi"), growing])
    for _ in range(30):
        view.grow(growing.id, "A paragraph of some words.\n\n", "")
    view.messages_shown()
    row = view.column.row(growing.id)
    items = list(row.body.items)
    bar = view.verticalScrollBar()
    before = (bar.value(), bar.maximum(), row.height(), row.y())
    view.change(replace(growing, text=row.source, state=State.COMPLETE, seconds=2.0))
    assert (bar.value(), bar.maximum(), row.height(), row.y()) == before
    assert row.body.items == items
    assert row.tools.isVisible()


def test_what_still_waits_is_drawn_before_a_reply_is_finished(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([growing])
    view.grow(growing.id, "some text", "")
    view.change(replace(growing, text="some text", state=State.COMPLETE))
    view.grow(growing.id, "", "")
    assert view.messages_shown() == [(growing.id, "some text")]


def test_a_removed_message_is_gone_and_the_rest_moves_up(view):
    messages = [question("one"), reply("two"), question("three")]
    view.set_messages(messages)
    top = view.column.rows[1].y()
    view.remove(messages[1].id)
    assert [shown for shown, _ in view.messages_shown()] == [messages[0].id, messages[2].id]
    assert view.column.rows[1].y() == top


def test_an_ending_is_one_sentence_and_one_button(view, qtbot):
    cut = reply("Half", state=State.CUT_OFF)
    view.set_messages([question("?"), cut])
    row = view.column.row(cut.id)
    assert row.strip.accessibleName() == "The connection was lost."
    with qtbot.waitSignal(view.action_requested) as told:
        button(row, "state_action").click()
    assert told.args == ["continue", cut.id]
    view.change(replace(cut, state=State.COMPLETE))
    assert row.strip is None and not row.has_strip


def test_an_ending_that_comes_is_seen_by_who_follows(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi"), growing])
    view.grow(growing.id, "words\n\n" * 40, "")
    view.messages_shown()
    view.change(replace(growing, text="words\n\n" * 40, state=State.CUT_OFF))
    row = view.column.row(growing.id)
    strip = row.strip.mapTo(view.viewport(), row.strip.rect().bottomLeft())
    assert strip.y() < view.viewport().height()


def test_retry_and_delete_are_asked_for_by_id(view, qtbot):
    view.set_messages([question("one"), reply("two")])
    row = view.column.rows[1]
    with qtbot.waitSignal(view.retry_requested) as told:
        button(row, "retry_message").click()
    assert told.args == [row.id]
    with qtbot.waitSignal(view.delete_requested) as told:
        button(row, "delete_message").click()
    assert told.args == [row.id]
    assert len(view.messages_shown()) == 2


def test_only_the_last_question_is_asked_again(view):
    view.set_messages([question("one")])
    retry = button(view.column.rows[0], "retry_message")
    assert retry.isVisible()
    view.add(reply("two"))
    assert not retry.isVisible()


def test_nothing_can_be_done_with_a_reply_that_is_being_written(view):
    view.set_messages([reply("", state=State.WRITING)])
    assert not view.column.rows[0].tools.isVisible()


def test_copy_gives_the_source_of_a_message(view):
    view.set_messages([reply(CODE)])
    button(view.column.rows[0], "copy_message").click()
    assert clipboard() == CODE


def test_the_last_reply_is_copied_even_under_a_question(view):
    view.set_messages([reply("first"), reply("**last**"), question("?")])
    view.copy_last_reply()
    assert clipboard() == "**last**"


def test_a_card_copies_exactly_its_code_and_says_so(view):
    view.set_messages([reply(CODE)])
    copy = button(view.column.rows[0], "copy_code")
    assert copy.accessibleName() == "Copy code"
    copy.click()
    assert clipboard() == "x = 1\n\ty = '😀'"
    assert copy.text() == "Copied"


def test_growing_code_has_one_button(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([growing])
    for each in ("```py\n", "a = 1\n", "b = 2\n", "```\n"):
        view.grow(growing.id, each, "")
        view.messages_shown()
    assert len(view.column.rows[0].findChildren(SmallButton, "copy_code")) == 1


@pytest.mark.parametrize("name", ["😀 emoji first", "line\u2028separator here"])
def test_a_dragged_selection_is_the_source_between_its_ends(view, name):
    view.set_messages([reply(name)])
    row = view.column.rows[0]
    body, box = row.body, row.body.items[0].boxes[0]
    first, last = place_of(row, 0, 0, 5), place_of(row, 0, 0, 9)
    QTest.mousePress(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(row, last)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    start, end = body.selection.start.offset, body.selection.end.offset
    assert 5 <= start <= 6 and 9 <= end <= 10
    press_copy(view)
    assert clipboard() == box.slice(start, end)
    assert clipboard() in name


def test_a_double_click_selects_a_word_and_a_click_elsewhere_drops_it(view):
    view.set_messages([reply("one wonder ful"), reply("other")])
    row, other = view.column.rows
    place = place_of(row, 0, 0, 6)
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert view.selected_text() == "wonder"
    click(other, place_of(other, 0, 0, 1))
    assert row.selected_text() == "" and view.selected_text() == ""


def test_a_third_click_selects_the_paragraph(view):
    view.set_messages([reply("one two three.\n\nNext.")])
    row = view.column.rows[0]
    place = place_of(row, 0, 0, 5)
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    click(row, place)
    press_copy(view)
    assert clipboard() == "one two three."


def test_select_all_takes_the_message_that_was_clicked(view):
    view.set_messages([reply("one"), reply("**two**\n\nthree")])
    row = view.column.rows[1]
    click(row, place_of(row, 0, 0, 1))
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press_copy(view)
    assert clipboard() == "two\n\nthree"


def test_copy_without_a_selection_leaves_the_clipboard_alone(view):
    view.set_messages([reply("one")])
    press_copy(view)
    assert clipboard() == "nothing yet"


def test_a_clicked_link_is_told_and_not_opened(view, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    view.set_messages([reply(LINK)])
    row = view.column.rows[0]
    with qtbot.waitSignal(view.link_activated) as told:
        click(row, place_of(row, 0, 0, 6))
    assert told.args == ["https://x.example/?a=1&b=2"]
    assert opened == []


def test_dragging_over_a_link_selects_and_does_not_follow_it(view, qtbot):
    view.set_messages([reply(LINK)])
    row = view.column.rows[0]
    first, last = place_of(row, 0, 0, 5), place_of(row, 0, 0, 9)
    with qtbot.assertNotEmitted(view.link_activated):
        QTest.mousePress(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
        QTest.mouseMove(row, last)
        QTest.mouseRelease(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    assert row.selected_text()


def test_the_menu_offers_what_is_under_the_mouse(view, qtbot):
    view.set_messages([reply(CODE + "\n" + LINK)])
    row = view.column.rows[0]
    row.body.select_all()
    row.menu_wanted.emit(row, place_of(row, 1, 0, 2), row.mapToGlobal(place_of(row, 1, 0, 2)))
    menu = view.findChild(QMenu, "message_menu")
    names = [action.objectName() for action in menu.actions() if action.text()]
    assert names == [
        "menu_copy_selection",
        "menu_copy_code",
        "menu_copy_message",
        "menu_retry",
        "menu_delete",
    ]
    menu.actions()[1].trigger()
    assert clipboard() == "x = 1\n\ty = '😀'"
    with qtbot.waitSignal(view.delete_requested) as told:
        menu.actions()[-1].trigger()
    assert told.args == [row.id]
    menu.close()


def test_tab_reaches_every_button_in_the_order_of_the_eye(view, qtbot):
    view.set_messages([question("one"), reply(CODE, reasoning="hm"), reply("b")])
    settle(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    reached = []
    for _ in range(10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().objectName())
    actions = ["copy_message", "retry_message", "delete_message"]
    assert reached == [
        *("copy_message", "delete_message"),
        *("show_thinking", "copy_code", *actions),
        *actions,
    ]


def test_tab_order_holds_for_messages_that_were_built_later(view, qtbot):
    view.set_messages([question(f"{number}\n\n\n") for number in range(60)])
    settle(view)
    widget, seen = view, []
    for _ in range(5000):
        widget = widget.nextInFocusChain()
        if widget is view:
            break
        if widget.objectName() == "copy_message":
            seen.append(view.column.rows.index(widget.parentWidget().parentWidget()))
    assert seen == list(range(60))


def test_who_cannot_see_hears_role_time_and_text(view):
    view.set_messages([question("Why?"), reply("**Because** of `this`.")])
    asked, answered = view.column.rows
    assert asked.accessibleName().startswith("You, ")
    assert answered.accessibleName().startswith("Reply, ")
    assert answered.accessibleDescription() == "Because of this."


def test_every_button_has_a_name(view):
    view.set_messages([question("a"), reply(CODE, reasoning="hm", state=State.CUT_OFF)])
    for each in view.findChildren(SmallButton):
        assert each.objectName() and each.accessibleName()
        assert each.text() or each.toolTip()


def test_models_are_called_as_people_know_them(view):
    view.set_messages([reply("a")])
    header = view.column.rows[0].header
    assert header.name == "claude-3.5-haiku"
    view.name_models(lambda model: "Everyday" if model.endswith("haiku") else "")
    assert header.name == "Everyday" and header.small.startswith("claude-3.5-haiku · ")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [80, 100, 200])
def test_every_look_is_painted_and_the_end_stays_in_sight(view, look, theme, size, monkeypatch):
    faults = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: faults.append(fault))
    everything = (
        "# A\n\n> q\n>> r\n\n- [x] a\n- b\n\n1. c\n\n---\n\n<b>x</b>\n\n$m$ ~~s~~ `c` "
        "[l](x)\n\n|a|b|\n|-|-|\n|1|2|\n\n- שלום\n\n" + CODE
    )
    view.set_messages([question("hi"), reply(everything, reasoning="x", state=State.CUT_OFF)])
    look.set(theme, size)
    settle(view)
    picture = view.grab().toImage()
    look.set("light", 100)
    assert faults == []
    ground = picture.pixelColor(3, 3).lightness()
    assert ground > 240 if theme == "light" else ground < 40
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
