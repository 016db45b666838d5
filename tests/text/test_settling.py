"""What is finished inside an open list, table or quote is never parsed again."""

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from promptrun_desktop.text import blocks, plain, reading
from promptrun_desktop.text.block import Item, Paragraph, Table
from promptrun_desktop.text.blocks import BlockStream, parse

from .nested import nested

SLOW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def streamed(text, sizes):
    """Fed in pieces of these sizes over and over, and read a second time to the end."""
    stream, place = BlockStream(), 0
    while place < len(text):
        for size in sizes:
            stream.feed(text[place : place + size])
            place += size
    stream.finish()
    while stream.unfinished:
        before = list(stream.blocks)
        changed = stream.resume()
        assert stream.blocks[:changed] == before[:changed]
    return stream.blocks


@pytest.fixture
def sliced(monkeypatch):
    """No text is so short that it is read a second time in one go."""
    monkeypatch.setattr(blocks, "AT_ONCE", 0)
    monkeypatch.setattr(blocks, "_SLICE", 7)
    monkeypatch.setattr(blocks, "_MANY_DEFINITIONS", 2)


@pytest.fixture
def stingy(monkeypatch):
    monkeypatch.setattr(plain, "MOST_MARKS", 12)
    monkeypatch.setattr(plain, "MOST_OPENINGS", 6)


@pytest.fixture
def given_to_parser(monkeypatch):
    """Every text that the parser was given, without what opens containers again."""
    seen = []
    build = blocks.build
    monkeypatch.setattr(
        blocks, "build", lambda text, *more: seen.append(text) or build(text, *more)
    )
    return seen


pieces = st.lists(st.integers(1, 40), min_size=1, max_size=6)


@SLOW
@given(nested(), pieces)
def test_in_any_pieces_containers_are_those_of_the_whole(sliced, text, sizes):
    assert streamed(text, sizes) == parse(text)


@SLOW
@given(nested(), pieces)
@example("- - - text *b*", [1])
def test_what_is_too_much_is_the_same_in_any_pieces(sliced, stingy, text, sizes):
    assert streamed(text, sizes) == parse(text)


