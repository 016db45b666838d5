"""The leaves that are drawn, read as selecting, copying and finding read them."""

import pytest
from PySide6.QtCore import QPointF

from promptrun_desktop.text.block import Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript.find.hits import text_of
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.select.parsing import parsed
from promptrun_desktop.ui.transcript.select.places import reach_of
from promptrun_desktop.ui.transcript.sheet import BODY

from ..leaves.bodies import FakeHighlighter

SOURCE = (
    "# Title $x^2$\n\n- one **two**\n- 漢字 😀\n\n> שלום\n\n"
    + "long words here and there " * 600
    + "\n\n```py\n"
    + "line 😀 = 1\n" * 100
    + "y" * 5000
    + "\n\n```\n\n|a|b|\n|-|-|\n|c|`d`|\n|e|f|\n\n<div>\n*raw*\n</div>\n\n$$\na\nb\n$$\n"
)


@pytest.fixture
def body(sheet):
    return BodyLeaves(sheet, FakeHighlighter())


def test_each_leaf_says_which_part_of_which_block_it_shows(body):
    blocks = parse(SOURCE)
    body.show(blocks)
    reached = {}
    for leaf in body.leaves:
        if not leaf.boxes:
            continue
        block = blocks[leaf.block]
        if isinstance(block, Table):
            row = [block.head, *block.rows][leaf.start]
            assert [box.text for box in leaf.boxes] == [
                "".join(span.text for span in cell) for cell in row
            ]
            continue
        shown = "".join(box.text + box.piece.after for box in leaf.boxes)
        assert text_of(block)[leaf.start : reach_of(leaf)] == shown
        assert leaf.start == reached.get(leaf.block, 0)
        reached[leaf.block] = reach_of(leaf)
    for number, block in enumerate(blocks):
        assert reached.get(number, 0) >= len(text_of(block))


def test_plain_text_is_one_text(body):
    text = "שלום\nabc 😀\n\n" + "line\n" * 3000
    body.show_plain(text, BODY)
    for leaf in body.leaves:
        shown = "".join(box.text + box.piece.after for box in leaf.boxes)
        assert text[leaf.start : reach_of(leaf)] == shown
    assert reach_of(body.leaves[-1]) == len(text)


@pytest.mark.parametrize("width", [300, 700])
def test_a_place_that_was_hit_is_a_place_of_the_text(body, width):
    blocks = parse(SOURCE)
    body.show(blocks)
    for leaf in body.leaves:
        leaf.measure(width)
        if leaf.boxes:
            for x in (0, width / 2, width + 50):
                box, offset = leaf.hit(QPointF(x, leaf.height / 2))
                assert 0 <= offset <= leaf.boxes[box].length


def test_parsed_in_steps_is_parsed():
    source = "[a]: /u\n\n" + "words [a] and *more*\n\n- item\n" * 4000
    steps = parsed(source)
    count = 0
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            assert ended.value == parse(source)
            break
        count += 1
    assert count > 10
