"""Code as leaves: chunks that join to the code, keep still while it grows, and show its colours."""

import pytest
from PySide6.QtCore import QPointF

from promptrun_desktop.text.block import CodeBlock
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.sheet import CODE

from .bodies import FakeHighlighter, described, measured

LINES = "\n".join(f"line = {number}" for number in range(200))
CODES = [
    LINES,
    "",
    "\n\n",
    "x" * 2001,
    "short\n" + "y" * 7001 + "\nshort\n" + "z" * 2000 + "\nend",
    "\n".join("w" * 1900 for _ in range(20)),
    "字" * 2500 + "\n😀 = 1",
]


def body_of(sheet, code, **more):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show([CodeBlock(language="python", code=code, **more)])
    return body


def colours_of(body):
    return body._highlighter.opened[-1]


def joined(body):
    boxes = [box for leaf in body.leaves[1:] for box in leaf.boxes]
    return "".join(box.text + box.piece.after for box in boxes)


@pytest.mark.parametrize("code", CODES)
def test_chunks_are_small_and_join_to_exactly_the_code(sheet, code):
    body = body_of(sheet, code)
    assert joined(body) == code and body.leaves[0].code == code
    place = 0
    for leaf in body.leaves[1:]:
        text = leaf.boxes[0].text
        assert leaf.start == place
        assert text.count("\n") < 12 and len(text) <= 6000
        assert max(map(len, text.split("\n"))) <= 2000
        place += len(text) + len(leaf.boxes[0].piece.after)


@pytest.mark.parametrize("code", CODES)
def test_code_in_pieces_has_the_chunks_of_the_whole(sheet, code):
    body = body_of(sheet, "", closed=False)
    for end in range(0, len(code), 97):
        before = list(body.leaves)
        body.show([CodeBlock(language="python", code=code[:end], closed=False)])
        assert body.leaves[: len(before) - 1] == before[:-1]
    body.show([CodeBlock(language="python", code=code)])
    assert described(body) == described(body_of(sheet, code))


def test_growing_measured_code_has_the_heights_of_the_whole(sheet):
    body = body_of(sheet, "", closed=False)
    code = LINES + "\n" + "long " * 100
    for end in range(0, len(code), 61):
        body.show([CodeBlock(language="python", code=code[:end], closed=False)])
        measured(body, 300)
    body.show([CodeBlock(language="python", code=code)])
    fresh = measured(body_of(sheet, code), 300)
    assert [leaf.measure(300) for leaf in body.leaves] == [leaf.height for leaf in fresh.leaves]
    assert body.leaves[-1].side.extent == fresh.leaves[-1].side.extent


def test_code_that_only_ends_keeps_its_leaves(sheet):
    body = body_of(sheet, LINES, closed=False)
    before = list(body.leaves)
    assert body.show([CodeBlock(language="python", code=LINES)]) >= len(before) - 1
    assert body.leaves[:-1] == before[:-1]


def test_other_code_is_another_card(sheet):
    body = body_of(sheet, LINES)
    assert body.show([CodeBlock(language="rust", code=LINES)]) == 0
    assert body.show([CodeBlock(language="rust", code="x")]) == 0
    assert joined(body) == "x"


def test_a_chunk_shows_the_colours_of_its_lines(sheet, paint):
    body = body_of(sheet, "first\n" * 15 + "😀 = word")
    colours_of(body).told = {0: [(0, 5, "name")], 15: [(4, 8, "keyword")]}
    paint(body)
    first, last = body.leaves[1].boxes[0].piece, body.leaves[2].boxes[0].piece
    assert [(run.start, run.length, run.tone) for run in first.runs] == [(0, 5, "name")]
    start = last.text.encode("utf-16-le").index("word".encode("utf-16-le")) // 2
    assert [(run.start, run.length, run.tone) for run in last.runs] == [(start, 4, "keyword")]


def test_what_is_cut_from_a_long_line_has_the_colours_of_its_part(sheet, paint):
    body = body_of(sheet, "x" * 2500 + "\nend")
    colours_of(body).told = {0: [(0, 10, "name"), (1990, 2010, "keyword")], 1: [(0, 3, "string")]}
    paint(body)
    runs = [
        [(run.start, run.length, run.tone) for run in leaf.boxes[0].piece.runs]
        for leaf in body.leaves[1:]
    ]
    assert runs == [
        [(0, 10, "name"), (1990, 10, "keyword")],
        [(0, 10, "keyword")],
        [(0, 3, "string")],
    ]


