"""Blocks as plain semantic HTML, which word processors turn into lists, tables and code."""

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
    Style,
    Table,
)
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.text.nesting import Step, walk
from promptrun_desktop.text.to_plain import plain_spans

_DEEPEST = 12  # nesting beyond it is drawn at it: word processors have limits of their own
_MARKS = (
    (Style.CODE, "code"),
    (Style.STRIKE, "s"),
    (Style.ITALIC, "em"),
    (Style.BOLD, "strong"),
)


def to_html(blocks: Iterable[Block]) -> str:
    """Balanced tags around escaped text: no colours, fonts or classes, nothing of it taken as HTML.

    Addresses that are not plainly safe are left out, their text stays.
    """
    return "".join(html_parts(blocks))


def html_parts(blocks: Iterable[Block]) -> Iterator[str]:
    path: tuple[Container, ...] = ()
    for step in walk(blocks, _DEEPEST):
        yield from _closed(step.closed, step.goes_on)
        yield from _opened(step)
        path = step.block.path[:_DEEPEST]
        yield from _one(step.block, path)
        yield "\n"
    yield from _closed(path, False)


def html_spans(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _closed(containers: Sequence[Container], goes_on: bool) -> Iterator[str]:
    for depth, container in reversed(list(enumerate(containers))):
        if isinstance(container, Quote):
            yield "</blockquote>\n"
            continue
        yield "</li>\n"
        if depth > 0 or not goes_on:
            yield "</ul>\n" if container.number is None else "</ol>\n"


def _opened(step: Step) -> Iterator[str]:
    for depth, container in enumerate(step.opened):
        if isinstance(container, Quote):
            yield "<blockquote>\n"
            continue
        if depth > 0 or not step.goes_on:
            yield _list_tag(container)
        yield "<li>"
        if container.task is not None:
            yield "☑ " if container.task else "☐ "


def _list_tag(item: Item) -> str:
    if item.number is None:
        return "<ul>\n"
    return "<ol>\n" if item.number == 1 else f'<ol start="{item.number}">\n'


def _one(block: Block, path: Sequence[Container]) -> Iterator[str]:
    match block:
        case Paragraph(spans=()):
            pass
        case Paragraph(spans=spans):
            # A paragraph in it would take the text of an item away from its mark.
            bare = bool(path) and isinstance(path[-1], Item) and path[-1].tight
            yield html_spans(spans) if bare else f"<p>{html_spans(spans)}</p>"
        case Heading(level=level, spans=spans):
            tag = f"h{min(max(level, 1), 6)}"
            yield f"<{tag}>{html_spans(spans)}</{tag}>"
        case CodeBlock(code=code):
            # The first line break behind the tag is not part of it (HTML standard, 13.1.2.5).
            first = "\n" if code.startswith("\n") else ""
            yield f"<pre><code>{first}{escape(code)}</code></pre>"
        case RawHtml(text=text):
            lines = escape(text, quote=False).replace("\n", "<br>\n")
            yield f"<p>{lines}</p>"
        case Rule():
            yield "<hr>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield "<table>\n"
    if any(table.head):
        yield f"<thead>{_row('th', table.head, table.alignments)}</thead>\n"
    yield "<tbody>\n"
    for row in table.rows:
        yield _row("td", row, table.alignments)
    yield "</tbody>\n</table>"


def _row(tag: str, cells: Sequence[tuple[Span, ...]], alignments: Sequence[str]) -> str:
    written = []
    for number, cell in enumerate(cells):
        side = alignments[number] if number < len(alignments) else ""
        kind = f' align="{side}"' if side else ""
        written.append(f"<{tag}{kind}>{html_spans(cell)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>\n"


def _span(span: Span) -> str:
    text = escape(plain_spans([span]), quote=False).replace("\n", "<br>\n")
    for style, tag in _MARKS:
        if span.style & style:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(span.href)}">{text}</a>' if is_safe(span.href) else text
