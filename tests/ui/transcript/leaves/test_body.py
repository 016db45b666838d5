"""The leaves of a message: those of the whole text, however it came, and only new ones are new."""

import random

import pytest
from PySide6.QtGui import QTextLayout

from promptrun_desktop.text.block import Paragraph, Span
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript import text_layout
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.pieces import LIMIT
from promptrun_desktop.ui.transcript.sheet import BODY, THOUGHT

from .bodies import FakeHighlighter, Streamed, described, measured, painted, whole

PROSE = "Venus turns slowly, and backwards too, which nobody expected of a planet so near. "
EVERYTHING = """# Head

A paragraph with **bold**, `code` and a [link](https://example.org) in it.
- one
- two

  after a blank line
  1. inner
- [x] done

> quoted
>
> > deeper
> ```py
> x = 1
> ```

```python
def f(x):
    return x
```

| a | b |
|:--|--:|
| 1 | **two** |
| three | [four](https://example.org/a/long/address) |

---

<div>raw</div>

שלום 这是 👩‍👩‍👧
"""


@pytest.fixture
def layouts(monkeypatch):
    """Counts what is laid out."""
    made = []

    class Counted(QTextLayout):
        def __init__(self, *args):
            made.append(args)
            super().__init__(*args)

    monkeypatch.setattr(text_layout, "QTextLayout", Counted)
    return made


@pytest.mark.parametrize("size", [1, 3, 17, 100])
def test_streamed_in_any_pieces_the_leaves_are_those_of_the_whole(sheet, size):
    streamed = Streamed(sheet).feed(EVERYTHING, size).finish()
    assert described(streamed.body) == described(whole(sheet, EVERYTHING))


@pytest.mark.parametrize("seed", range(6))
def test_streamed_in_chance_pieces_and_measured_on_the_way(sheet, seed):
    chance = random.Random(seed)
    parts = EVERYTHING.split("\n\n")
    text = "\n\n".join(chance.choice(parts) for _ in range(12))
    streamed, place = Streamed(sheet), 0
    while place < len(text):
        size = chance.randint(1, 40)
        streamed.feed(text[place : place + size], size)
        measured(streamed.body, 380)
        place += size
    assert described(streamed.finish().body) == described(whole(sheet, text))


def test_only_the_last_paragraph_is_new_while_it_grows(sheet):
    streamed = Streamed(sheet).feed(EVERYTHING + "\n\nlast", 1000)
    before = list(streamed.body.leaves)
    streamed.feed(", and more")
    assert streamed.body.leaves[:-1] == before[:-1]
    assert min(streamed.firsts[-10:]) == len(before) - 1


def test_nothing_new_changes_nothing(sheet):
    blocks = parse(EVERYTHING)
    body = whole(sheet, EVERYTHING)
    before = list(body.leaves)
    assert body.show(blocks, len(blocks)) == body.show(blocks) == len(before)
    assert body.leaves == before


def test_fewer_blocks_leave_fewer_leaves(sheet):
    body = whole(sheet, EVERYTHING)
    short = parse("# Head\n\nOther words")
    assert body.show(short, 1) == 1
    assert described(body) == described(whole(sheet, "# Head\n\nOther words"))


def test_showing_and_estimating_lay_nothing_out(sheet, layouts):
    body = whole(sheet, EVERYTHING)
    for leaf in body.leaves:
        assert leaf.estimate(728) > 0
    assert not layouts
    measured(body, 380)
    assert layouts


def test_a_long_paragraph_is_several_leaves_without_a_gap_between_them(sheet):
    text = (PROSE * 200).strip()
    body = whole(sheet, "before\n\n- " + text)
    leaves = body.leaves[1:]
    assert len(leaves) > 1 and {leaf.block for leaf in leaves} == {1}
    assert [leaf.gap for leaf in leaves][1:] == [0] * (len(leaves) - 1)
    place = 0
    for leaf in leaves:
        assert leaf.start == place and len(leaf.boxes[0].text) <= LIMIT
        place += len(leaf.boxes[0].text)
    assert "".join(leaf.boxes[0].text for leaf in leaves) == text


def test_a_long_paragraph_that_grows_keeps_its_full_leaves(sheet):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show([Paragraph(spans=(Span(PROSE * 200),))])
    before = list(body.leaves)
    first = body.show([Paragraph(spans=(Span(PROSE * 200 + "more"),))])
    assert first == len(before) - 1 and body.leaves[:first] == before[:first]


