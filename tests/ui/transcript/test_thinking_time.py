"""How long a model thought is told as soon as its answer begins."""

from promptrun_desktop.domain.message import State

from .conftest import question, reply, tool


def think(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi"), growing])
    view.grow(growing.id, "", "Let me see.")
    view.messages_shown()
    return growing


def label(view, message):
    button = tool(view, message, "show_thinking")
    assert button.accessibleName() == button.text()
    return button.text()


def test_it_is_told_with_the_first_words_of_the_answer(view):
    growing = think(view)
    assert label(view, growing) == "Thinking"
    view.grow(growing.id, "The answer", "")
    view.thought_for(growing.id, 12.4)
    view.messages_shown()
    assert label(view, growing) == "Thought for 12 s"


def test_it_moves_nothing(view):
    told = think(view)
    view.grow(told.id, "The answer", "")
    view.messages_shown()
    untold = [row[:2] + row[3:] for row in view.sight.rows]
    view.thought_for(told.id, 12.4)
    view.grow(told.id, " goes", "")
    view.messages_shown()
    assert [row[:2] + row[3:] for row in view.sight.rows] == untold
    assert label(view, told) == "Thought for 12 s"


def test_thoughts_and_answer_may_come_in_one_frame(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("hi"), growing])
    view.grow(growing.id, "", "Let me see.")
    view.grow(growing.id, "The answer", "")
    view.thought_for(growing.id, 3.0)
    view.messages_shown()
    assert label(view, growing) == "Thought for 3 s"


def test_a_message_that_is_not_shown_has_no_time(view):
    view.set_messages([question("hi")])
    view.thought_for("gone", 3.0)
    assert len(view.messages_shown()) == 1
