"""Tables as leaves: columns by counts, rows laid out when they are seen, nothing too wide."""

from time import process_time

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize

from promptrun_desktop.text.block import Span, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves

from .bodies import FakeHighlighter, Streamed, described, measured, whole

TABLE = "|Name|Text|\n|:-|-:|\n|a|one|\n|b|{}|"


def cell(text):
    return (Span(text),) if text else ()


def table(*rows):
    head, *rest = (tuple(map(cell, row)) for row in rows)
    return Table(alignments=("",) * len(head), head=head, rows=tuple(rest))


def body_of(sheet, block):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show([block])
    return body


def texts(leaf):
    return [box.text for box in leaf.boxes]


def test_each_row_is_a_leaf_and_the_head_is_row_0(sheet):
    body = whole(sheet, TABLE.format("two"))
    assert [texts(leaf) for leaf in body.leaves] == [["Name", "Text"], ["a", "one"], ["b", "two"]]
    assert [leaf.start for leaf in body.leaves] == [0, 1, 2]
    assert [leaf.tool for leaf in body.leaves] == ["copy_table", "", ""]
    assert body.leaves[0].table is parse(TABLE.format("two"))[0] or body.leaves[0].table.rows


def test_all_rows_have_the_same_columns(sheet):
    body = measured(whole(sheet, TABLE.format("a much longer text than that of the others")), 728)
    assert len({tuple(box.x for box in leaf.boxes) for leaf in body.leaves}) == 1


def test_a_table_that_fits_is_as_wide_as_its_text(sheet):
    body = measured(whole(sheet, TABLE.format("two")), 400)
    assert not body.leaves[-1].side.needed
    assert body.leaves[-1].side.extent < 200
    assert len({leaf.height for leaf in body.leaves[1:]}) == 1


def test_a_table_that_does_not_fit_wraps_its_longest_column(sheet):
    body = measured(whole(sheet, TABLE.format("many words " * 30)), 380)
    assert not body.leaves[-1].side.needed
    assert body.leaves[2].height > 3 * body.leaves[1].height


def test_a_table_of_too_many_columns_scrolls_with_the_bar_in_its_last_row(sheet):
    row = ["words here"] * 30
    body = measured(body_of(sheet, table(row, row, row)), 380)
    first, *_, last = body.leaves
    assert last.side.needed and last.side.room <= 380
    assert not first.side.press(30, first.height - 3)
    assert last.side.press(30, last.height - 3)
    last.side.drop()
    assert last.height > body.leaves[1].height
    last.side.move_to(200)
    seen = first.rects(3, 0, 1)[0]
    assert first.hit(QPointF(seen.left() + 1, seen.center().y()))[0] == 3


def test_a_short_row_is_filled_and_a_long_one_cut(sheet):
    body = body_of(sheet, table(["a", "b"], ["1"], ["1", "2", "3"]))
    assert [texts(leaf) for leaf in body.leaves[1:]] == [["1", ""], ["1", "2"]]


def test_a_click_in_a_cell_is_in_that_cell(sheet):
    body = measured(whole(sheet, TABLE.format("two")), 400)
    for leaf in body.leaves:
        for number in range(2):
            assert leaf.hit(leaf.rects(number, 0, 1)[0].center())[0] == number


def test_a_table_whose_head_is_from_right_to_left_stands_at_the_right(sheet):
    body = measured(whole(sheet, "|שם|טקסט|\n|-|-|\n|א|ב|"), 728)
    assert min(box.x for box in body.leaves[0].boxes) > 300


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize(
    "last", ["two", "**bold words**", "[x](https://example.org/" + "long/" * 20 + ")", "`c`|more|"]
)
def test_a_streamed_table_is_as_wide_as_the_whole_one(sheet, last, size):
    text = TABLE.format(last)
    streamed = Streamed(sheet).feed(text, size)
    measured(streamed.body, 728)
    assert described(streamed.finish().body) == described(whole(sheet, text))


def test_rows_that_come_keep_the_rows_before_them_while_no_column_widens(sheet):
    rows = [["name", "text"], *(["same", "long"] for _ in range(50))]
    body = measured(body_of(sheet, table(*rows)), 400)
    old = body.leaves[0].table
    more = Table(
        alignments=old.alignments, head=old.head, rows=(*old.rows, (cell("more"), cell("x")))
    )
    before = list(body.leaves)
    assert body.show([more]) >= len(before) - 1
    assert body.leaves[: len(before) - 1] == before[:-1]
    assert all(leaf.is_measured(400) for leaf in before[:-1])


def test_a_column_that_widens_has_all_rows_measured_again(sheet):
    body = measured(body_of(sheet, table(["a", "b"], ["1", "2"])), 400)
    old = body.leaves[0].table
    wide = (cell("a text that is much wider"), cell("x"))
    first = body.show([Table(alignments=old.alignments, head=old.head, rows=(*old.rows, wide))])
    assert first == 0 and not any(leaf.is_measured(400) for leaf in body.leaves)


