"""Code and tables: colours, columns, scrolling sideways."""

import pytest
from PySide6.QtCore import QPointF

from promptrun_desktop.text.block import CodeBlock
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.table_card import TableCard

TABLE = "|Name|Text|\n|:-|-:|\n|a|one|\n|b|{}|"


def table_of(sheet, text, width=400):
    card = TableCard(sheet, parse(text)[0])
    card.lay_out(width)
    return card


def code_of(sheet, code, width=300, language="python"):
    card = CodeCard(sheet, CodeBlock(language=language, code=code))
    card.lay_out(width)
    return card


def test_a_table_that_fits_is_as_wide_as_its_text(sheet):
    card = table_of(sheet, TABLE.format("two"))
    assert not card.side.needed
    assert card.boxes[5].y > card.boxes[3].y > card.boxes[1].y


def test_a_table_that_does_not_fit_wraps_its_longest_column(sheet):
    card = table_of(sheet, TABLE.format("many words " * 30))
    assert not card.side.needed
    assert card.boxes[5].height > 3 * card.boxes[3].height


def test_a_table_of_too_many_columns_scrolls_inside_its_card(sheet):
    columns = 30
    text = "|" + "head|" * columns + "\n|" + "-|" * columns + "\n|" + "words here|" * columns
    card = table_of(sheet, text)
    assert card.side.needed and card.side.room <= 400
    assert card.side.move_to(10_000)
    assert card.side.offset == card.side.extent - card.side.room


def test_a_growing_table_keeps_the_rows_it_has(sheet):
    card = table_of(sheet, TABLE.format("two"))
    kept = card.boxes[:4]
    assert card.show(parse(TABLE.format("two and a half"))[0])
    assert card.boxes[:4] == kept and card.boxes[5].text == "two and a half"


def test_a_short_row_is_filled_to_the_head(sheet):
    card = table_of(sheet, "|a|b|\n|-|-|\n|1|")
    assert [box.text for box in card.boxes] == ["a", "b", "1", ""]


def test_a_click_in_a_cell_is_in_that_cell(sheet):
    card = table_of(sheet, TABLE.format("two"))
    for number, box in enumerate(card.boxes):
        rect = box.rects(0, 1)[0]
        assert card.hit(QPointF(rect.center()))[0] == number


def test_long_lines_of_code_scroll_sideways_and_are_hit_where_they_are(sheet):
    card = code_of(sheet, "x" * 200)
    rect = card.boxes[0].rects(100, 101)[0]
    card.side.move_to(rect.left() - 50)
    _box, offset = card.hit(QPointF(rect.center().x() - card.side.offset + 1, rect.center().y()))
    assert offset in (100, 101)


def test_the_bar_drags_the_lines(sheet):
    card = code_of(sheet, "x" * 200)
    assert not card.side.press(40, 5)
    assert card.side.press(20, card.height - 5)
    card.side.drag(10_000)
    card.side.drop()
    assert card.side.offset == card.side.extent - card.side.room
    assert not card.side.drag(0)


def test_short_code_has_no_bar(sheet):
    card = code_of(sheet, "x = 1")
    assert not card.side.needed and not card.side.press(20, card.height - 5)


def test_colours_do_not_change_the_text_or_the_height(sheet):
    code = "".join(f"def f{number}(): pass  # 😀\n" for number in range(60)).rstrip()
    card = code_of(sheet, code)
    height = card.height
    start = code.index("def f59")
    card.colour([(0, 3, "keyword"), (start, start + 3, "keyword")])
    card.lay_out(300)
    assert card.height == height
    assert "".join(box.text + box.piece.after for box in card.boxes) == code
    last = card.boxes[-1]
    run = last.piece.runs[0]
    assert last.slice(run.start, run.start + run.length) == "def"


def test_colours_are_asked_for_once_a_text(sheet):
    card = code_of(sheet, "x = 1")
    assert card.wants_colours()
    card.asked_for_colours()
    assert not card.wants_colours()
    card.show(CodeBlock(language="python", code="x = 1\ny = 2"))
    assert card.wants_colours()


@pytest.mark.parametrize("language", ["", "<img src=x>", "a" * 5000])
def test_any_language_is_drawn_as_text(sheet, language, qtbot):
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    card = code_of(sheet, "code", language=language)
    picture = QImage(300, 100, QImage.Format.Format_ARGB32)
    picture.fill(0)
    empty = picture.copy()
    painter = QPainter(picture)
    card.paint(painter, QRectF(0, 0, 300, 100), {}, "")
    painter.end()
    assert picture != empty
