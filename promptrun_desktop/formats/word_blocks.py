"""Blocks as Word's paragraphs, lists and tables."""

from collections.abc import Iterator, Sequence

from promptrun_desktop.formats.word_code import code_lines
from promptrun_desktop.formats.word_inline import Inline
from promptrun_desktop.formats.word_numbering import LEVELS, Numbering
from promptrun_desktop.formats.word_paragraph import ANYWHERE, GAP, Place, paragraph
from promptrun_desktop.formats.word_styles import CODE_EDGE, UNIT
from promptrun_desktop.formats.word_tables import tables
from promptrun_desktop.formats.word_text import runs
from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Container,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Rule,
    Span,
    Table,
)
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.nesting import Step, walk

_DEEPEST = 12  # nesting beyond it is drawn at it, or little would be left of the lines


class Blocks:
    def __init__(self, inline: Inline, numbering: Numbering) -> None:
        self._inline = inline
        self._numbering = numbering

    def written(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Headings begin at the second level: the first are those of the messages."""
        self._numbering.begin(blocks)
        before: Block | None = None
        for step in walk(blocks, _DEEPEST):
            yield from self._marks(step)
            if _would_join(before, step.block):
                yield GAP
            yield from self._one(step)
            before = step.block

    def _marks(self, step: Step) -> Iterator[str]:
        """A paragraph of its own for each mark that has no text behind it."""
        path = step.block.path[:_DEEPEST]
        for depth, container in enumerate(step.opened, step.kept + 1):
            if isinstance(container, Item) and (depth < len(path) or not _has_text(step.block)):
                place = self._place(path[:depth], container)
                sign = runs(self._numbering.sign(container))
                keep = not isinstance(step.block, Paragraph)
                yield paragraph("ListParagraph", sign, place, keep=keep, tight=container.tight)

    def _one(self, step: Step) -> Iterator[str]:
        block = step.block
        path = block.path[:_DEEPEST]
        place = self._place(path)
        match block:
            case Paragraph(spans=spans) if spans:
                yield from self._text(_style(path), spans, step)
            case Heading(level=level, spans=spans):
                yield from self._text(f"Heading{min(max(level, 1), 6) + 1}", spans, step)
            case RawHtml(text=text):
                for line in text.removesuffix("\n").split("\n"):
                    rtl = is_rtl(line)
                    yield paragraph(_style(path), runs(line, rtl=rtl), place, rtl=rtl, tight=True)
            case CodeBlock(language=language, code=code):
                yield from self._code(language, code, place)
            case Rule():
                yield paragraph("Rule", "", place)
            case Table():
                yield from tables(block, place.indent or 0, self._inline)

    def _text(self, style: str, spans: Sequence[Span], step: Step) -> Iterator[str]:
        path = step.block.path[:_DEEPEST]
        last = path[-1] if path else None
        tight = isinstance(last, Item) and last.tight and isinstance(step.block, Paragraph)
        # Between two lists there is room.
        fresh = bool(step.closed and step.opened) and step.kept == 0 and not step.goes_on
        rtl = is_rtl("".join(span.text for span in spans))
        opened = last if step.opened and isinstance(last, Item) else None
        sign = runs(self._numbering.sign(opened), rtl=rtl) if opened else ""
        place = self._place(path, opened)
        for inside in self._inline.paragraphs(spans, rtl=rtl, centred=not opened):
            yield paragraph(style, sign + inside, place, rtl=rtl, tight=tight, fresh=fresh)
            place, sign, fresh = self._place(path), "", False

    def _code(self, language: str, code: str, place: Place) -> Iterator[str]:
        if language:
            yield paragraph("CodeLanguage", runs(language), place)
        if place.indent is not None:
            place = place._replace(indent=place.indent + CODE_EDGE)
        for line in code_lines(language, code):
            yield paragraph("Code", line, place)

    def _place(self, path: Sequence[Container], item: Item | None = None) -> Place:
        """`item`: the last of the path, where it begins."""
        if not path:
            return ANYWHERE
        bar: int | None = None
        room = 0
        for container in path:
            if isinstance(container, Quote):
                room = bar = room + UNIT
            else:
                room += self._numbering.width(container)
        if item is None:
            return Place(room, bar=bar)
        mark = self._numbering.width(item)
        level = min(sum(isinstance(each, Item) for each in path), LEVELS) - 1
        # Where the list has it so already, the Tab key goes on moving the item.
        indent = None if (room, mark) == (UNIT * (level + 1), UNIT) else room
        return Place(indent, mark, bar, self._numbering.properties(item, level))


def _style(path: Sequence[Container]) -> str:
    if not path:
        return "BodyText"
    return "Quote" if isinstance(path[-1], Quote) else "ListParagraph"


def _would_join(before: Block | None, block: Block) -> bool:
    return isinstance(before, CodeBlock) and isinstance(block, CodeBlock) and not block.language


def _has_text(block: Block) -> bool:
    match block:
        case Paragraph(spans=spans):
            return bool(spans)
        case Heading():
            return True
    return False
