"""What happens to messages that nobody sees, or that go, while other things wait for them."""

from dataclasses import replace

from promptrun_desktop.domain.message import State
from promptrun_desktop.domain.outline import Outline

from .conftest import question, reply
from .stage import LINE, conversation, grow, row_with, top, turn


def outline_of(message):
    text = message.text
    lines = text.count("\n") + 1
    return Outline(message.id, None, message.role, message.state, False, len(text), lines, 0)


def test_text_that_waits_to_be_drawn_is_not_drawn_twice_when_messages_are_shown_again(view):
    asked, growing = question("Why?"), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    grow(view, growing, "Because ")
    view.grow(growing.id, "it is.", "")
    view.set_messages([asked, replace(growing, text="Because it is.")])
    assert view.messages_shown()[1] == (growing.id, "Because it is.")
    grow(view, growing, " So.")
    assert view.messages_shown()[1] == (growing.id, "Because it is. So.")


def test_a_reply_that_grows_out_of_sight_takes_another_size_of_text(view, look):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(6), question("Why?"), growing])
    grow(view, growing, LINE * 30)
    view.scroll_to_start()
    look.set("dark", 200)
    view.show_leaf(7, 0, 0)
    large = [(row.number, row.height) for row in view.sight.rows]
    view.rearrange(lambda: view.entries[7].fill(replace(growing, text=LINE * 30)))
    assert large == [(row.number, row.height) for row in view.sight.rows]


def test_removing_the_last_message_while_something_is_found_in_it(view):
    messages = [question("needle"), reply("needle"), question("needle")]
    view.set_messages(messages)
    view.find_bar.edited.emit("needle")
    turn(lambda: view.finding.finder.count == 3)
    view.remove(messages[2].id)
    turn(lambda: view.finding.finder.count == 2)
    view.set_messages(messages[:1])
    turn(lambda: view.finding.finder.count == 1)
    assert [each for each, _ in view.messages_shown()] == [messages[0].id]


def test_finding_builds_no_message_whose_text_was_read_late(view):
    messages = [question("What?"), reply("needle"), *conversation(60)]
    view.set_messages([*map(outline_of, messages[:40]), *messages[40:]])
    view.fill(messages[:40])
    view.find_bar.edited.emit("needle")
    turn(lambda: view.finding.finder.count > 0 and not view.finding.finder.searching)
    assert view.entries.if_made(5) is None or view.entries[5].leaves is None


def test_selecting_all_builds_nothing_of_what_is_not_read(view):
    messages = conversation(60)
    view.set_messages([*map(outline_of, messages[:40]), *messages[40:]])
    view.interaction.selecting.select_all()
    assert view.interaction.selecting.selection.start.message == 40
    assert all(view.entries.if_made(number) is None for number in range(5, 35))


def test_the_end_of_a_long_reply_is_seen_as_soon_as_it_is_parsed(view):
    view.set_messages([question("Why?"), reply(LINE * 1000 + "The end.")])
    turn(lambda: not view.entries[1].is_waiting)
    assert row_with(view, "The end.") and view.sight.at_end


def test_text_that_came_all_at_once_below_the_view_is_seen(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("Why?"), growing])
    grow(view, growing, LINE * 1000 + "The end.")
    turn(lambda: not view.entries[1].is_waiting)
    assert row_with(view, "The end.") and view.sight.at_end


def test_a_long_reply_that_grows_stays_where_it_is_read_when_a_message_comes_back(view):
    first, asked, growing = question("First?"), question("Why?"), reply("", state=State.WRITING)
    view.set_messages([asked, growing])
    grow(view, growing, LINE * 1000)
    turn(lambda: not view.entries[1].is_waiting)
    view.move_by(-3000)
    before = top(view)
    view.set_messages([first, asked, replace(growing, text=LINE * 1000 + "More.")])
    assert top(view) == before
    turn(lambda: not view.entries[2].is_waiting)
    assert top(view) == before
    assert view.messages_shown()[2] == (growing.id, LINE * 1000 + "More.")
