"""The blocks of an answer into strips."""

from collections.abc import Iterable

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Table,
)
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.nesting import tight
from promptrun_desktop.ui.documents import paragraphs
from promptrun_desktop.ui.documents.code import code
from promptrun_desktop.ui.documents.frame import Framed, Frames, Room
from promptrun_desktop.ui.documents.paragraphs import Steps
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.strip import RuleStrip, Strip
from promptrun_desktop.ui.documents.table import table
from promptrun_desktop.ui.documents.typefaces import BODY, HEADINGS, RAW


def strips(press: Press, blocks: Iterable[Block], room: Room) -> Steps:
    frames = Frames(press, room)
    before: Block | None = None
    for block in blocks:
        beginning = _beginning(block)
        framed = frames.around(block, None if beginning is None else is_rtl(beginning))
        first = True
        for strip in _one(press, block, framed):
            if strip is not None and first:
                strip.gap, first = _gap(before, block), False
            yield strip
        before = block
        yield None


def _one(press: Press, block: Block, framed: Framed) -> Steps:
    match block:
        case Paragraph(spans=spans):
            return paragraphs.text(press, BODY, spans, framed)
        case Heading(level=level, spans=spans):
            level = min(max(level, 1), 6)
            return paragraphs.heading(press, HEADINGS[level - 1], level, spans, framed)
        case CodeBlock():
            return code(press, block, framed)
        case Table():
            return table(press, block, framed)
        case RawHtml(text=text):
            return paragraphs.plain(press, RAW, text, framed)
        case Rule():
            rule: Strip = RuleStrip(framed.room.x, framed.room.width)
            return iter(paragraphs.framed_strips([rule], framed))
    raise TypeError(f"no strips for {type(block).__name__}")


def _gap(before: Block | None, block: Block) -> float:
    if before is None:
        return 0
    if isinstance(block, Heading):
        return 170 if block.level <= 2 else 140
    if isinstance(before, Heading):
        return 45
    if tight(before, block):
        return 22
    wide = isinstance(block, CodeBlock | Table) or isinstance(before, CodeBlock | Table)
    return 95 if wide else 75


def _beginning(block: Block) -> str | None:
    """The text that says to which side a block belongs; None where it has no side of its own."""
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            return "".join(span.text for span in spans)
        case Table(head=head):
            return "".join(span.text for cell in head for span in cell)
        case RawHtml(text=text):
            return text
    return None
