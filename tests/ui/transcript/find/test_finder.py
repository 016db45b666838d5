import random
import time

import pytest

from promptrun_desktop.ui.transcript.find.finder import Finder
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot

from ..fake_page import FakePage


@pytest.fixture
def page(sheet):
    return FakePage(sheet)


@pytest.fixture
def finder(page):
    return Finder(page)


def settle(finder):
    while finder.searching:
        finder._slices.run()


def marked(page, finder):
    """What is marked on the whole page."""
    return [
        row.leaf.boxes[box].slice(start, end)
        for row in page.rows()
        for box, ranges in sorted(finder.found(*row[:3], row.leaf).ranges.items())
        for start, end in ranges
    ]


def current(page, finder):
    found = []
    for row in page.rows():
        here = finder.found(*row[:3], row.leaf).current
        if here is not None:
            found.append((row.message, row.number, *here))
    return found


def search(finder, text):
    finder.search(text)
    settle(finder)


def test_hits_in_every_kind_of_text_are_counted_and_marked(page, finder):
    page.ask("cat")
    page.reply(
        "# Cat\n\nA **c**at\n\n- cat\n\n```\ncat\ncat\n```\n\n|cat|b|\n|-|-|\n|c|`cat`|\n\n<cat>",
        thought="The CAT",
    )
    search(finder, "cat")
    assert marked(page, finder) == [
        "cat", "CAT", "Cat", "cat", "cat", "cat", "cat", "cat", "cat", "cat",
    ]  # fmt: skip
    assert finder.count == 10
    assert finder.number == 1


def test_next_and_previous_go_round(page, finder):
    page.ask("one x")
    page.reply("two x\n\nthree x")
    search(finder, "x")
    ways = [finder.next() for _ in range(3)]
    assert [(spot.message, spot.leaf, spot.offset) for spot in ways] == [
        (1, 0, 4), (1, 1, 6), (0, 0, 4),
    ]  # fmt: skip
    assert finder.number == 1
    assert finder.previous() == Spot(1, BODY, 1, 0, 6)
    assert (finder.number, finder.count) == (3, 3)
    assert current(page, finder) == [(1, 1, 0, 6, 7)]


def test_the_first_is_the_first_that_is_seen(page, finder):
    for number in range(40):
        page.ask(f"x {number}")
    page.scroll_by(600)
    first = page.spot_at(page.point_of(Spot(0, BODY, 0, 0, 0)) * 0).message
    search(finder, "x")
    assert finder.number == first + 1 > 5


def test_typing_on_stays_at_the_place(page, finder):
    page.ask("abc abd")
    page.ask("abd abc")
    search(finder, "ab")
    finder.next()
    finder.next()
    search(finder, "abd")
    assert finder.current()[0] == Spot(1, BODY, 0, 0, 0)
    search(finder, "abdx")
    assert (finder.count, finder.number, finder.current()) == (0, 0, None)


def test_offsets_are_those_of_the_box_whatever_was_before(page, finder):
    page.reply("😀ß漢😀 end")
    search(finder, "end")
    assert current(page, finder) == [(0, 0, 0, 7, 10)]
    search(finder, "ss")
    assert marked(page, finder) == ["ß"]


def test_a_hit_over_the_edge_of_two_leaves_is_one_and_both_are_marked(sheet, finder):
    page = FakePage(sheet, limit=10)
    page.reply("aaaaaaabbbbbbbbb")
    finder = Finder(page)
    search(finder, "abbbbbb")
    assert finder.count == 1
    assert "".join(marked(page, finder)) == "abbbbbb"
    start, end = finder.current()
    assert (start.leaf, end.leaf) == (0, 1)


def test_a_folded_thought_is_not_searched(page, finder):
    page.reply("b", thought="a")
    page.messages[0] |= {"thought": "", THOUGHT: []}
    search(finder, "a")
    assert finder.count == 0


