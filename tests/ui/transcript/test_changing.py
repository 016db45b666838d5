"""What changes on the page without a person's scrolling leaves what is read where it is."""

from dataclasses import replace

import pytest

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.buttons import SmallButton

from .conftest import question, reply, text_of
from .stage import LINE, conversation, grow, places, row_with, top, turn

FORMULA = "Before $\\frac{a}{b}$ it.\n\n$$\n\\int_0^1 \\frac{x^2}{\\sqrt{1+x}} dx\n$$\n\n"


def head(view):
    found = [each for each in view.findChildren(SmallButton, "show_thinking") if each.isVisible()]
    (button,) = found
    return button


def test_thoughts_unfold_below_their_head_and_say_how_long_they_took(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(4), question("Why?"), growing])
    grow(view, growing, "", "First this.\n" * 30)
    assert head(view).text() == "Thinking"
    grow(view, growing, LINE * 2)
    view.change(
        replace(growing, text=LINE * 2, reasoning="First this.\n" * 30, thinking_seconds=12.0)
    )
    assert head(view).text() == "Thought for 12 s"
    view.show_leaf(5, 0, 60)
    before, folded = head(view).geometry(), places(view)
    head(view).click()
    assert head(view).geometry() == before
    assert row_with(view, "First this.").y >= before.bottom() - 4
    head(view).click()
    assert head(view).geometry() == before and places(view) == folded


def test_thoughts_that_come_while_they_are_unfolded_grow_in_place(view):
    growing = reply("", state=State.WRITING)
    view.set_messages([question("Why?"), growing])
    grow(view, growing, "", "One.\n")
    head(view).click()
    place = head(view).geometry()
    for _ in range(20):
        grow(view, growing, "", "Another line that is thought.\n")
    assert text_of(view, 1, 0).count("Another line") == 20
    view.show_leaf(0, 0, 20)
    assert head(view).geometry().x() == place.x()
    before = top(view)
    grow(view, growing, "", "More.\n" * 10)
    assert top(view) == before


def drawn(view):
    """How many formulas are drawn in the messages that are built."""
    return sum(
        len(box.formulas())
        for entry in view.entries.made()
        for leaf in entry.leaves or ()
        if leaf.width > 0
        for box in leaf.boxes
    )


def test_formulas_appear_and_what_is_read_keeps_its_place(view):
    view.set_messages([reply(FORMULA * 6), reply(LINE * 30)])
    view.show_leaf(1, 0, 150)
    assert view.sight.rows[0].entry == 0 and drawn(view) == 0
    before = view.sight.rows[0]
    turn(lambda: drawn(view) > 0, 20_000)
    after = view.sight.rows[0]
    assert after[:2] == before[:2]
    share = -before.y / before.height
    assert abs(-after.y - share * after.height) <= 1
    assert any(row.leaf.boxes and row.leaf.boxes[0].formulas() for row in view.sight.rows)


def test_a_formula_below_the_top_moves_nothing_above_it(view):
    view.set_messages([reply(LINE * 6 + FORMULA + LINE * 10)])
    view.show_leaf(0, 2, 0)
    before = places(view)
    number = next(
        row.number for row in view.sight.rows if row.leaf.boxes and "frac" in row.leaf.boxes[0].text
    )
    turn(lambda: drawn(view) > 0, 20_000)
    after = places(view)
    above = [key for key in before if key[1] <= number]
    assert [after[key] for key in above] == [before[key] for key in above]


@pytest.fixture
def dressed(view, look):
    yield view
    look.set("light", 100)


@pytest.mark.parametrize("leaf", [0, 9])
def test_another_theme_moves_nothing(dressed, look, leaf):
    view = dressed
    view.set_messages(conversation(30))
    view.show_leaf(15, leaf, -5)
    before = places(view)
    look.set("dark", 100)
    assert places(view) == before


@pytest.mark.parametrize("size", [150])
@pytest.mark.parametrize("leaf", [0, 9])
def test_larger_text_keeps_what_is_at_the_top(dressed, look, leaf, size):
    view = dressed
    view.set_messages(conversation(30))
    view.show_leaf(15, leaf, 0)
    before = top(view)
    look.set("light", size)
    assert top(view) == before
    look.set("light", 100)
    assert top(view) == before


def test_larger_text_keeps_the_end_in_sight_where_it_was(dressed, look):
    view = dressed
    view.set_messages(conversation(30))
    look.set("light", 150)
    assert view.sight.at_end and view.follow.following


def test_outlines_are_asked_for_where_one_scrolls_and_filled_in_place(view):
    from .test_coming_back import outline

    messages = conversation(60)
    texts = {message.id: message for message in messages}
    wanted = []
    view.texts_wanted.connect(wanted.extend)

    def fill():
        while wanted:
            ids = list(dict.fromkeys(wanted))
            wanted.clear()
            view.fill([texts[each] for each in ids])

    view.set_messages([outline(message) for message in messages])
    fill()
    for _ in range(40):
        before = places(view)
        view.move_by(-150)
        kept = {key: y for key, y in places(view).items() if key in before}
        fill()
        after = places(view)
        assert not view.sight.unread
        assert {before[key] + 150 - after[key] for key in before.keys() & after.keys()} <= {0}
        assert all(after[key] == y for key, y in kept.items())
    view.move_to(view.sight.end // 3)
    fill()
    assert view.sight.rows and not view.sight.unread


@pytest.mark.parametrize("kept", [0, 2, 5])
def test_the_message_one_reads_may_be_removed_and_then_all_after_it(view, kept):
    messages = conversation(6)
    view.set_messages(messages)
    view.show_leaf(kept, len(view.entries.built(kept).leaves) - 1, -3)
    for number, message in list(enumerate(messages))[kept:]:
        view.remove(message.id)
        assert view.sight.rows or number == 5
    assert len(view.messages_shown()) == kept
    assert not kept or view.sight.rows[-1].entry == kept - 1


def test_what_follows_a_removed_message_is_shown_from_its_beginning(view):
    messages = conversation(6)
    view.set_messages(messages)
    view.show_leaf(1, len(view.entries.built(1).leaves) - 1, -3)
    view.remove(messages[1].id)
    assert view.sight.rows[0].entry == 1 and view.sight.rows[0].y == 0


@pytest.mark.parametrize("following", [False, True])
def test_a_question_at_the_top_stays_there_while_unfolded_thoughts_grow(view, following):
    view.set_messages(conversation(4))
    asked, growing = question("Why?"), reply("", state=State.WRITING)
    view.add(asked)
    view.add(growing)
    grow(view, growing, "", "First this.\n")
    before = top(view)
    head(view).click()
    if following:
        view.scroll_to_end()
    for _ in range(5):
        grow(view, growing, "", "Another line that is thought.\n")
        assert top(view) == before
