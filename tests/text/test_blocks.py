import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.text.block import CodeBlock
from promptrun_desktop.text.blocks import BlockStream, parse

from .fragments import markdown

WITH_DEFINITION = (Path(__file__).parent / "torturous.txt").read_text(encoding="utf-8")
# A definition has everything parsed again at the end, and would hide what goes wrong before.
TORTUROUS = WITH_DEFINITION.replace("]:", "] ")


def streamed(pieces):
    """Feed the pieces; check on the way that blocks before the returned index are the same."""
    stream = BlockStream()
    for step in (*(lambda p=piece: stream.feed(p) for piece in pieces), stream.finish):
        before = list(stream.blocks)
        changed = step()
        assert 0 <= changed <= len(stream.blocks)
        assert len(before) >= changed
        assert all(
            one is other for one, other in zip(before[:changed], stream.blocks, strict=False)
        )
        if changed == len(stream.blocks):
            assert stream.blocks == before[:changed]
    return stream.blocks


def cut(text, sizes):
    pieces = []
    for size in sizes:
        pieces.append(text[:size])
        text = text[size:]
    return [*pieces, text]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown, st.lists(st.integers(0, 12), max_size=30))
def test_in_any_pieces_the_blocks_are_those_of_the_whole(text, sizes):
    assert streamed(cut(text, sizes)) == parse(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown)
def test_character_by_character_the_blocks_are_those_of_the_whole(text):
    assert streamed(text) == parse(text)


def test_a_torturous_text_cut_anywhere_has_the_same_blocks():
    whole = parse(TORTUROUS)
    for at in range(len(TORTUROUS) + 1):
        assert streamed([TORTUROUS[:at], TORTUROUS[at:]]) == whole


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("text", [TORTUROUS, WITH_DEFINITION])
def test_a_torturous_text_in_random_pieces_has_the_same_blocks(seed, text):
    sizes = random.Random(seed).choices(range(1, 9), k=len(text))
    assert streamed(cut(text, sizes)) == parse(text)


def test_finished_blocks_keep_their_identity():
    stream = BlockStream()
    stream.feed("# a\n\nb\n\n")
    heading = stream.blocks[0]
    assert stream.feed("c") == 2
    assert stream.feed(" d\n\ne\n") == 2
    assert stream.blocks[0] is heading
    assert stream.finish() == len(stream.blocks) == 4


def test_what_is_settled_is_not_parsed_again(monkeypatch):
    seen = []
    from promptrun_desktop.text import blocks

    build = blocks.build
    monkeypatch.setattr(blocks, "build", lambda text, *ids: seen.append(text) or build(text, *ids))
    stream = BlockStream()
    for number in range(200):
        stream.feed(f"paragraph {number}\n\n")
    assert len(stream.blocks) == 200
    assert max(map(len, seen)) < 60


def test_an_open_fence_is_not_parsed(monkeypatch):
    stream = BlockStream()
    stream.feed("a\n\n```py\n")
    stream.feed("x = 1\n")
    monkeypatch.setattr("promptrun_desktop.text.blocks.build", None)
    assert stream.feed("y = 2\n") == 1
    assert stream.blocks[1] == CodeBlock(language="py", code="x = 1\ny = 2", closed=False)


def test_a_fence_that_is_being_closed_does_not_flash_its_marks():
    stream = BlockStream()
    stream.feed("```\nx\n")
    stream.feed("``")
    assert stream.blocks[0] == CodeBlock(language="", code="x", closed=False)
    stream.feed("`\n")
    assert stream.blocks[0] == CodeBlock(language="", code="x", closed=True)


def test_a_late_definition_makes_links_of_what_came_before():
    stream = BlockStream()
    stream.feed("see [a]\n\nand\n\n")
    assert stream.blocks[0].spans[0].href == ""
    stream.feed("[a]: http://x\n")
    assert stream.finish() == 0
    assert stream.blocks == parse("see [a]\n\nand\n\n[a]: http://x\n")
    assert stream.blocks[0].spans[1].href == "http://x"


def test_a_table_that_grows_too_wide_is_text_wherever_it_was_cut():
    rows = "|" * 150 + "\n" + "|-" * 149 + "|\n" + "|\n" * 3_000
    assert streamed([rows[:300], rows[300:]]) == parse(rows)


def test_an_empty_stream_has_no_blocks():
    assert streamed([]) == []
    assert streamed(["", "\n", ""]) == []