def test_a_growing_cell_widens_its_table_a_few_times_only(sheet):
    body, widened = BodyLeaves(sheet, FakeHighlighter()), 0
    for length in range(600):
        body.show([table(["a", "b"], ["1", "2"], ["x" * length, "y"])])
        widened += not body.leaves[0].is_measured(400)
        measured(body, 400)
    assert widened <= 40


def test_rows_are_laid_out_when_they_are_measured_and_not_before(sheet):
    body = body_of(sheet, table(["a", "b"], *(["word " * 60, "x"] for _ in range(100))))
    assert all(leaf.estimate(380) > 0 for leaf in body.leaves)
    assert not any(leaf.holds_layouts for leaf in body.leaves)
    body.leaves[7].measure(380)
    assert [leaf.holds_layouts for leaf in body.leaves].count(True) == 1


def test_of_two_thousand_columns_forty_eight_are_shown_and_the_rest_is_told(sheet):
    names = [f"c{number}" for number in range(2000)]
    body = measured(body_of(sheet, table(names, names)), 728)
    assert [len(leaf.boxes) for leaf in body.leaves] == [48, 48]
    assert texts(body.leaves[0])[:2] == ["c0", "c1"]
    assert texts(body.leaves[0])[-1] == "… 1953 more"


def test_a_cell_too_long_to_lay_out_says_that_it_goes_on(sheet):
    body = measured(body_of(sheet, table(["a", "b"], ["word " * 40_000, "x"])), 728)
    assert len(texts(body.leaves[1])[0]) <= 6001 and texts(body.leaves[1])[0].endswith("…")


def test_one_more_of_two_thousand_rows_costs_no_more_than_of_ten(sheet):
    def cost(count):
        rows = [tuple(map(cell, ("some words", "more of them", str(n)))) for n in range(count)]
        head = (cell("a"), cell("b"), cell("c"))
        body = body_of(sheet, Table(alignments=("",) * 3, head=head, rows=tuple(rows)))
        best = 1.0
        for _ in range(20):
            rows.append((cell("some words"), cell("more of them"), cell("7")))
            block = Table(alignments=("",) * 3, head=head, rows=tuple(rows))
            start = process_time()
            body.show([block])
            best = min(best, process_time() - start)
        return best

    assert cost(2000) < 5 * cost(10) + 0.000_2


def test_the_button_stands_inside_the_page(sheet):
    for text in ("two", "many words " * 30):
        head = measured(whole(sheet, TABLE.format(text)), 400).leaves[0]
        place = head.tool_place(QSize(26, 26))
        assert place.left() >= 0 and place.right() < 400
        assert place.bottom() < head.height


def test_the_button_covers_no_word_of_the_head(sheet):
    for text in ("two", "many words " * 30):
        head = measured(whole(sheet, TABLE.format(text)), 400).leaves[0]
        place = QRectF(head.tool_place(QSize(26, 26)))
        for number, box in enumerate(head.boxes):
            assert not any(place.intersects(each) for each in head.rects(number, 0, box.length))


def test_the_button_of_a_table_at_the_right_stands_inside_the_page(sheet):
    body = measured(whole(sheet, "|שם|טקסט|\n|-|-|\n|א|ב|"), 400)
    place = body.leaves[0].tool_place(QSize(26, 26))
    assert place.left() >= 0 and place.right() < 400


def test_a_table_from_right_to_left_has_its_first_column_at_the_right(sheet):
    head = measured(whole(sheet, "|שם|טקסט|\n|-|-|\n|א|ב|"), 400).leaves[0]
    assert head.boxes[0].x > head.boxes[1].x
    for number in range(2):
        assert head.hit(head.rects(number, 0, 1)[0].center())[0] == number


def test_a_number_in_a_table_from_right_to_left_stands_below_the_name_of_its_column(sheet):
    head, row = measured(whole(sheet, "|שם|טקסט|\n|-|-|\n|א|12|"), 400).leaves
    assert row.rects(1, 0, 2)[0].right() == pytest.approx(head.rects(1, 0, 4)[0].right(), abs=2)


def test_a_wide_table_from_right_to_left_begins_at_its_right_end(sheet):
    names = ["שם ארוך"] * 30
    last = measured(body_of(sheet, table(names, names)), 380).leaves[-1]
    assert last.side.offset == last.side.extent - last.side.room > 0


def test_a_column_is_as_wide_as_its_text_and_not_much_wider(sheet):
    body = measured(whole(sheet, "|Planet|243 days, backwards|x|\n|-|-|-|\n|||"), 728)
    head = body.leaves[0]
    for number in range(2):
        text = head.rects(number, 0, len(texts(head)[number]))[0]
        room = head.boxes[number + 1].x - head.boxes[number].x - 28
        assert text.width() <= room <= text.width() * 1.15 + 10
