"""Spans as HTML: our own tags around escaped text."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.text.to_plain import plain_spans

_MARKS = (
    (Style.CODE, "code"),
    (Style.STRIKE, "s"),
    (Style.ITALIC, "em"),
    (Style.BOLD, "strong"),
)
# Of the blanks in a row HTML keeps the first alone, and none where a line begins.
_LOST = re.compile(r"(?<=[ \n]) |\t")
_BLANK = "\N{NO-BREAK SPACE}"


def html_spans(spans: Iterable[Span]) -> str:
    """Line breaks and blanks stay as they are read; an unsafe address is left out, not its text."""
    return "".join(_spans(spans))


def html_lines(text: str) -> str:
    """Plain text of several lines, with its indentation."""
    return html_spans([Span(text)])


def _spans(spans: Iterable[Span]) -> Iterator[str]:
    before = "\n"
    for span in spans:
        text = plain_spans([span])
        if not text:
            continue
        kept = _LOST.sub(_kept, before + text)[1:]
        before = " " if text[-1] == "\t" else text[-1]
        yield _marked(span, escape(kept, quote=False).replace("\n", "<br>\n"))


def _kept(lost: re.Match[str]) -> str:
    return _BLANK * (4 if lost[0] == "\t" else 1)


def _marked(span: Span, text: str) -> str:
    text = styled(span.style, text)
    return f'<a href="{escape(span.href)}">{text}</a>' if is_safe(span.href) else text


def styled(style: Style, text: str) -> str:
    if not style:
        return text
    for each, tag in _MARKS:
        if style & each:
            text = f"<{tag}>{text}</{tag}>"
    return text
