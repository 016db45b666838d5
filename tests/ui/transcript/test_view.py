"""The view from outside: what is shown, what grows, what it tells."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.select.spot import THOUGHT

from .conftest import clipboard, place_of, question, reply, text_of, tool, tools, top_of

CODE = "Look:\n\n```python\nx = 1\n\ty = '😀'\n```\n"
LINK = "See [the <b>page</b>](https://x.example/?a=1&b=2) now"


def click(view, place, button=Qt.MouseButton.LeftButton):
    QTest.mouseClick(view.viewport(), button, Qt.KeyboardModifier.NoModifier, place)


def double_click(view, place):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(view.viewport(), left, none, place)


def drag(view, first, last):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view.viewport(), left, none, first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), left, none, last)


def press_copy(view):
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def begin(view, *before, text="", reasoning=""):
    """A reply that is being written, and what has come of it drawn."""
    growing = reply("", state=State.WRITING)
    view.set_messages([*before, growing])
    if text or reasoning:
        view.grow(growing.id, text, reasoning)
        view.messages_shown()
    return growing


def end_of(view, number):
    """Where the last leaf of a message in sight ends, in pixels of the viewport."""
    return max(row.y + row.height for row in view.sight.rows if row.entry == number)


def test_what_is_shown_is_the_exact_source(view):
    messages = [question("a *b*\n<i>c</i>"), reply("# h\n\u2028 |x| 😀"), question("")]
    view.set_messages(messages)
    assert view.messages_shown() == [(each.id, each.text) for each in messages]


def test_a_long_conversation_shows_its_end_and_builds_only_that(view, monkeypatch):
    measured = set()
    measure = Leaf.measure

    def watched(leaf, width):
        measured.add(leaf)
        return measure(leaf, width)

    monkeypatch.setattr(Leaf, "measure", watched)
    messages = [question(f"number {number}\nand more") for number in range(150)]
    view.set_messages(messages)
    assert view.messages_shown() == [(each.id, each.text) for each in messages]
    assert view.sight.rows[-1].entry == 149 and end_of(view, 149) <= view.viewport().height()
    assert sum(entry.leaves is not None for entry in view.entries.made()) < 20
    assert len(measured) < 60
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_deltas_are_drawn_together_and_nothing_is_lost(view, qtbot):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi")])
    view.add(growing)
    for each in "Some *text* in 😀 many deltas.":
        view.grow(growing.id, each, "")
    assert text_of(view, 1) == ""
    qtbot.waitUntil(lambda: text_of(view, 1) == "Some text in 😀 many deltas.")
    assert view.messages_shown()[1] == (growing.id, "Some *text* in 😀 many deltas.")


def test_reasoning_is_folded_until_someone_opens_it(view):
    growing = begin(view, question("hi"))
    view.grow(growing.id, "", "First <b>this</b>")
    view.grow(growing.id, "", ", then that.")
    view.messages_shown()
    folded = end_of(view, 1)
    assert text_of(view, 1, THOUGHT) == ""
    tool(view, growing, "show_thinking").click()
    assert end_of(view, 1) > folded
    assert text_of(view, 1, THOUGHT) == "First <b>this</b>, then that."
    tool(view, growing, "show_thinking").click()
    assert end_of(view, 1) == folded


def test_a_finished_reply_replaces_the_growing_one_in_its_place(view):
    growing = begin(view, question("hi"), text="A paragraph of some words.\n\n" * 30)
    view.scroll_to_end()
    text = view.entries.source(1)
    leaves = list(view.reach.leaves(1, 1))
    bar = view.verticalScrollBar()
    before = (bar.value(), bar.maximum(), [row[:2] + row[3:] for row in view.sight.rows])
    view.change(replace(growing, text=text, state=State.COMPLETE, seconds=2.0))
    assert (bar.value(), bar.maximum(), [row[:2] + row[3:] for row in view.sight.rows]) == before
    assert list(view.reach.leaves(1, 1)) == leaves
    assert tool(view, growing, "copy_message")


def test_what_still_waits_is_drawn_before_a_reply_is_finished(view):
    growing = begin(view)
    view.grow(growing.id, "some text", "")
    view.change(replace(growing, text="some text", state=State.COMPLETE))
    view.grow(growing.id, "", "")
    assert view.messages_shown() == [(growing.id, "some text")]
    assert text_of(view, 0) == "some text"


def test_a_removed_message_is_gone_and_the_rest_moves_up(view):
    messages = [question("one"), reply("two"), question("three")]
    view.set_messages(messages)
    top = top_of(view, 1)
    view.remove(messages[1].id)
    assert [shown for shown, _ in view.messages_shown()] == [messages[0].id, messages[2].id]
    assert top_of(view, 1) == top


def test_an_ending_is_one_sentence_and_one_button(view, qtbot):
    cut = reply("Half", state=State.CUT_OFF)
    view.set_messages([question("?"), cut])
    (strip,) = tools(view, "state_strip")
    assert strip.accessibleName() == "The connection was lost."
    with qtbot.waitSignal(view.action_requested) as told:
        tool(view, cut, "state_action").click()
    assert told.args == ["continue", cut.id]
    view.change(replace(cut, state=State.COMPLETE))
    assert tools(view, "state_strip") == []


def test_an_ending_that_comes_is_seen_by_who_follows(view):
    growing = begin(view, question("hi"), text="words\n\n" * 40)
    view.scroll_to_end()
    view.change(replace(growing, text="words\n\n" * 40, state=State.CUT_OFF))
    (strip,) = tools(view, "state_strip")
    assert strip.geometry().bottom() < view.viewport().height()


def choose(view, message, *names):
    """From the menu behind the last button of a message; the names of all it offers."""
    tool(view, message, "more_message").click()
    menu = view.findChild(QMenu, "message_menu")
    offered = names_of(menu)
    for name in names:
        next(each for each in menu.actions() if each.objectName() == name).trigger()
    menu.close()
    QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)
    return offered


def test_what_is_asked_for_is_asked_for_by_id(view, qtbot):
    asked, answer = question("one"), reply("two", state=State.STOPPED)
    view.number_versions(lambda message_id: (1, 2))
    view.set_messages([asked, answer])
    with qtbot.waitSignal(view.retry_requested) as told:
        tool(view, answer, "retry_message").click()
    assert told.args == [answer.id]
    with qtbot.waitSignal(view.delete_requested) as told:
        choose(view, answer, "menu_delete")
    assert told.args == [answer.id]
    with qtbot.waitSignal(view.edit_requested) as told:
        tool(view, asked, "edit_message").click()
    assert told.args == [asked.id]
    with qtbot.waitSignal(view.action_requested) as told:
        choose(view, answer, "menu_continue")
    assert told.args == ["continue", answer.id]
    for name in ("branch", "compare"):
        with qtbot.waitSignal(getattr(view, f"{name}_requested")) as told:
            choose(view, answer, f"menu_{name}")
        assert told.args == [answer.id]
    assert len(view.messages_shown()) == 2


def test_the_menu_of_a_message_has_what_can_be_done_with_it(view):
    asked, answer = question("one"), reply("two")
    view.set_messages([asked, answer])
    assert choose(view, answer) == [
        "menu_copy_message",
        "menu_retry",
        "menu_branch",
        "menu_delete",
    ]
    assert choose(view, asked) == [
        "menu_copy_message",
        "menu_edit",
        "menu_branch",
        "menu_delete",
    ]
    view.set_busy(True)
    tool(view, asked, "more_message").click()
    menu = view.findChild(QMenu, "message_menu")
    (edit,) = [each for each in menu.actions() if each.objectName() == "menu_edit"]
    assert not edit.isEnabled() and edit.toolTip().startswith("Wait until")
    menu.close()


def test_only_the_last_question_is_asked_again(view):
    asked, answer = question("one"), reply("two")
    view.set_messages([asked])
    assert tool(view, asked, "retry_message")
    view.add(answer)
    assert [each.property("message") for each in tools(view, "retry_message")] == [answer.id]


def test_nothing_can_be_done_with_a_reply_that_is_being_written(view):
    begin(view, text="some words")
    assert tools(view, "message_actions") == []


def test_copy_gives_the_source_of_a_message(view):
    answer = reply(CODE)
    view.set_messages([answer])
    tool(view, answer, "copy_message").click()
    assert clipboard() == CODE


def test_the_last_reply_is_copied_even_under_a_question(view):
    view.set_messages([reply("first"), reply("**last**"), question("?")])
    view.copy_last_reply()
    assert clipboard() == "**last**"


def test_a_card_copies_exactly_its_code_and_says_so(view):
    answer = reply(CODE)
    view.set_messages([answer])
    copy = tool(view, answer, "copy_code")
    assert copy.accessibleName() == "Copy code"
    copy.click()
    assert clipboard() == "x = 1\n\ty = '😀'"
    assert copy.text() == "Copied"


def test_growing_code_has_one_button(view):
    growing = begin(view)
    for each in ("```py\n", "a = 1\n", "b = 2\n", "```\n"):
        view.grow(growing.id, each, "")
        view.messages_shown()
    assert tool(view, growing, "copy_code")


@pytest.mark.parametrize("name", ["😀 emoji first", "line\u2028separator here"])
def test_a_dragged_selection_is_the_source_between_its_ends(view, name, qtbot):
    view.set_messages([reply(name)])
    drag(view, place_of(view, 0, 5), place_of(view, 0, 9))
    selection = view.interaction.selecting.selection
    start, end = selection.start.offset, selection.end.offset
    assert 5 <= start <= 6 and 9 <= end <= 10
    press_copy(view)
    qtbot.waitUntil(lambda: clipboard() != "nothing yet")
    (box,) = view.reach.leaves(0, 1)[0].boxes
    assert clipboard() == box.slice(start, end)
    assert clipboard() in name


def test_a_double_click_selects_a_word_and_a_click_elsewhere_drops_it(view):
    view.set_messages([reply("one wonder ful"), reply("other")])
    double_click(view, place_of(view, 0, 6))
    assert view.selected_text() == "wonder"
    click(view, place_of(view, 1, 1))
    assert view.selected_text() == ""


def test_a_third_click_selects_the_paragraph(view, qtbot):
    view.set_messages([reply("one two three.\n\nNext.")])
    place = place_of(view, 0, 5)
    double_click(view, place)
    click(view, place)
    press_copy(view)
    qtbot.waitUntil(lambda: clipboard() == "one two three.")


def test_select_all_takes_the_whole_conversation(view, qtbot):
    view.set_messages([question("one"), reply("**two**\n\nthree")])
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press_copy(view)
    qtbot.waitUntil(lambda: clipboard() == "one\n\ntwo\n\nthree")


def test_what_is_selected_stays_selected_while_text_streams_in(view):
    growing = begin(view, question("hi"), text="Select me.\n\nThen")
    double_click(view, place_of(view, 1, 1))
    assert view.selected_text() == "Select"
    for _ in range(50):
        view.grow(growing.id, " more\n\nand more", "")
    view.messages_shown()
    assert view.selected_text() == "Select"


def test_copy_without_a_selection_leaves_the_clipboard_alone(view):
    view.set_messages([reply("one")])
    press_copy(view)
    QApplication.processEvents()
    assert clipboard() == "nothing yet"


def test_a_clicked_link_is_told_and_not_opened(view, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    view.set_messages([reply(LINK)])
    with qtbot.waitSignal(view.link_activated) as told:
        click(view, place_of(view, 0, 6))
    assert told.args == ["https://x.example/?a=1&b=2"]
    assert opened == []


def test_dragging_over_a_link_selects_and_does_not_follow_it(view, qtbot):
    view.set_messages([reply(LINK)])
    with qtbot.assertNotEmitted(view.link_activated):
        drag(view, place_of(view, 0, 5), place_of(view, 0, 12))
    assert view.selected_text()


def open_menu(view, place):
    """The menu that a right click at a place of the viewport opens."""
    target = view.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, place, target.mapToGlobal(place)))
    return view.findChild(QMenu, "message_menu")


def names_of(menu):
    return [action.objectName() for action in menu.actions() if action.text()]


def test_the_menu_offers_what_is_under_the_mouse(view, qtbot):
    answer = reply(CODE + "\n" + LINK)
    view.set_messages([answer])
    view.interaction.selecting.select_all()
    menu = open_menu(view, place_of(view, 0, 2, leaf=2))
    assert names_of(menu) == [
        "menu_copy_selection",
        "menu_copy_selection_plain",
        "menu_copy_selection_markdown",
        "menu_copy_code",
        "menu_copy_message",
        "menu_retry",
        "menu_branch",
        "menu_delete",
    ]
    menu.actions()[3].trigger()
    assert clipboard() == "x = 1\n\ty = '😀'"
    with qtbot.waitSignal(view.delete_requested) as told:
        menu.actions()[-1].trigger()
    assert told.args == [answer.id]
    menu.close()


def test_the_menu_of_a_link_copies_or_asks_to_open_it(view, qtbot):
    view.set_messages([reply(LINK)])
    menu = open_menu(view, place_of(view, 0, 6))
    assert names_of(menu)[:2] == ["menu_copy_link", "menu_open_link"]
    menu.actions()[0].trigger()
    assert clipboard() == "https://x.example/?a=1&b=2"
    with qtbot.waitSignal(view.link_activated) as told:
        menu.actions()[1].trigger()
    assert told.args == ["https://x.example/?a=1&b=2"]
    menu.close()


def test_tab_reaches_every_button_in_the_order_of_the_eye(view, qtbot):
    view.set_messages([question("one"), reply(CODE, reasoning="hm"), reply("b")])
    view.resize(600, 700)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    reached = []
    for _ in range(11):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().objectName())
    actions = ["copy_message", "retry_message", "more_message"]
    assert reached == [
        *("copy_message", "edit_message", "more_message"),
        *("show_thinking", "copy_code", *actions),
        *actions,
    ]


def test_tab_order_holds_for_messages_that_were_scrolled_to(view):
    view.set_messages([question(f"{number}\n\n\n") for number in range(60)])
    for pixels in (-300, -2000, 900, 150, -40):
        view.move_by(pixels)
        order, widget = [], view.nextInFocusChain()
        while widget is not view:
            if widget.objectName() == "copy_message" and widget.isVisible():
                order.append(view.entries.number(widget.property("message")))
            widget = widget.nextInFocusChain()
        assert order == sorted({row.entry for row in view.sight.rows})


def test_every_button_has_a_name(view):
    view.set_messages([question("a"), reply(CODE, reasoning="hm", state=State.CUT_OFF)])
    buttons = [each for each in view.findChildren(SmallButton) if each.isVisible()]
    assert len(buttons) >= 8
    for each in buttons:
        assert each.objectName() and each.accessibleName()
        assert each.text() or each.toolTip()


def test_models_are_called_as_people_know_them(view):
    view.set_messages([reply("a")])
    header = view.entries[0].leaves[0]
    assert header.words[0] == "claude-3.5-haiku"
    view.name_models(lambda model: "Everyday" if model.endswith("haiku") else "")
    assert header.words[0] == "Everyday"
    assert header.words[1].startswith("claude-3.5-haiku · ")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [80, 200])
def test_every_look_is_painted_and_the_end_stays_in_sight(view, look, theme, size, monkeypatch):
    faults = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: faults.append(fault))
    everything = (
        "# A\n\n> q\n>> r\n\n- [x] a\n- b\n\n1. c\n\n---\n\n<b>x</b>\n\n$m$ ~~s~~ `c` "
        "[l](x)\n\n|a|b|\n|-|-|\n|1|2|\n\n- שלום\n\n" + CODE
    )
    view.set_messages([question("hi"), reply(everything, reasoning="x", state=State.CUT_OFF)])
    look.set(theme, size)
    picture = view.grab().toImage()
    look.set("light", 100)
    assert faults == []
    ground = picture.pixelColor(3, 3).lightness()
    assert ground > 240 if theme == "light" else ground < 40
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_a_click_where_no_text_is_selects_nothing(view):
    view.set_messages([])
    click(view, QPoint(100, 100))
    assert view.selected_text() == "" and view.place() is None
