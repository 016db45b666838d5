"""Blocks as text for people: numbered items, quotes as in mail, columns, addresses in brackets."""

import unicodedata
from collections.abc import Iterable, Sequence

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
from promptrun_desktop.text.to_markdown import laid_out
from promptrun_desktop.text.to_plain import plain_spans

# In columns; a wider table is written row by row, or its lines would be broken anywhere.
_WIDEST_TABLE = 100
_MOST_WIDTH = 72


def plain_of(blocks: Iterable[Block]) -> str:
    return "".join(laid_out(blocks, _one))


def width_of(text: str) -> int:
    """In columns of an editor, as nearly as Unicode knows."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _one(block: Block) -> str:
    match block:
        case Paragraph(spans=spans):
            return _text(spans)
        case Heading(level=level, spans=spans):
            text = _text(spans).replace("\n", " ")
            return f"{text}\n{'~' * min(width_of(text), _MOST_WIDTH)}" if level < 3 else text
        case CodeBlock(code=code):
            # By which one sees that it is code, also where it is one line.
            return "\n".join(f"    {line}" if line else "" for line in code.split("\n"))
        case RawHtml(text=text):
            return text
        case Rule():
            return "* * *"
        case Table():
            return _table(block)
    raise TypeError(f"no text for {type(block).__name__}")


def _text(spans: Sequence[Span]) -> str:
    behind = (*spans[1:], Span(""))
    return "".join(map(_span, spans, behind))


def _span(span: Span, behind: Span) -> str:
    text = plain_spans([span])
    if span.style and span.style & Style.STRIKE:
        text = f"~~{text}~~"  # without it the text would say the opposite
    if not span.href or span.href in (behind.href, span.text, f"mailto:{span.text}"):
        return text
    return f"{text} ({span.href})"


def _table(table: Table) -> str:
    head, *rows = [[_cell(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    if sum(widths) + 3 * len(widths) > _WIDEST_TABLE:
        return "\n\n".join(_record(head, row) for row in rows or [head])
    lines = [_row(row, widths, table.alignments) for row in rows]
    if any(head):
        lines = [_row(head, widths, table.alignments), "-+-".join("-" * w for w in widths), *lines]
    return "\n".join(lines)


def _cell(cell: Sequence[Span]) -> str:
    return " ".join(_text(cell).split())


def _row(cells: Sequence[str], widths: Sequence[int], alignments: Sequence[str]) -> str:
    padded = map(_padded, cells, widths, alignments)
    return " | ".join(padded).rstrip()


def _padded(cell: str, width: int, side: str) -> str:
    room = width - width_of(cell)
    before = {"right": room, "center": room // 2}.get(side, 0)
    return " " * before + cell + " " * (room - before)


def _record(head: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip(head, row, strict=True)
    return "\n".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
