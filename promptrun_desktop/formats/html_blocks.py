"""Blocks as HTML: our own tags around escaped text, nothing of the text taken as HTML."""

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
from promptrun_desktop.text.highlight import highlight
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.text.nesting import Step, walk

_DEEPEST = 12  # nesting beyond it is drawn at it: browsers have limits of their own
_MARKS = (
    (Style.BOLD, "strong"),
    (Style.ITALIC, "em"),
    (Style.STRIKE, "s"),
    (Style.CODE, "code"),
    (Style.MATH, "var"),
)


def html_of(blocks: Iterable[Block]) -> str:
    """Balanced tags; headings begin at h3, for the document has h1 and h2."""
    parts: list[str] = []
    path: tuple[Container, ...] = ()
    for step in walk(blocks, _DEEPEST):
        parts += _closed(step.closed, step.goes_on)
        parts += _opened(step)
        parts += _one(step.block)
        parts.append("\n")
        path = step.block.path[:_DEEPEST]
    parts += _closed(path, False)
    return "".join(parts)


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
            yield '<blockquote dir="auto">\n'
            continue
        if depth > 0 or not step.goes_on:
            yield _list_tag(container)
        kinds = ["tight"] * container.tight + ["task"] * (container.task is not None)
        yield f'<li class="{" ".join(kinds)}">' if kinds else "<li>"
        if container.task is not None:
            yield "☑ " if container.task else "☐ "


def _list_tag(item: Item) -> str:
    if item.number is None:
        return '<ul dir="auto">\n'
    return f'<ol dir="auto" start="{item.number}">\n'


def _one(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans=()):
            pass
        case Paragraph(spans=spans):
            yield f'<p dir="auto">{_inline(spans)}</p>'
        case Heading(level=level, spans=spans):
            tag = f"h{min(level + 2, 6)}"
            yield f'<{tag} dir="auto">{_inline(spans)}</{tag}>'
        case CodeBlock(language=language, code=code):
            if language:
                yield f'<div class="language">{escape(language)}</div>'
            yield f'<pre dir="ltr"><code>{"".join(_coloured(language, code))}</code></pre>'
        case RawHtml(text=text):
            yield f'<p dir="auto" class="plain">{escape(text)}</p>'
        case Rule():
            yield "<hr>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield '<div class="table"><table dir="auto">\n<thead>'
    yield from _row("th", table.head, table.alignments)
    yield "</thead>\n<tbody>\n"
    for row in table.rows:
        yield from _row("td", row, table.alignments)
    yield "</tbody></table></div>"


def _row(tag: str, cells: Sequence[tuple[Span, ...]], alignments: Sequence[str]) -> Iterator[str]:
    yield "<tr>"
    for cell, side in zip(cells, alignments, strict=False):
        kind = f' class="{side}"' if side else ""
        yield f'<{tag} dir="auto"{kind}>{_inline(cell)}</{tag}>'
    yield "</tr>\n"


def _inline(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>\n")
    for style, tag in _MARKS:
        if span.style & style:
            text = f"<{tag}>{text}</{tag}>"
    if not span.href:
        return text
    address = escape(span.href)
    if is_safe(span.href):
        return f'<a href="{address}" title="{address}" rel="noreferrer noopener">{text}</a>'
    shown = "" if span.href == span.text else f" (<bdi>{address}</bdi>)"
    return f"{text}{shown}"


def _coloured(language: str, code: str) -> Iterator[str]:
    position = 0
    for start, end, token in highlight(language, code):
        yield escape(code[position:start])
        yield f'<span class="{token}">{escape(code[start:end])}</span>'
        position = end
    yield escape(code[position:])