LONG = {
    "tight list": ("", "- item {} **b**\n", ""),
    "ordered list": ("", "{}. item `c`\n", "last"),
    "list loose at its end": ("", "- item {}\n", "\n  loose\n- x\n"),
    "loose list": ("", "* item {}\n\n", ""),
    "list of headings": ("", "- # {}\n", "\n- text\n"),
    "tasks": ("", "- [x] item {}\n", "\n\ntext\n"),
    "items of an item": ("1. topic\n", "   - item {}\n", "\n   end\n2. next\n"),
    "items three deep": ("- a\n  1. b\n", "     + item {}\n", "- c\n"),
    "blocks of an item": ("1. a\n", "\n   paragraph {}\n", "2. b\n"),
    "fences of an item": ("- a\n", "  ```py\n  x = {}\n\n  ```\n", "\n  b\n"),
    "table": ("|a|b|\n|-|:-:|\n", "| {} | **x** |\n", "\nend"),
    "table in a quote": ("> |a|b|\n> |-|-|\n", "> {} | x\n", "> end"),
    "table in an item": ("- a\n\n  |a|é|\n  |-|-|\n", "  | {} | x |\n", "\n- b"),
    "quote": ("> a\n", ">\n> paragraph {}\n", "lazy\n"),
    "list in a quote": ("> a\n", "> - item {}\n", ">\n> - loose\n"),
    "quote in a quote": ("> > a\n", "> >\n> > b {}\n", ">\n> c\n"),
    "quotes in a list": ("", "- > item {}\n  >\n  > b\n", "\n- c\n"),
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("sizes", [(1,), (7,), (2, 31, 5), (400,)])
def test_a_long_container_is_the_same_in_pieces(name, sizes):
    before, line, behind = LONG[name]
    text = before + "".join(map(line.format, range(1, 60))) + behind
    assert streamed(text, sizes) == parse(text)


@pytest.mark.parametrize("name", LONG)
def test_what_is_finished_in_a_container_is_not_parsed_again(name, given_to_parser):
    before, line, behind = LONG[name]
    text = before + "".join(map(line.format, range(1, 400))) + behind
    streamed(text, (25,))
    assert max(map(len, given_to_parser)) < 200
    assert sum(map(len, given_to_parser)) < 12 * len(text)


def test_settled_items_keep_their_objects():
    stream = BlockStream()
    stream.feed("- a\n- b\n- c\n")
    first = stream.blocks[0]
    assert stream.feed("- d\n") == 3
    assert stream.blocks[0] is first


def test_settled_rows_keep_their_objects():
    stream = BlockStream()
    stream.feed("|a|\n|-|\n|1|\n|2|\n|3|\n")
    row = stream.blocks[0].rows[0]
    assert stream.feed("|4|\n") == 0
    assert stream.blocks[0].rows[0] is row
    assert isinstance(stream.blocks[0], Table)
    assert len(stream.blocks[0].rows) == 4


def test_a_list_that_turns_loose_late_is_loose_from_its_beginning():
    stream = BlockStream()
    stream.feed("before\n\n- a\n- b\n- c\n- d\n")
    assert stream.feed("\n- e\n") == 1
    items = [block.path[0] for block in stream.blocks[1:]]
    assert items == [Item(0, index, None, tight=False) for index in range(5)]


def test_a_long_text_with_definitions_is_read_again_in_slices(monkeypatch, given_to_parser):
    monkeypatch.setattr(blocks, "AT_ONCE", 1_000)
    text = "see [a] and more\n\n" * 3_000 + "[a]: /u\n"
    stream = BlockStream()
    stream.feed(text)
    stream.finish()
    assert stream.unfinished
    assert stream.blocks[0].spans[0].href == ""
    given_to_parser.clear()
    assert stream.resume() == len(stream.blocks)
    assert sum(map(len, given_to_parser)) < 2 * 24_000
    while stream.unfinished:
        stream.resume()
    assert stream.blocks == parse(text)


def test_brackets_that_define_nothing_need_no_second_reading():
    assert reading.second_reading("a [b]: c d e\n\n[x]: y z\n\n`[q]: r`\n") is None
    assert reading.second_reading("a\n\n[b]: c") is not None


def test_of_many_definitions_only_the_last_stays_open(given_to_parser):
    lines = [f"[r{number}]: /u{number}\n" for number in range(2_000)]
    streamed("".join(random.Random(1).sample(lines, len(lines))), (500,))
    assert sorted(map(len, given_to_parser))[-2] < 4_000


@pytest.mark.parametrize("mark", ["**x", "[a](", "`a` ", "<", "\\[x\\] ", "![", "~~a", "$a "])
def test_a_paragraph_of_thousands_of_marks_is_shown_as_it_is_written(mark):
    text = mark * 5_000
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    assert block.simplified
    assert "".join(span.text for span in block.spans) == text.strip()
    assert streamed(text, (1_999,)) == [block]


def test_a_paragraph_of_thousands_of_lines_keeps_its_last_lines_apart():
    text = "some text\n" * 5_000
    (block,) = parse(text)
    assert block.simplified
    assert block.spans[0].text.endswith("some text\nsome text")
    assert streamed(text, (1_999,)) == [block]


def test_code_of_thousands_of_marks_is_code():
    code = "\n".join(["x[0] = *a_b_c & ~d"] * 3_000)
    (block,) = parse(f"```c\n{code}\n```\n")
    assert block.code == code
    assert streamed(f"- ```c\n{code.replace('x', '  x')}\n  ```\n", (1_999,))[0].code == code


def test_quotes_in_thousands_of_quotes_are_text():
    (block,) = parse("> " * 5_000 + "a")
    assert len(block.path) == 500
    assert block.simplified
