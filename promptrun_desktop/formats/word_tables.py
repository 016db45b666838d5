"""Tables of a Word file: their head is repeated on every page, columns are as wide as they need."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from promptrun_desktop.formats.word_inline import Inline
from promptrun_desktop.formats.word_paragraph import GAP, paragraph
from promptrun_desktop.formats.word_styles import TEXT_WIDTH
from promptrun_desktop.text.block import Span, Table
from promptrun_desktop.text.direction import is_rtl

# Word opens no table with more.
_MOST_COLUMNS = 63
# In twentieths of a point: a character, and what a cell keeps free around its text.
_CHARACTER, _PADDING = 125, 260
_WIDEST = 60
# Word turns the sides of what runs from right to left around.
_MIRRORED = {"left": "right", "right": "left"}

Cells = Sequence[Sequence[Span]]


def tables(table: Table, indent: int, inline: Inline) -> Iterator[str]:
    """One as a rule. Behind each a line of nothing: Word would join it with the next."""
    for first in range(0, max(len(table.head), 1), _MOST_COLUMNS):
        part = slice(first, first + _MOST_COLUMNS)
        rows = [row[part] for row in table.rows]
        yield from _table(table.head[part], rows, table.alignments[part], indent, inline)
        yield GAP


def _table(
    head: Cells, rows: Sequence[Cells], alignments: Sequence[str], indent: int, inline: Inline
) -> Iterator[str]:
    rtl = is_rtl("".join(map(_text, head)))
    widths = _widths([head, *rows], TEXT_WIDTH - indent)
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="ChatTable"/>'
    yield "<w:bidiVisual/>" if rtl else ""
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
    yield '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>\n"
    for number, row in enumerate((head, *rows)):
        if number == 0 and not any(row):
            continue
        kind = "<w:tblHeader/>" if number == 0 else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>\n"
        for place, width in enumerate(widths):
            cell = row[place] if place < len(row) else ()
            yield _cell(cell, width, alignments[place], rtl, inline)
        yield "</w:tr>\n"
    yield "</w:tbl>\n"


def _cell(
    spans: Sequence[Span], width: int, alignment: str, table_rtl: bool, inline: Inline
) -> str:
    # Numbers have no side of their own.
    text = _text(spans)
    rtl = is_rtl(text) or (table_rtl and not any(char.isalpha() for char in text))
    side = _MIRRORED.get(alignment, alignment) if rtl else alignment
    inside = paragraph("TableText", inline.contents(spans, rtl=rtl), rtl=rtl, side=side)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>\n'


def _widths(rows: Sequence[Cells], most: int) -> list[int]:
    """What the longest line of each column needs; all of them less where that is too much."""
    columns = max(map(len, rows))
    needed = [
        _PADDING + _CHARACTER * max(_length(row[number]) for row in rows if number < len(row))
        for number in range(columns)
    ]
    if sum(needed) <= most:
        return needed
    # Narrow ones stay as they are; what they leave is for those that need more.
    even = most // columns
    left = most - sum(min(width, even) for width in needed)
    lacking = sum(max(0, width - even) for width in needed)
    return [min(width, even) + left * max(0, width - even) // lacking for width in needed]


def _length(cell: Sequence[Span]) -> int:
    return min(max(map(_columns, _text(cell).split("\n"))), _WIDEST)


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line[:_WIDEST])


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
