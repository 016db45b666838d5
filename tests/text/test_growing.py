"""A line that goes on with ordinary characters is not parsed again, and comes out as if it were."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.text import blocks
from promptrun_desktop.text.block import Paragraph, Span
from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.text.growing import Growing

from .fragments import FOREIGN, PIECES

# What a letter more or less changes, and what begins with letters that were text.
WORDS = (
    "a", "word ", " and 1", "d", "di", "iv", "x  ", ", ", "it's", '"', "'", "/u", "é", ":",
    "a<di", "<a\nhre", "&am", "p;", "[a](ur", ' "ti', "[r]: /u 'ti", "$a", "$5 ", "1$", "|-", "|b",
    "\\(a", "b\\)", "**b", "b**", "`c", "#", " #", "-", "+", "\n", "\n\n", "> ", "- ", "- [ ] ",
)  # fmt: skip
mixed = st.lists(st.sampled_from(WORDS) | st.sampled_from(PIECES + FOREIGN), max_size=25)


@pytest.fixture
def parsing(monkeypatch):
    """Every text that the parser was given."""
    seen = []
    build = blocks.build
    monkeypatch.setattr(
        blocks, "build", lambda text, *more: seen.append(text) or build(text, *more)
    )
    return seen


class Careful(BlockStream):
    """Parses at each piece."""

    def _advance_tail(self, text):
        self._growing = None
        return super()._advance_tail(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixed)
def test_after_each_piece_the_blocks_are_those_of_a_parser(pieces):
    quick, careful = BlockStream(), Careful()
    for piece in pieces:
        before = list(quick.blocks)
        changed = quick.feed(piece)
        careful.feed(piece)
        assert quick.blocks == careful.blocks
        assert quick.blocks[:changed] == before[:changed]
    assert quick.finish() <= len(quick.blocks)
    assert quick.blocks == parse("".join(pieces))


@pytest.mark.parametrize("start", ["a", "# h", "- item", "> q", "**b** and", "1. a\n   - `b` c"])
def test_words_behind_text_are_not_parsed(start, parsing):
    stream = BlockStream()
    stream.feed(start)
    parsing.clear()
    for word in (" and", " more", ", it's", " 5 é", "  ", "漢字."):
        stream.feed(word)
    assert parsing == []
    assert stream.blocks[-1].spans[-1].text.endswith(" and more, it's 5 é  漢字.")


@pytest.mark.parametrize(
    ("start", "more"),
    [
        ("<di", "v"),
        ("a &am", "p;"),
        ("[a](u", ")"),
        ("[a]: /u 'ti", "tle'"),
        ("|a|\n|-", "|"),
        ("# a", " #"),
        ("`a", "`"),
    ],
)
def test_what_may_change_what_came_before_is_parsed(start, more):
    stream = BlockStream()
    stream.feed(start)
    stream.feed(more)
    assert stream.blocks == parse(start + more)


def test_spaces_wait_for_a_word():
    stream = BlockStream()
    stream.feed("a")
    before = stream.blocks[0]
    assert stream.feed("  ") == 1
    assert stream.blocks[0] is before
    assert stream.feed("b") == 0
    assert stream.blocks[0].spans == (Span("a  b"),)


def test_a_link_at_the_end_does_not_grow():
    block = Paragraph(spans=(Span("a", href="/u"),))
    assert Growing.of(block, "[a](/u)") is None
