import random

import pytest

from promptrun_desktop.ui.transcript.select.selecting import PARAGRAPH, WORD
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Selection, Spot


def spot(message, leaf, offset, box=0, part=BODY):
    return Spot(message, part, leaf, box, offset)


def selected(page, selecting):
    """What is marked, leaf by leaf, as text."""
    found = []
    for row in page.rows():
        for box, (start, end) in selecting.ranges(*row[:3], row.leaf).items():
            found.append(row.leaf.boxes[box].slice(start, end))
    return found


@pytest.fixture
def three(page):
    page.ask("What is it?")
    page.reply("One two.\n\n- three\n- four", thought="Hm.")
    page.ask("Thanks")
    return page


def test_all_between_two_places_in_three_messages_is_marked(three, selecting):
    selecting.select(spot(0, 0, 5), spot(2, 0, 3))
    assert selected(three, selecting) == ["is it?", "Hm.", "One two.", "three", "four", "Tha"]


def test_it_is_the_same_backwards(three, selecting):
    selecting.select(spot(2, 0, 3), spot(0, 0, 5))
    assert selected(three, selecting)[0] == "is it?"


def test_all_is_from_the_first_letter_to_the_last(three, selecting):
    selecting.select_all()
    assert selecting.selection == Selection(spot(0, 0, 0), spot(2, 0, 6))


def test_nothing_is_marked_where_nothing_is_selected(three, selecting):
    selecting.put(spot(1, 0, 3))
    assert selecting.empty
    assert selected(three, selecting) == []


def test_words_and_paragraphs_are_taken_whole(three, selecting):
    selecting.put(spot(1, 0, 5), WORD)
    assert selected(three, selecting) == ["two"]
    selecting.extend(spot(1, 1, 1))
    assert selected(three, selecting) == ["two.", "three"]
    selecting.extend(spot(1, 0, 1))
    assert selected(three, selecting) == ["One two"]
    selecting.put(spot(1, 0, 5), PARAGRAPH)
    assert selected(three, selecting) == ["One two."]


def test_a_line_of_code_is_a_paragraph(page, selecting):
    page.reply("```\nab\ncd\nef\n```")
    selecting.put(spot(0, 1, 4), PARAGRAPH)
    assert selected(page, selecting) == ["cd"]


def test_half_a_surrogate_is_never_selected(page, selecting):
    page.reply("a😀b漢שלום")
    selecting.select(spot(0, 0, 2), spot(0, 0, 6))
    assert selected(page, selecting) == ["😀b漢ש"]


def test_cells_are_marked_one_by_one(page, selecting):
    page.reply("|a|b|\n|-|-|\n|c|d|\n|e|f|")
    selecting.select(spot(0, 0, 0, box=1), spot(0, 2, 1, box=0))
    assert selected(page, selecting) == ["b", "c", "d", "e"]


def test_five_hundred_deltas_leave_what_is_selected(page, selecting):
    page.ask("Go")
    page.reply("# Title\n\nFirst **paragraph**, then ")
    selecting.select(spot(0, 0, 0), spot(1, 1, 8))
    before = (selecting.selection, selected(page, selecting))
    random.seed(7)
    for _ in range(500):
        page.stream(
            1, random.choice(["word ", "**b** ", "\n\n", "- x\n", "`c` ", "```\n", "|a|b|\n"])
        )
        selecting.grew(1)
    assert (selecting.selection, selected(page, selecting)) == before


def test_a_place_that_is_gone_moves_to_the_last_before_it(page, selecting):
    page.reply("one\n\ntwo\n\nthree")
    selecting.select(spot(0, 0, 1), spot(0, 2, 5))
    page.messages[0]["source"] = "one\n\ntw"
    page._make(0)
    selecting.grew(0)
    assert selected(page, selecting) == ["ne", "tw"]


def test_folding_a_thought_moves_what_was_in_it_to_the_text(three, selecting):
    selecting.select(spot(1, 0, 1, part=THOUGHT), spot(1, 0, 3))
    three.messages[1]["thought"] = ""
    three._make(1)
    selecting.grew(1)
    assert selected(three, selecting) == ["One"]


def test_messages_that_come_before_move_it(three, selecting):
    selecting.select(spot(1, 0, 0), spot(2, 0, 1))
    repaints = three.repaints
    selecting.inserted(1, 2)
    assert selecting.selection == Selection(spot(3, 0, 0), spot(4, 0, 1))
    assert three.repaints == repaints


def test_messages_that_go_move_it_or_take_it_along(three, selecting):
    selecting.select(spot(1, 0, 0), spot(2, 0, 1))
    selecting.removed(0)
    assert selecting.selection == Selection(spot(0, 0, 0), spot(1, 0, 1))
    selecting.removed(1)
    assert selecting.selection is None


def test_it_is_painted_again_only_when_it_changed(three, selecting):
    selecting.clear()
    selecting.put(spot(0, 0, 1))
    selecting.put(spot(1, 0, 1))
    assert three.repaints == 0
    selecting.extend(spot(1, 0, 2))
    selecting.extend(spot(1, 0, 2))
    assert three.repaints == 1
