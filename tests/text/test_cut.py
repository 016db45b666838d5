from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.block import CodeBlock, Heading, Paragraph, Span, Style, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.cut import CellPlace, cut, cut_table, length

TABLE = parse("|a|bb|c|\n|-|-:|-|\n|d|**ee**|f|\n|g|h|i|")[0]


def texts(row):
    return ["".join(span.text for span in cell) for cell in row]


def test_styles_and_addresses_stay():
    (block,) = parse("ab **cd** [ef](u)")
    assert cut(block, 1, 7).spans == (
        Span("b "),
        Span("cd", Style.BOLD),
        Span(" "),
        Span("e", href="u"),
    )


@given(st.integers(0, 12), st.integers(0, 12))
def test_exactly_the_characters_asked_for_are_there(start, end):
    (block,) = parse("😀b **漢d** שלום e")
    text = "".join(span.text for span in block.spans)
    part = cut(block, start, end)
    assert "".join(span.text for span in part.spans) if part else text[start:end] == ""


def test_the_whole_is_the_block_itself_and_nothing_is_none():
    (block,) = parse("# abc")
    assert cut(block, 0, length(block)) is block
    assert cut(block, 2, 2) is None


def test_a_part_of_a_heading_is_text():
    (block,) = parse("# abc")
    assert isinstance(block, Heading)
    assert cut(block, 0, 2) == Paragraph(spans=(Span("ab"),))


def test_lines_of_code_are_code_and_a_part_of_one_is_text_in_code_style():
    block = CodeBlock(language="py", code="ab\ncd\nef")
    assert cut(block, 1, 6) == CodeBlock(language="py", code="b\ncd")
    assert cut(block, 3, 5) == Paragraph(spans=(Span("cd", Style.CODE),))


def test_a_formula_is_taken_whole():
    (block,) = parse("a $x+y$ b")
    assert cut(block, 3, 4).spans == (Span("x+y", Style.MATH),)


def test_inside_one_cell_it_is_text():
    assert cut_table(TABLE, CellPlace(1, 1, 1), CellPlace(1, 1, 2)) == Paragraph(
        spans=(Span("e", Style.BOLD),)
    )


def test_in_one_row_it_is_the_columns_that_were_reached():
    part = cut_table(TABLE, CellPlace(1, 0, 0), CellPlace(1, 1, 1))
    assert isinstance(part, Table)
    assert (texts(part.head), part.alignments) == (["", ""], ("", "right"))
    assert [texts(row) for row in part.rows] == [["d", "e"]]


def test_over_rows_it_is_rows_with_what_was_not_reached_empty():
    part = cut_table(TABLE, CellPlace(0, 1, 1), CellPlace(2, 1, 1))
    assert texts(part.head) == ["", "b", "c"]
    assert [texts(row) for row in part.rows] == [["d", "ee", "f"], ["g", "h", ""]]
