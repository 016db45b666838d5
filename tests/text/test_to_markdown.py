from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.block import CodeBlock, Paragraph, Span, Style
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.to_markdown import to_markdown
from promptrun_desktop.text.to_plain import to_plain

from .fragments import PIECES
from .test_builder import CASES

# A box before a list, an empty quote in a tight item, a line break alone: nobody writes them, and
# there is no second way to write them.
_ONCE = ("- [ ] ", "- [x] a\n", "> ", ">\n", ">> ", "\x0b", "\x0c")
ordinary = st.lists(
    st.sampled_from([each for each in PIECES if each not in _ONCE]), max_size=25
).map("".join)


def closed(blocks):
    return [
        replace(block, closed=True) if isinstance(block, CodeBlock) else block for block in blocks
    ]


def again(blocks):
    return closed(parse(to_markdown(blocks)))


@given(ordinary)
def test_what_was_parsed_and_written_is_parsed_into_the_same(source):
    blocks = closed(parse(source))
    assert again(blocks) == blocks


@given(ordinary)
def test_no_text_is_lost_whatever_was_written(source):
    letters = "".join(filter(str.isalnum, to_plain(parse(source))))
    assert "".join(filter(str.isalnum, to_plain(again(parse(source))))) == letters


@pytest.mark.parametrize("name", CASES)
def test_each_case_of_the_builder_comes_back(name):
    blocks = closed(parse(CASES[name][0]))
    assert again(blocks) == blocks


@pytest.mark.parametrize(
    "source",
    [
        "Call `a_b` (twice), then **stop**: it's done - really.",
        "# Title\n\n- one\n- two\n  1. deep\n\n> quoted",
        "```py\nprint('*')\n```",
        "| a | b |\n| --- | :-: |\n| 1 | 2 |",
        "A price of 5,00 and snake_case stay readable.",
        "[text](https://example.org/a_b?c=d) and <https://example.org>",
        "$a_1$ and\n$$\n\\frac{a}{b}\nc\n$$",
    ],
)
def test_what_a_person_would_write_is_written_so(source):
    written = to_markdown(parse(source))
    assert "&#" not in written
    assert "\\_" not in written
    assert again(parse(source)) == closed(parse(source))


def test_a_fence_is_longer_than_any_inside():
    block = CodeBlock(language="md", code="````\nx\n````")
    assert to_markdown([block]) == "`````md\n````\nx\n````\n`````"


def test_brackets_are_never_escaped_into_a_formula():
    blocks = [Paragraph(spans=(Span("see [a](b) and [c]: d"),))]
    assert "\\[" not in to_markdown(blocks)
    assert again(blocks) == blocks


def test_three_empty_items_in_a_line_are_no_rule():
    blocks = parse("- - * a\n\n- 1. -")
    assert again(parse("* - +")) == parse("* - +")
    assert again(blocks) == blocks


def test_a_style_cut_at_a_blank_is_written_on_its_words():
    blocks = [Paragraph(spans=(Span("a"), Span(" b ", Style.BOLD), Span("c")))]
    assert to_markdown(blocks) == "a **b** c"


def test_five_thousand_quotes_are_written_in_no_time():
    blocks = parse("> " * 5000 + "a")
    assert to_markdown(blocks).endswith("a")
