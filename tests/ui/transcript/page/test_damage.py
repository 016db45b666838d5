"""What of a frame is painted: lines that are not what they were, and nothing else."""

import pytest

from promptrun_desktop.text.block import CodeBlock, Paragraph, Quote, Style
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.leaves.chrome import ActionsLeaf
from promptrun_desktop.ui.transcript.leaves.text_leaf import TextLeaf
from promptrun_desktop.ui.transcript.page.damage import OVERHANG, Damage, damage, remember
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.pieces import Piece, Run
from promptrun_desktop.ui.transcript.sheet import BODY, CODE
from tests.ui.transcript.leaves.bodies import FakeHighlighter

WIDTH, VIEW = 200, 1_000
WORDS = "some words that need more than one line of so few pixels, so that there are three"


@pytest.fixture
def line(sheet):
    return sheet.pitch(BODY)


def paragraph(sheet, text, runs=()):
    leaf = TextLeaf(sheet, Paragraph(spans=()), BODY, Piece(text, tuple(runs)))
    leaf.measure(WIDTH)
    return leaf


def row(leaf, y=0, number=1):
    return Row(0, number, leaf, y, leaf.height)


def painted(before, *after):
    """The stretches, when the leaves from number 1 on are fresh."""
    found = damage(remember(before), after, VIEW, (0, 1))
    assert found.shift == 0
    return [(top + OVERHANG, bottom - OVERHANG) for top, bottom in found.stretches]


def test_a_letter_more_paints_its_line_alone(sheet, line):
    old, new = paragraph(sheet, WORDS), paragraph(sheet, WORDS + "!")
    assert old.height == new.height >= 3 * line
    assert painted([row(old)], row(new)) == [(new.height - line, new.height)]


def test_a_word_that_moves_down_paints_the_line_it_leaves(sheet, line):
    old, new = paragraph(sheet, WORDS + " of them"), paragraph(sheet, WORDS + " of themselves" * 2)
    assert new.height == old.height + line
    assert painted([row(old)], row(new)) == [(old.height - line, new.height)]


def test_a_line_that_is_full_is_not_painted_for_the_next(sheet, line):
    lines = "some words that need more than one line of so few"
    old, new = paragraph(sheet, lines), paragraph(sheet, lines + " pixels")
    assert new.height == old.height + line
    assert painted([row(old)], row(new)) == [(old.height, new.height)]


def test_what_becomes_bold_is_painted_from_its_line_on(sheet, line):
    place = WORDS.index("three")
    old = paragraph(sheet, WORDS, [Run(0, 4, Style.BOLD)])
    new = paragraph(sheet, WORDS + " x", [Run(0, 4, Style.BOLD), Run(place, 5, Style.ITALIC)])
    assert painted([row(old)], row(new)) == [(new.height - line, new.height)]
    new = paragraph(sheet, WORDS + " x", [Run(0, 4, Style.ITALIC)])
    assert painted([row(old)], row(new)) == [(0, new.height)]


def test_from_right_to_left_a_letter_may_turn_what_ends_the_line_before(sheet, line):
    words = "מילים " * 12
    old, new = paragraph(sheet, words + "שלו"), paragraph(sheet, words + "שלום")
    assert old.height == new.height >= 2 * line
    assert painted([row(old)], row(new)) == [(new.height - 2 * line, new.height)]


def test_another_text_is_painted_whole(sheet):
    old, new = paragraph(sheet, WORDS), paragraph(sheet, "x" + WORDS)
    assert painted([row(old)], row(new)) == [(0, new.height)]


def test_code_is_painted_from_the_line_that_changed_and_not_laid_out_for_that(sheet):
    def chunk(code):
        body = BodyLeaves(sheet, FakeHighlighter())
        body.show([CodeBlock(language="", code=code, closed=False)])
        body.leaves[1].measure(WIDTH)
        return body.leaves[1]

    old, new = chunk("a = 1\nb = 2\nc"), chunk("a = 1\nb = 2\nc = 3\nd")
    ((top, bottom),) = painted([row(old)], row(new))
    assert top == sheet.px(10) + 2 * sheet.pitch(CODE) and bottom == new.height
    assert not new.holds_layouts


def test_the_widgets_below_what_grows_are_not_painted_by_the_view(sheet, line):
    old, new, foot = (
        paragraph(sheet, WORDS),
        paragraph(sheet, WORDS + " x" * 20),
        ActionsLeaf(sheet),
    )
    foot.measure(WIDTH)
    before = [row(old), row(foot, old.height, 2)]
    after = row(new), row(foot, new.height, 2)
    assert new.height > old.height
    assert painted(before, *after) == [(old.height - line, new.height)]
    # Above text that became shorter there may be something of it left.
    assert painted(list(after), *before)[-1][1] >= new.height + foot.height


def test_nothing_of_what_stood_below_is_left(sheet):
    first, second = paragraph(sheet, "one"), paragraph(sheet, "two")
    found = painted([row(first), row(second, first.height, 2)], row(first))
    assert found[-1] == (first.height, first.height + second.height)


def test_what_moves_with_all_the_rest_is_not_painted(sheet):
    above, old, new = (paragraph(sheet, text) for text in ("above", WORDS, WORDS + " more of it"))
    before = [row(above, 0, 0), row(old, above.height)]
    after = [row(above, -7, 0), row(new, above.height - 7)]
    found = damage(remember(before), after, VIEW, (0, 1))
    assert found.shift == -7 and all(top >= above.height - 7 for top, _ in found.stretches)


def test_a_page_without_anything_of_the_one_before_is_painted_whole(sheet):
    leaf = paragraph(sheet, "x")
    before, after = [row(leaf)], [row(leaf)._replace(entry=5)]
    assert damage(remember(before), after, VIEW, (0, 1)) == Damage(None, [(0, VIEW)])
    far = [row(leaf, VIEW)]
    assert damage(remember(before), far, VIEW, (9, 0)).shift is None


def test_what_stood_where_only_widgets_stand_now_is_painted_over(sheet):
    old, foot = paragraph(sheet, WORDS), ActionsLeaf(sheet)
    foot.measure(WIDTH)
    new = paragraph(sheet, "short")
    stretches = painted([row(old)], row(new), row(foot, new.height, 2))
    assert (new.height, new.height + foot.height) in stretches


@pytest.mark.parametrize("attribute", ["gap", "path"])
def test_what_is_drawn_otherwise_is_painted_whole(sheet, attribute):
    old, new = paragraph(sheet, WORDS), paragraph(sheet, WORDS + "!")
    setattr(new, attribute, {"gap": 4, "path": (Quote(1),)}[attribute])
    new.width = -1
    new.measure(WIDTH)
    before = row(old)._replace(height=new.height)
    assert painted([before], row(new)) == [(0, new.height)]
