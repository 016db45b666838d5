"""A part of a block, as a block: from one character to another, or some cells of a table."""

from dataclasses import replace
from typing import NamedTuple

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Span,
    Style,
    Table,
)

Spans = tuple[Span, ...]
Row = tuple[Spans, ...]


class CellPlace(NamedTuple):
    """A place in a table; the head is row 0, `offset` in code points of the cell's text."""

    row: int
    cell: int
    offset: int


def length(block: Block) -> int:
    """Code points of the block's plain text; a table is counted by cells instead."""
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            return sum(len(span.text) for span in spans)
        case CodeBlock(code=text) | RawHtml(text=text):
            return len(text)
    return 0


def cut(block: Block, start: int, end: int) -> Block | None:
    """The characters from `start` to before `end`, in code points; None if that is nothing.

    What is only a part of a heading, or of a line of code, is text and no longer either; what
    has no text, such as a rule, is there as a whole.
    """
    start, end = max(0, start), min(end, length(block))
    if isinstance(block, Rule):
        return block
    if start == 0 and end == length(block):
        return block
    if start >= end:
        return None
    match block:
        case Paragraph(spans=spans):
            return replace(block, spans=cut_spans(spans, start, end))
        case Heading(path=path, opens=opens, spans=spans):
            return Paragraph(path=path, opens=opens, spans=cut_spans(spans, start, end))
        case CodeBlock(path=path, opens=opens, code=code):
            part = code[start:end]
            if "\n" in part:
                return replace(block, code=part.removesuffix("\n"))
            return Paragraph(path=path, opens=opens, spans=(Span(part, Style.CODE),))
        case RawHtml(text=text):
            return replace(block, text=text[start:end])
    raise TypeError(f"cut a {type(block).__name__} by its cells")


def cut_spans(spans: Spans, start: int, end: int) -> Spans:
    """A formula is taken whole: half of one means nothing."""
    kept, place = [], 0
    for span in spans:
        low, high = max(start - place, 0), min(end - place, len(span.text))
        if low < high:
            whole = bool(span.style & Style.MATH)
            kept.append(span if whole else replace(span, text=span.text[low:high]))
        place += len(span.text)
    return tuple(kept)


def cut_table(table: Table, first: CellPlace, last: CellPlace) -> Block | None:
    """What lies between two places; inside one cell that is text, else a table of whole rows.

    Without its first row the head of the new table is empty. In one row only the columns that
    were reached are there; in several, cells before the first and after the last are empty.
    """
    if first[:2] == last[:2]:
        spans = cut_spans(_row(table, first.row)[first.cell], first.offset, last.offset)
        return Paragraph(path=table.path, opens=table.opens, spans=spans) if spans else None
    columns = range(len(table.head))
    if first.row == last.row:
        columns = range(first.cell, last.cell + 1)
    rows = [
        tuple(_part(table, row, column, first, last) for column in columns)
        for row in range(first.row, last.row + 1)
    ]
    head = rows.pop(0) if first.row == 0 else tuple(() for _ in columns)
    sides = tuple(
        table.alignments[column] if column < len(table.alignments) else "" for column in columns
    )
    return replace(table, alignments=sides, head=head, rows=tuple(rows))


def _part(table: Table, row: int, column: int, first: CellPlace, last: CellPlace) -> Spans:
    cells = _row(table, row)
    if not first[:2] <= (row, column) <= last[:2] or column >= len(cells):
        return ()
    spans = cells[column]
    start = first.offset if (row, column) == first[:2] else 0
    end = last.offset if (row, column) == last[:2] else sum(len(span.text) for span in spans)
    return cut_spans(spans, start, end)


def _row(table: Table, number: int) -> Row:
    return table.rows[number - 1] if number else table.head
