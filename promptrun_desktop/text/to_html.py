"""Blocks as plain semantic HTML, which word processors turn into lists, tables and code.

What it avoids and adds was seen in LibreOffice, which reads what is pasted as Word does: by
paragraphs, of which each item, cell and line of code has at least one.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

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
from promptrun_desktop.text.inline_html import html_lines, html_spans
from promptrun_desktop.text.nesting import Step, walk

_DEEPEST = 12  # nesting beyond it is drawn at it: word processors have limits of their own
# Without these a table has no lines, or double ones.
_GRID = 'border="1" cellspacing="0" cellpadding="4" style="border-collapse: collapse"'


def to_html(blocks: Iterable[Block]) -> str:
    """Balanced tags around escaped text: no colours, fonts or classes, nothing of it taken as HTML.

    Addresses that are not plainly safe are left out, their text stays.
    """
    return "".join(html_parts(blocks))


def html_parts(blocks: Iterable[Block]) -> Iterator[str]:
    writer = _Writer()
    path: tuple[Container, ...] = ()
    for step in walk(blocks, _DEEPEST):
        yield from _closed(step.closed, step.goes_on)
        yield from writer.opened(step)
        yield from writer.block(step)
        path = step.block.path[:_DEEPEST]
    yield from _closed(path, False)


class _Writer:
    """Knows to which side what is open runs, for word processors do not find it out."""

    def __init__(self) -> None:
        self._lists: list[bool] = []  # by depth, whether from right to left; quotes as well
        self._items: list[bool] = []

    def opened(self, step: Step) -> Iterator[str]:
        rtl = is_rtl(_beginning(step.block))
        del self._items[step.kept :]
        del self._lists[step.kept + step.goes_on :]
        for number, container in enumerate(step.opened):
            side = self._side(rtl)
            if number > 0 or not step.goes_on:
                yield _list_tag(container, side)
                self._lists.append(rtl)
            if isinstance(container, Item):
                yield f"<li{_direction(rtl, self._lists[-1])}>"
                yield _start(container, step, number)
            self._items.append(rtl)

    def block(self, step: Step) -> Iterator[str]:
        block = step.block
        side = self._side(is_rtl(_beginning(block)))
        match block:
            case Paragraph(spans=()):
                pass
            case Paragraph(spans=spans):
                text = _box(step) + html_spans(spans)
                # A paragraph in it would take the text of an item away from its mark.
                yield text if _is_bare(step) else f"<p{side}>{text}</p>\n"
            case Heading(level=level, spans=spans):
                tag = f"h{min(max(level, 1), 6)}"
                yield f"<{tag}{side}>{html_spans(spans)}</{tag}>\n"
            case CodeBlock(code=code):
                # The first line break behind the tag is not part of it (HTML standard, 13.1.2.5).
                first = "\n" if code.startswith("\n") else ""
                yield f"<pre{side}><code>{first}{escape(code)}</code></pre>\n"
            case RawHtml(text=text):
                yield f"<p{side}>{html_lines(text)}</p>\n"
            case Rule():
                yield "<hr>\n"
            case Table():
                yield from _table(block)

    def _side(self, rtl: bool) -> str:
        return _direction(rtl, bool(self._items) and self._items[-1])


def _closed(containers: Sequence[Container], goes_on: bool) -> Iterator[str]:
    for depth, container in reversed(list(enumerate(containers))):
        if isinstance(container, Quote):
            yield "</blockquote>\n"
            continue
        # A line break behind it would be a blank at the end of its text.
        yield "</li>"
        if depth > 0 or not goes_on:
            yield "</ul>\n" if container.number is None else "</ol>\n"


def _list_tag(container: Container, side: str) -> str:
    if isinstance(container, Quote):
        return f"<blockquote{side}>\n"
    if container.number is None:
        return f"<ul{side}>\n"
    start = "" if container.number == 1 else f' start="{container.number}"'
    return f"<ol{start}{side}>\n"


def _start(item: Item, step: Step, number: int) -> str:
    """Its box, or a line of its own where it would vanish, and its number with it."""
    block, is_last = step.block, number == len(step.opened) - 1
    if item.task is not None:
        # Before a paragraph the box would be one by itself.
        return "" if is_last and isinstance(block, Paragraph) else _sign(item)
    if not is_last:
        return "<br>" if isinstance(step.opened[number + 1], Item) else ""
    empty = isinstance(block, Table) or (isinstance(block, Paragraph) and not block.spans)
    return "<br>" if empty else ""


def _box(step: Step) -> str:
    last = step.opened[-1] if step.opened else None
    return _sign(last) if isinstance(last, Item) else ""


def _sign(item: Item) -> str:
    if item.task is None:
        return ""
    return "☑ " if item.task else "☐ "


def _is_bare(step: Step) -> bool:
    last = step.opened[-1] if step.opened else None
    return isinstance(last, Item) and last.tight


def _beginning(block: Block) -> str:
    """What decides to which side it runs; code and lines run from the left."""
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            return _text(spans)
        case RawHtml(text=text):
            return text
        case Table(head=head):
            return "".join(map(_text, head))
    return ""


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _direction(rtl: bool, around: bool) -> str:
    """In LibreOffice the direction alone leaves a text at the side where it was."""
    if rtl == around:
        return ""
    direction, side = ("rtl", "right") if rtl else ("ltr", "left")
    return f' dir="{direction}" style="text-align: {side}"'


def _table(table: Table) -> Iterator[str]:
    rtl = is_rtl(_beginning(table))
    yield f'<table {_GRID} dir="{"rtl" if rtl else "ltr"}">\n'
    if any(table.head):
        yield f"<thead>{_row('th', table.head, table.alignments, rtl)}</thead>\n"
    yield "<tbody>\n"
    for row in table.rows:
        yield _row("td", row, table.alignments, rtl)
    yield "</tbody>\n</table>\n"


def _row(tag: str, cells: Sequence[Sequence[Span]], alignments: Sequence[str], rtl: bool) -> str:
    written = []
    for number, cell in enumerate(cells):
        # Numbers have no side of their own; cells do not take that of the table by themselves.
        mirrored = rtl or is_rtl(_text(cell))
        side = (alignments[number] if number < len(alignments) else "") or "right" * mirrored
        kind = f' align="{side}"' if side else ""
        kind += ' dir="rtl"' if mirrored else ""
        # In a cell with nothing in it one would write in letters of two points.
        written.append(f"<{tag}{kind}>{html_spans(cell) or '<br>'}</{tag}>")
    return f"<tr>{''.join(written)}</tr>\n"
