"""What readers of HTML want differently: a browser, and a word processor that is pasted into."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from promptrun_desktop.text.block import CodeBlock, Span
from promptrun_desktop.text.inline_html import html_lines, html_spans


@dataclass(frozen=True, slots=True)
class Look:
    """`side` is what a tag says of its direction: nothing, or attributes with a blank before them.

    `highest` is the level of a heading of the first level; `aligned`: the direction alone leaves a
    text at the side where it was; `task` is an attribute of items with a box. `code` and `lines`
    are given their side, `lines` is for text that keeps its line breaks.
    """

    spans: Callable[[Sequence[Span]], str]
    code: Callable[[CodeBlock, str], str]
    lines: Callable[[str, str], str]
    table: Callable[[str], str]
    table_end: str
    highest: int = 1
    aligned: bool = False
    task: str = ""


def _code(block: CodeBlock, side: str) -> str:
    return f"<pre{side}><code>{escape(block.code)}</code></pre>\n"


def _lines(text: str, side: str) -> str:
    return f"<p{side}>{html_lines(text)}</p>\n"


def _table(side: str) -> str:
    # Without these it has no lines, or double ones.
    grid = 'border="1" cellspacing="0" cellpadding="4" style="border-collapse: collapse"'
    return f"<table {grid}{side}>\n"


# No colours, fonts or classes: whoever pastes has their own.
PASTED = Look(
    spans=html_spans,
    code=_code,
    lines=_lines,
    table=_table,
    table_end="</table>\n",
    aligned=True,
)