@pytest.mark.parametrize("width", [380, 728])
@pytest.mark.parametrize("prose", [PROSE, "金星 自转 非常 缓慢， 而且 方向 相反。 "])
def test_prose_is_as_high_as_estimated(sheet, width, prose):
    chance = random.Random(1)
    words = prose.split()
    text = "\n\n".join(
        " ".join(chance.choice(words) for _ in range(chance.randint(10, 150))) for _ in range(40)
    )
    body = whole(sheet, text)
    guessed = sum(leaf.estimate(width) for leaf in body.leaves)
    exact = sum(leaf.measure(width) for leaf in body.leaves)
    assert abs(guessed - exact) <= 0.15 * exact


def test_plain_text_keeps_every_character_and_its_finished_leaves(sheet):
    body = BodyLeaves(sheet, FakeHighlighter())
    lines = "".join(f"**line** {number}  \n\n" for number in range(1500))
    assert body.show_plain(lines, BODY) == 0
    before = list(body.leaves)
    first = body.show_plain(lines + "- more", BODY)
    assert first == len(before) - 1 > 0
    assert body.leaves[:first] == before[:first]
    shown = "".join(leaf.boxes[0].text + leaf.boxes[0].piece.after for leaf in body.leaves)
    assert shown == lines + "- more"
    assert [leaf.start for leaf in body.leaves] == [
        shown.index(leaf.boxes[0].text[:40]) for leaf in body.leaves
    ]


@pytest.mark.parametrize("size", [1, 7, 501])
def test_plain_text_in_pieces_has_the_leaves_of_the_whole(sheet, size):
    lines = ["left", "", "שלום 1", "12", "12 שלום", "\t", "x" * 7000, "שלום " * 1500, "end"]
    chance = random.Random(2)
    text = "\n".join(chance.choice(lines) for _ in range(60 if size > 100 else 25))[: 300 * size]
    grown, fresh = (BodyLeaves(sheet, FakeHighlighter()) for _ in range(2))
    for end in range(0, len(text), size):
        before = list(grown.leaves)
        first = grown.show_plain(text[:end], BODY)
        assert grown.leaves[:first] == before[:first]
    grown.show_plain(text, BODY)
    fresh.show_plain(text, BODY)
    assert described(grown) == described(fresh)


def test_plain_text_in_another_face_is_made_anew(sheet):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show_plain("What I thought", THOUGHT)
    assert body.show_plain("What I thought", BODY) == 0
    assert body.leaves[0].boxes[0].face == BODY


def test_no_plain_text_has_no_leaves(sheet):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show_plain("some", BODY)
    assert body.show_plain("", BODY) == 0 and not body.leaves


def test_five_thousand_quotes_leave_room_for_their_text(sheet):
    body = measured(whole(sheet, ">" * 5000 + " deep"), 728)
    assert body.leaves[0].boxes[0].x <= 728 // 2


def test_what_was_too_costly_to_parse_says_so_below_its_last_leaf(sheet):
    body = BodyLeaves(sheet, FakeHighlighter())
    spans = (Span(PROSE * 100),)
    body.show([Paragraph(spans=spans, simplified=True), Paragraph(spans=(Span("after"),))])
    kinds = [type(leaf).__name__ for leaf in body.leaves]
    assert kinds == ["TextLeaf", "TextLeaf", "SimplifiedLeaf", "TextLeaf"]
    ground = painted(body, 380, first=2, last=3)
    ground.fill(sheet.colour("bg"))
    assert painted(body, 380, first=2, last=3) != ground


def test_restyled_leaves_are_measured_again(sheet, look):
    body = measured(whole(sheet, EVERYTHING), 380)
    small = sum(leaf.height for leaf in body.leaves)
    look.set("light", 150)
    sheet.reset()
    for leaf in body.leaves:
        leaf.restyle()
        assert not leaf.is_measured(380)
    assert described(body) == described(whole(sheet, EVERYTHING))
    assert sum(leaf.measure(380) for leaf in body.leaves) > small


def test_released_leaves_keep_their_height(sheet):
    body = measured(whole(sheet, EVERYTHING), 380)
    for leaf in body.leaves:
        height, places = leaf.height, [(box.x, box.y) for box in leaf.boxes]
        leaf.release()
        assert places == [(box.x, box.y) for box in leaf.boxes]
        assert not leaf.holds_layouts and leaf.is_measured(380) and leaf.height == height
