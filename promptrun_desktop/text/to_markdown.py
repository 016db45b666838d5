"""Blocks as Markdown source that is parsed into the same blocks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

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
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.inline_markdown import (
    careful_cell,
    cell_markdown,
    heading_markdown,
    paragraph_markdown,
)
from promptrun_desktop.text.nesting import Step, marker, walk

_FENCES = re.compile(r"`{3,}")
_DASHES = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}


def to_markdown(blocks: Iterable[Block]) -> str:
    """Ends without a line break. Code that was still open is closed."""
    return "".join(markdown_parts(blocks))


def markdown_parts(blocks: Iterable[Block]) -> Iterator[str]:
    return laid_out(blocks, _one)


def laid_out(blocks: Iterable[Block], written: Callable[[Block], str]) -> Iterator[str]:
    """What is `written` for each block, in the lists and quotes they stand in."""
    writer = _Writer()
    before: Block | None = None
    for step in walk(blocks):
        yield from writer.between(before, step)
        yield writer.lines(written(step.block), step)
        before = step.block


class _Writer:
    """Knows what each line begins with: the marks of quotes, and room under the marks of items."""

    def __init__(self) -> None:
        self._rooms: list[str] = []
        self._bullets: list[str] = []  # by depth: what the last list there was written with

    def between(self, before: Block | None, step: Step) -> Iterator[str]:
        if before is None:
            return
        yield "\n"
        if _apart(before, step):
            yield "".join(self._rooms[: step.kept]).rstrip() + "\n"

    def lines(self, text: str, step: Step) -> str:
        kept = "".join(self._rooms[: step.kept])
        marks = [self._mark(step, number) for number in range(len(step.opened))]
        del self._rooms[step.kept :]
        for container, mark in zip(step.opened, marks, strict=True):
            self._rooms.append("> " if isinstance(container, Quote) else " " * _width(mark))
        if not (self._rooms or marks):
            return text
        first, *rest = text.split("\n")
        if _is_task(step) and not isinstance(step.block, Paragraph):
            first, rest = "", [first, *rest]  # behind its box there can only be text
        room = "".join(self._rooms)
        # Blanks at the end of a line of code are its own.
        empty = room.rstrip()
        begun = kept + "".join(marks)
        lines = [begun + first if first or _is_task(step) else begun.rstrip()]
        return "\n".join([*lines, *(room + line if line else empty for line in rest)])

    def _mark(self, step: Step, number: int) -> str:
        depth = step.kept + number
        container = step.opened[number]
        del self._bullets[depth + 1 :]
        self._bullets += [""] * (depth + 1 - len(self._bullets))
        if isinstance(container, Quote):
            self._bullets[depth] = ""
            return "> "
        if number > 0 or not step.goes_on:
            self._bullets[depth] = self._other(step, number, container)
        sign = self._bullets[depth]
        return marker(container, sign, sign)

    def _other(self, step: Step, number: int, item: Item) -> str:
        """Two lists in a row differ by their signs."""
        signs = "-*" if item.number is None else ".)"
        follows = number == 0 and step.closed and isinstance(step.closed[0], Item)
        # Three of one sign in a line would be a rule.
        before = self._bullets[step.kept + number - (number > 0)]
        return signs[1] if (follows or number > 0) and before == signs[0] else signs[0]


def _is_task(step: Step) -> bool:
    last = step.opened[-1] if step.opened else None
    return isinstance(last, Item) and last.task is not None


def _width(mark: str) -> int:
    """What follows stands under the text; the box of a task belongs to the text."""
    return mark.index(" ") + 1


def _apart(before: Block, step: Step) -> bool:
    """Whether an empty line is between: not where that would make a tight list a loose one."""
    owner: Container | None = None
    if step.goes_on:
        owner = step.opened[0]
    elif step.kept:
        owner = step.block.path[step.kept - 1]
    if not isinstance(owner, Item) or not owner.tight:
        return True
    if step.goes_on:
        return isinstance(before, RawHtml) and before.path[-1:] != step.opened[:1]
    return _would_join(before, step)


def _would_join(before: Block, step: Step) -> bool:
    """Side by side in one tight item: what one parser would read as one."""
    quotes = bool(step.closed) and isinstance(step.closed[-1], Quote)
    text = isinstance(step.block, Paragraph) and not step.opened
    if isinstance(before, Paragraph) and not before.spans:
        text = False  # there is nothing that it could go on with
    return (
        isinstance(before, RawHtml)
        or (isinstance(before, Paragraph | Table) and text)
        or (quotes and (text or (bool(step.opened) and isinstance(step.opened[0], Quote))))
    )


def _one(block: Block) -> str:
    match block:
        case Paragraph(spans=spans):
            return paragraph_markdown(spans) if spans else ""
        case Heading(level=level, spans=spans):
            return heading_markdown(level, spans)
        case CodeBlock(language=language, code=code):
            return _fenced(language, code)
        case RawHtml(text=text):
            return text
        case Rule():
            return "___"  # of the three, the one that marks no list
        case Table():
            return _table(block)
    raise TypeError(f"no Markdown for {type(block).__name__}")


def _fenced(language: str, code: str) -> str:
    longest = max(map(len, _FENCES.findall(code)), default=2)
    mark = "`" * (longest + 1)
    name = re.sub(r"[\\&`]", lambda found: f"&#{ord(found[0])};", language)
    return f"{mark}{name}\n{code}\n{mark}" if code else f"{mark}{name}\n{mark}"


def _table(table: Table) -> str:
    text = _rows(table, [[cell_markdown(cell) for cell in row] for row in _all(table)])
    wanted = Table(alignments=table.alignments, head=table.head, rows=table.rows)
    if parse(text) == [wanted]:
        return text
    return _rows(table, [[careful_cell(cell) for cell in row] for row in _all(table)])


def _all(table: Table) -> list[tuple[tuple[Span, ...], ...]]:
    return [table.head, *table.rows]


def _rows(table: Table, rows: Sequence[Sequence[str]]) -> str:
    head, *rest = rows
    sides = [*table.alignments, *[""] * len(head)][: len(head)]
    lines = [head, [_DASHES.get(side, "---") for side in sides], *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
