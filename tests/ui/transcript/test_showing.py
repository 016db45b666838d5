"""A place in the source of a message is brought into sight, and stays there."""

from dataclasses import replace

import pytest

from promptrun_desktop.domain.message import State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place

from .conftest import question, reply
from .stage import LINE, row_with, turn, wheel


def needle_in(view):
    """Where the selected text is, as a rectangle of the viewport; None out of sight."""
    selection = view.interaction.selecting.selection
    if selection is None or selection.empty:
        return None
    start, end = selection.start, selection.end
    for row in view.sight.rows:
        if (row.entry, *view.entries[row.entry].part_of(row.number)) == start[:3]:
            rect = row.leaf.rects(start.box, start.offset, end.offset)[0]
            x = view.left + view.entries[row.entry].box_of(row.number)[0]
            return rect.translated(x, row.y)
    return None


def is_seen(view):
    rect = needle_in(view)
    return rect is not None and view.viewport().rect().contains(rect.toAlignedRect())


def show(view, message, needle="needle"):
    view.show_place(message.id, message.text.index(needle), len(needle))
    turn(lambda: not view._showing.busy)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "- a\n- b **{}**\n- c",
        "| a | b |\n|---|---|\n" + "| x | y |\n" * 40 + "| x | {} |\n" + "| x | y |\n" * 40,
        "```text\n" + "a line\n" * 200 + "the {}\n" + "a line\n" * 200 + "```",
        "```text\n" + "wide " * 40 + "{}" + " wide" * 40 + "\n```",
        "|" + " a wide head |" * 20 + "\n|" + "---|" * 20 + "\n|" + " long text here |" * 18
        + " {} | z |\n",
    ],
    ids=["paragraph", "list", "table", "code", "wide code", "wide table"],
)  # fmt: skip
def test_the_text_itself_is_in_sight_and_selected(view, around):
    message = reply(LINE * 60 + around.replace("{}", "needle") + "\n\n" + LINE * 60)
    view.set_messages([question("hi"), message, reply(LINE * 30)])
    show(view, message)
    assert view.selected_text() == "needle"
    assert is_seen(view)


def test_it_looks_like_what_was_found_until_something_else_is_selected(view):
    message = reply("Words before the needle, and more")
    view.set_messages([message])
    show(view, message)
    marks = view.marks_of(row_with(view, "needle"))
    assert marks.selected == {} and marks.found == {0: [(17, 23)]} and marks.current == (0, 17, 23)
    view.interaction.selecting.select_all()
    marks = view.marks_of(row_with(view, "needle"))
    assert marks.selected and marks.found == {} and marks.current is None


def test_in_a_question_the_place_is_that_of_its_text(view):
    message = question("**word** " * 3000 + "needle" + " **word**" * 3000)
    view.set_messages([message, reply(LINE * 30)])
    show(view, message)
    assert view.selected_text() == "needle" and is_seen(view)


def test_a_long_text_is_parsed_until_there_and_then_shown_where_it_stays(view):
    text = LINE * 5000
    message = reply(text[: len(text) // 2] + "the needle\n\n" + text)
    view.set_messages([question("hi"), message, reply(LINE)])
    view.show_place(message.id, message.text.index("needle"), 6)
    number = view.entries.number(message.id)
    assert view.sight.rows[0].entry == number, "its beginning is seen meanwhile"
    turn(lambda: not view._showing.busy)
    assert view.selected_text() == "needle" and is_seen(view)
    before = needle_in(view)
    turn(lambda: not view.entries[number].is_waiting)
    assert needle_in(view) == before


def test_a_text_that_is_not_read_yet_is_shown_when_it_is(view):
    kept = [reply(f"{LINE * (number % 4)}text {number}") for number in range(300)]
    kept[100] = reply(LINE * 40 + "the needle\n\n" + LINE * 40)
    outlines = [
        Outline(each.id, None, each.role, each.state, False, len(each.text), 5, 0) for each in kept
    ]
    asked = []
    view.texts_wanted.connect(asked.extend)
    view.set_messages([*outlines[:-60], *kept[-60:]])
    view.show_place(kept[100].id, kept[100].text.index("needle"), 6)
    assert kept[100].id in asked, "it is asked for"
    view.fill(kept[90:110])
    turn(lambda: not view._showing.busy)
    assert view.selected_text() == "needle" and is_seen(view)
    before = needle_in(view)
    view.fill(kept[:90])
    view.fill(kept[110:])
    turn(lambda: not view.sight.unread)
    assert needle_in(view) == before, "what is read later moves nothing"


def test_who_scrolls_while_a_text_is_read_is_left_alone(view):
    kept = [reply(LINE * 10 + "needle") for _ in range(100)]
    outlines = [
        Outline(each.id, None, each.role, each.state, False, len(each.text), 5, 0) for each in kept
    ]
    view.set_messages(outlines)
    view.show_place(kept[50].id, kept[50].text.index("needle"), 6)
    wheel(view, 3)
    view.fill(kept)
    assert not view._showing.busy
    assert view.selected_text() == ""


def test_what_grows_afterwards_moves_nothing(view):
    growing = reply(LINE, state=State.WRITING)
    view.set_messages([reply(LINE * 2 + "needle\n\n"), growing])
    view.scroll_to_end()
    show(view, view.entries.message(0))
    before = needle_in(view)
    view.grow(growing.id, LINE * 50, "")
    view.messages_shown()
    assert needle_in(view) == before


def test_it_is_the_place_to_come_back_to(view):
    message = reply(LINE * 40 + "the needle\n\n" + LINE * 40)
    places = []
    view.set_messages([question("hi"), message], Place(message.id))
    view.moved.connect(lambda: places.append(view.place()))
    show(view, message)
    before = needle_in(view)
    assert places[-1] == view.place() and not places[-1].at_end
    view.set_messages([reply("another chat")])
    view.set_messages([question("hi"), replace(message)], places[-1])
    row = row_with(view, "the needle")
    start = row.leaf.boxes[0].text.index("needle")
    assert row.y + row.leaf.rects(0, start, start + 6)[0].top() == before.top()


def test_what_is_drawn_nowhere_shows_the_text_beside_it(view):
    message = reply(LINE * 40 + "A [link](https://needle.org) there\n\n" + LINE * 40)
    view.set_messages([message])
    show(view, message)
    assert view.selected_text() == ""
    assert 0 <= row_with(view, "link there").y < view.viewport().height()


def test_a_message_that_is_not_here_changes_nothing(view):
    view.set_messages([reply(LINE * 40)])
    before = view.sight.value
    view.show_place("gone", 3, 4)
    assert view.sight.value == before and not view._showing.busy