def test_colours_that_come_repaint_the_lines_they_are_in_and_move_nothing(sheet, paint):
    told = []
    body = BodyLeaves(sheet, FakeHighlighter(), lambda *stretch: told.append(stretch))
    body.show([CodeBlock(language="python", code=LINES)])
    paint(body)
    heights = [leaf.height for leaf in body.leaves]
    colours = colours_of(body)
    colours.told = {15: [(0, 4, "name")]}
    colours.changed(15, 16)
    pitch = sheet.pitch(CODE)
    assert told == [(body.leaves[2], 3 * pitch, 5 * pitch)]
    paint(body)
    assert body.leaves[2].boxes[0].piece.runs and not body.leaves[1].boxes[0].piece.runs
    assert [leaf.measure(400) for leaf in body.leaves] == heights


def test_what_grows_has_the_colours_of_its_old_lines_before_it_is_painted(sheet, paint):
    body = body_of(sheet, "first\nsec", closed=False)
    colours_of(body).told = {0: [(0, 5, "name")]}
    paint(body)
    body.show([CodeBlock(language="python", code="first\nsecond", closed=False)])
    assert [run.tone for run in body.leaves[1].boxes[0].piece.runs] == ["name"]


def test_only_chunks_that_are_painted_ask_for_colours(sheet, paint):
    body = body_of(sheet, LINES)
    assert not colours_of(body).wanted
    paint(body, first=3, last=4)
    assert colours_of(body).wanted == [(24, 35)]


def test_chunks_that_are_seen_together_are_wanted_together(sheet, paint):
    body = body_of(sheet, LINES)
    paint(body, first=3, last=6)
    paint(body, first=3, last=6)
    assert colours_of(body).wanted[-3:] == [(24, 59)] * 3


def test_long_lines_move_together_and_only_the_last_leaf_has_the_bar(sheet):
    body = measured(body_of(sheet, LINES + "\n" + "x" * 300), 300)
    chunks = body.leaves[1:]
    last = chunks[-1]
    assert all(chunk.side.needed for chunk in chunks)
    assert not chunks[0].side.press(30, chunks[0].height - 5)
    assert last.side.press(30, last.height - 5)
    last.side.drag(10_000)
    last.side.drop()
    assert {chunk.side.offset for chunk in chunks} == {last.side.extent - last.side.room}


def test_short_code_has_no_bar(sheet):
    last = measured(body_of(sheet, "x = 1"), 300).leaves[-1]
    assert not last.side.needed and not last.side.press(30, last.height - 5)


@pytest.mark.parametrize("language", ["", "<img src=x>", "a" * 5000])
def test_any_language_is_drawn_as_text_in_the_width_there_is(sheet, paint, language):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show([CodeBlock(language=language, code="code")])
    drawn = paint(body, last=1)
    ground = drawn.pixelColor(60, drawn.height() - 6)
    inked = [x for x in range(drawn.width()) if drawn.pixelColor(x, 15) != ground]
    assert drawn.width() == 400
    assert [x for x in inked if 12 < x < 340]


def test_code_that_scrolled_is_hit_and_marked_where_it_is_seen(sheet):
    body = measured(body_of(sheet, "x" * 300), 300)
    chunk = body.leaves[-1]
    chunk.side.move_to(650)
    seen = chunk.rects(0, 100, 101)[0]
    assert 0 < seen.center().x() < 300
    assert chunk.hit(QPointF(seen.left() + 1, seen.center().y())) == (0, 100)


@pytest.mark.parametrize("line", ["x = 1; ", "字 = שלום; "])
def test_a_very_long_line_is_wrapped_from_left_to_right(sheet, line):
    body = measured(body_of(sheet, "def\n" + line * 2000 + "\n" + "y" * 300), 400)
    first, *parts, last = body.leaves[1:]
    last.side.move_to(300)
    assert last.rects(0, 0, 1)[0].left() < 0
    for part in parts:
        starts = [rect.left() for rect in part.rects(0, 0, len(part.boxes[0].text))]
        assert min(starts) == first.boxes[0].x
        assert len(starts) > 10 or part is parts[-1]
    guessed = sum(part.estimate(400) for part in parts)
    assert guessed == pytest.approx(sum(part.height for part in parts), rel=0.2)


def test_the_extent_of_code_follows_the_text_size(sheet, look):
    body = measured(body_of(sheet, "x" * 100), 300)
    before = body.leaves[-1].side.extent
    for size in (150, 100):
        look.set("light", size)
        sheet.reset()
        for leaf in body.leaves:
            leaf.restyle()
        measured(body, 300)
    assert body.leaves[-1].side.extent == before