def test_while_text_streams_in_only_its_message_is_looked_at_again(page, finder):
    for number in range(20):
        page.ask(f"x {number}")
    page.reply("x one\n\ntwo ")
    search(finder, "x")
    finder.next()
    chosen = finder.current()
    looked = []
    look = finder._look
    finder._look = lambda message, first: looked.append(message) or look(message, first)
    for _ in range(50):
        finder.grew(20, page.stream(20, "x "))
    settle(finder)
    assert finder.count == 71 == len(marked(page, finder))
    assert finder.current() == chosen
    assert set(looked) == {20}


def test_streamed_and_searched_again_is_as_searched_whole(page, finder):
    page.reply("a ")
    search(finder, "a")
    random.seed(3)
    for _ in range(60):
        delta = random.choice(["a ", "**a** ", "\n\n", "- a\n", "```\na\n```\n", "|a|b|\n|-|-|\n"])
        finder.grew(0, page.stream(0, delta))
        if random.random() < 0.2:
            settle(finder)
    settle(finder)
    shown = finder.count
    assert shown == len(marked(page, finder))
    search(finder, "a")
    assert finder.count == shown > 20


def test_what_is_loaded_later_is_found_when_it_comes(page, finder):
    page.ask("x")
    page.ask("y")
    page.unload(1)
    search(finder, "x")
    assert finder.count == 1
    page.load(1, "x x")
    finder.grew(1)
    settle(finder)
    assert finder.count == 3


def test_messages_that_come_and_go_move_the_hits(page, finder):
    for text in ("x", "x x", "x"):
        page.ask(text)
    search(finder, "x")
    finder.next()
    finder.next()
    assert (finder.number, finder.current()[0].message) == (3, 1)
    page.messages.insert(0, page.messages[0])
    finder.inserted(0)
    settle(finder)
    assert (finder.number, finder.count, finder.current()[0].message) == (4, 5, 2)
    del page.messages[2]
    finder.removed(2)
    settle(finder)
    assert (finder.number, finder.count, finder.current()) == (0, 3, None)
    assert finder.next() is not None
    assert marked(page, finder) == ["x"] * 3


def test_an_empty_text_marks_nothing(page, finder):
    page.ask("x")
    search(finder, "x")
    finder.clear()
    assert (finder.count, finder.text, marked(page, finder)) == (0, "", [])
    assert finder.next() is None


class LongPage:
    """Ten thousand messages of which nothing is drawn."""

    def __init__(self, texts):
        self.texts = texts

    def count(self):
        return len(self.texts)

    def is_loaded(self, message):
        return True

    def is_plain(self, message):
        return False

    def source(self, message):
        return self.texts[message]

    def thought(self, message):
        return ""

    def spot_at(self, point):
        return Spot(0, BODY, 0, 0, 0)

    def leaves(self, message, part):
        return []

    def blocks(self, message):
        assert message == 0, "the page's own blocks are made for what is seen"
        return []

    def repaint(self):
        pass


def test_ten_thousand_messages_are_searched_in_slices():
    text = "Some *words* about [things](https://a.b).\n\n- item\n- item\n\n" * 12
    page = LongPage([text + ("needle" if number % 100 == 0 else "") for number in range(10_000)])
    finder = Finder(page)
    slowest, turns = 0.0, 0
    finder.search("needle")
    while finder.searching:
        began = time.thread_time()
        finder._slices.run()
        slowest, turns = max(slowest, time.thread_time() - began), turns + 1
    assert finder.count == 100
    assert turns > 3
    assert slowest < 0.1


def test_a_hundred_thousand_hits_are_counted_and_walked_without_being_kept():
    page = LongPage(["e " * 1000] * 100)
    finder = Finder(page)
    search(finder, "e")
    assert finder.count == 100_000
    assert finder._tally._size <= 21_000
    finder.previous()
    assert finder.number == 100_000
    assert len(list(finder.marks())) <= 10_000


def test_marks_are_in_order_and_lead_back_to_their_hits(page, finder):
    page.ask("x " * 30)
    page.reply("a x\n\n" * 10)
    search(finder, "x")
    marks = list(finder.marks())
    assert marks == sorted(marks)
    assert len(marks) == 40
    for number in (0, 7, 29, 30, 39):
        finder.go_to(*marks[number])
        assert finder.number == number + 1
