"""Blocks as HTML: our own tags around escaped text, nothing of the text taken as HTML.

One walk for the page that is saved and for what is pasted; `html_look.py` holds what differs. What
it avoids and adds was seen in LibreOffice, which reads what is pasted as Word does: by paragraphs,
of which each item, cell and line of code has at least one.
"""

from collections.abc import Iterable, Iterator, Sequence

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
from promptrun_desktop.text.html_look import PASTED, Look
from promptrun_desktop.text.nesting import Step, walk

_DEEPEST = 12  # nesting beyond it is drawn at it: word processors and browsers have limits


def to_html(blocks: Iterable[Block], look: Look = PASTED, *, rtl: bool = False) -> str:
    """Balanced tags; `rtl`: what is around them runs from right to left."""
    return "".join(html_parts(blocks, look, rtl=rtl))


def html_parts(blocks: Iterable[Block], look: Look = PASTED, *, rtl: bool = False) -> Iterator[str]:
    writer = _Writer(look, rtl)
    path: tuple[Container, ...] = ()
    for step in walk(blocks, _DEEPEST):
        yield from _closed(step.closed, step.goes_on)
        yield from writer.opened(step)
        yield from writer.block(step)
        path = step.block.path[:_DEEPEST]
    yield from _closed(path, False)


class _Writer:
    """Knows to which side what is open runs, for word processors do not find it out."""

    def __init__(self, look: Look, rtl: bool) -> None:
        self._look = look
        self._around = rtl
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
                task = self._look.task if container.task is not None else ""
                yield f"<li{task}{self._direction(rtl, self._lists[-1])}>"
                yield _start(container, step, number)
            self._items.append(rtl)

    def block(self, step: Step) -> Iterator[str]:
        block, look = step.block, self._look
        side = self._side(is_rtl(_beginning(block)))
        match block:
            case Paragraph(spans=()):
                pass
            case Paragraph(spans=spans):
                text = _box(step) + look.spans(spans)
                # A paragraph in it would take the text of an item away from its mark.
                yield text if _is_bare(step) else f"<p{side}>{text}</p>\n"
            case Heading(level=level, spans=spans):
                tag = f"h{min(max(level, 1) + look.highest - 1, 6)}"
                yield f"<{tag}{side}>{look.spans(spans)}</{tag}>\n"
            case CodeBlock():
                yield look.code(block, side)
            case RawHtml(text=text):
                yield look.lines(text, side)
            case Rule():
                yield "<hr>\n"
            case Table():
                yield from self._table(block)

    def _side(self, rtl: bool) -> str:
        return self._direction(rtl, self._items[-1] if self._items else self._around)

    def _direction(self, rtl: bool, around: bool) -> str:
        if rtl == around:
            return ""
        direction, side = ("rtl", "right") if rtl else ("ltr", "left")
        aligned = f' style="text-align: {side}"' if self._look.aligned else ""
        return f' dir="{direction}"{aligned}'

    def _table(self, table: Table) -> Iterator[str]:
        rtl = is_rtl(_beginning(table))
        yield self._look.table(f' dir="{"rtl" if rtl else "ltr"}"')
        if any(table.head):
            yield f"<thead>{self._row('th', table.head, table.alignments, rtl)}</thead>\n"
        yield "<tbody>\n"
        for row in table.rows:
            yield self._row("td", row, table.alignments, rtl)
        yield f"</tbody>\n{self._look.table_end}"

    def _row(
        self, tag: str, cells: Sequence[Sequence[Span]], alignments: Sequence[str], rtl: bool
    ) -> str:
        written = []
        for number, cell in enumerate(cells):
            # Numbers have no side of their own; cells do not take that of the table by themselves.
            mirrored = rtl or is_rtl(_text(cell))
            side = (alignments[number] if number < len(alignments) else "") or "right" * mirrored
            kind = f' align="{side}"' if side else ""
            kind += ' dir="rtl"' if mirrored else ""
            # In a cell with nothing in it one would write in letters of two points.
            written.append(f"<{tag}{kind}>{self._look.spans(cell) or '<br>'}</{tag}>")
        return f"<tr>{''.join(written)}</tr>\n"


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
