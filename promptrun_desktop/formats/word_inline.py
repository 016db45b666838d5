"""What stands in a paragraph of a Word file: runs, links where they are safe, formulas."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from promptrun_desktop.formats.word_links import Links
from promptrun_desktop.formats.word_math import omml
from promptrun_desktop.formats.word_text import runs
from promptrun_desktop.text.block import Span, Style


class Inline:
    def __init__(self, links: Links) -> None:
        self._links = links

    def contents(self, spans: Iterable[Span], *, rtl: bool) -> str:
        return "".join(
            self._linked(href, list(group), rtl)
            for href, group in groupby(spans, lambda span: span.href)
        )

    def paragraphs(self, spans: Iterable[Span], *, rtl: bool, centred: bool) -> Iterator[str]:
        """The contents of one or more: to Word a formula with lines of its own is a paragraph.

        `centred`: such formulas may be, for no mark of an item stands before them.
        """
        groups = [(formula, list(group)) for formula, group in groupby(spans, _displayed)]
        for number, (formula, group) in enumerate(groups):
            if formula:
                made = f"<m:oMathPara>{formula}</m:oMathPara>" if centred else formula
                yield from [made] * len(group)
                continue
            if number > 0:
                group[0] = replace(group[0], text=group[0].text.lstrip(" \n"))
            if number < len(groups) - 1:
                group[-1] = replace(group[-1], text=group[-1].text.rstrip(" \n"))
            if inside := self.contents(group, rtl=rtl):
                yield inside

    def _linked(self, href: str, spans: list[Span], rtl: bool) -> str:
        name = self._links.name(href)
        inside = "".join(_span(span, "Hyperlink" if name else "", rtl) for span in spans)
        if name:
            return f'<w:hyperlink r:id="{name}" w:history="1">{inside}</w:hyperlink>'
        if href and href != "".join(span.text for span in spans):
            inside += runs(f" ({href})", rtl=rtl)
        return inside


def _displayed(span: Span) -> str:
    return omml(span.text, True) if span.style & Style.DISPLAY else ""


def _span(span: Span, style: str, rtl: bool) -> str:
    if span.style & Style.MATH:
        return omml(span.text, False) or runs(span.text, span.style, "Formula")
    if span.style & Style.CODE:
        return runs(span.text, span.style, "InlineCode")
    return runs(span.text, span.style, style, rtl=rtl)
