"""Blocks as plain text that people read: list marks, cells by tabs, code as it is."""

from collections.abc import Iterable, Iterator

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    RawHtml,
    Rule,
    Span,
    Style,
    Table,
)
from promptrun_desktop.text.nesting import Step, marker, tight, walk


def to_plain(blocks: Iterable[Block]) -> str:
    """One empty line between paragraphs, none between the items of a list without them."""
    return "".join(plain_parts(blocks))


def plain_parts(blocks: Iterable[Block]) -> Iterator[str]:
    before: Block | None = None
    for step in walk(blocks):
        if before is not None:
            yield "\n" if tight(before, step.block) else "\n\n"
        yield _prefix(step)
        yield from _one(step.block)
        before = step.block


def plain_cell(spans: Iterable[Span]) -> str:
    """In one line, so that it stays one cell of a spreadsheet."""
    return " ".join(plain_spans(spans).replace("\t", " ").split("\n"))


def plain_spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    if not span.style or not span.style & Style.MATH:
        return span.text
    mark = "$$" if span.style & Style.DISPLAY else "$"
    return f"{mark}{span.text}{mark}"


def _prefix(step: Step) -> str:
    marks = [marker(each) for each in step.opened if isinstance(each, Item)]
    if not marks:
        return ""
    depth = sum(isinstance(each, Item) for each in step.block.path[: step.kept])
    return "  " * depth + "".join(marks)


def _one(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            yield plain_spans(spans)
        case CodeBlock(code=text) | RawHtml(text=text):
            yield text
        case Rule():
            yield "---"
        case Table(head=head, rows=rows):
            lines = [head, *rows] if any(head) else list(rows)
            for number, row in enumerate(lines):
                yield "\n" * bool(number) + "\t".join(map(plain_cell, row))
