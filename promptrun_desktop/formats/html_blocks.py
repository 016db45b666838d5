"""How blocks look in a page: colours in code, drawn formulas, links that say where they lead."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.html_formula import svg
from promptrun_desktop.text.block import Block, CodeBlock, Span, Style
from promptrun_desktop.text.highlight import highlight
from promptrun_desktop.text.html_look import Look
from promptrun_desktop.text.inline_html import styled
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.text.to_html import to_html


def html_of(blocks: Iterable[Block], draw: Draw, *, rtl: bool = False) -> str:
    """Balanced tags; headings begin at h3, for the document has h1 and h2.

    `rtl`: what is around them runs from right to left. `page_style.STYLE` holds all their classes.
    """
    look = Look(
        spans=_Spans(draw).html,
        code=_code,
        lines=_lines,
        table=_table,
        table_end="</table></div>\n",
        highest=3,
        task=' class="task"',
    )
    return to_html(blocks, look, rtl=rtl)


def _code(block: CodeBlock, side: str) -> str:
    name = f'<div class="language">{escape(block.language)}</div>\n' if block.language else ""
    return f"{name}<pre{side}><code>{''.join(_coloured(block))}</code></pre>\n"


def _coloured(block: CodeBlock) -> Iterator[str]:
    code = block.code
    position = 0
    for start, end, token in highlight(block.language, code):
        yield escape(code[position:start])
        yield f'<span class="{token}">{escape(code[start:end])}</span>'
        position = end
    yield escape(code[position:])


def _table(side: str) -> str:
    return f'<div class="table"{side}><table>\n'


def _lines(text: str, side: str) -> str:
    return f'<p class="plain"{side}>{escape(text)}</p>\n'


class _Spans:
    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def html(self, spans: Sequence[Span]) -> str:
        none = Span("")
        return "".join(map(self._span, (none, *spans), spans, (*spans[1:], none)))

    def _span(self, before: Span, span: Span, behind: Span) -> str:
        text = span.text
        if span.style and span.style & Style.MATH:
            text = self._formula(text, bool(span.style & Style.DISPLAY))
        elif "\n" in text:
            # A formula on lines of its own breaks them itself.
            text = text.removesuffix("\n") if behind.style & Style.DISPLAY else text
            text = text.removeprefix("\n") if before.style & Style.DISPLAY else text
            text = escape(text).replace("\n", "<br>\n")
        else:
            text = escape(text)
        text = styled(span.style, text)
        if not span.href:
            return text
        address = escape(span.href)
        if is_safe(span.href):
            return f'<a href="{address}" title="{address}" rel="noreferrer noopener">{text}</a>'
        known = span.href in (span.text, behind.href)
        return text if known else f"{text} (<bdi>{address}</bdi>)"

    def _formula(self, latex: str, display: bool) -> str:
        outline = self._draw(latex, display)
        drawn = svg(outline, latex) if outline else f"<var>{escape(latex)}</var>"
        return f'<span class="display">{drawn}</span>' if display else drawn
