"""An open line of text that goes on: of its paragraph only what is new is parsed, if anything."""

import re
from collections.abc import Sequence
from dataclasses import replace

from promptrun_desktop.text import plain
from promptrun_desktop.text.block import Block, Heading, Paragraph, Span, Style
from promptrun_desktop.text.building import build
from promptrun_desktop.text.reading import AS_WRITTEN, Reading

# Behind a letter such characters are text and leave what stands before them as it is: they end no
# formula, link, entity or heading, and no line of a table. Plus and minus may be too many openers,
# a colon may belong to an address.
_ORDINARY = r"[^\x00-\x1f\x7f!#$&()*+\-:;<>\[\\\]_`|~]"
_ONLY_ORDINARY = re.compile(f"{_ORDINARY}+")
_ENDS_ORDINARY = re.compile(rf"[^\W\d_]{_ORDINARY}*\Z")
# So long an end of a line is looked at for a letter.
_END = 40
# Marks that are text, for nothing has closed them: what comes may. Inside a word an underscore is
# none, before a space an ampersand.
_OPEN = re.compile(r"[*`\[\]<$~]|(?<![^\W_])_|_(?![^\W_])|&(?! )")
# What may mean something else because of what is settled: lines, formulas and prices, tags,
# addresses that begin there, definitions.
_FAR = re.compile(r"[\x00-\x1f\x7f\\$<]|\A[^\W_]*://|\]:")
# So much with marks is worth to be parsed apart.
_LONGEST_NEW = 300
_AS_IT_IS = int(Style.CODE | Style.MATH)


class Growing:
    """The last block, when the source ends with text of it.

    Marks pair from left to right, so that those of what is new pair among themselves once none is
    open in what is settled; and behind a letter nothing on a line changes what block it is.
    """

    def __init__(
        self, block: Paragraph | Heading, source: str, spent: int, reading: Reading
    ) -> None:
        self._block = block
        self._reading = reading
        # Characters until something may be too much, which is counted in the whole source.
        self._room = min(plain.MOST_OPENINGS, plain.MOST_MARKS - spent - 1) - len(source)
        # The settled spans, of which the last one goes on.
        self._before = block.spans[:-1]
        self._text = block.spans[-1].text
        # The source behind them: spaces, which no block ends with, or what has marks.
        self._new = _spaces(source)
        self._has_marks = False
        self._is_closed: bool | None = None

    @classmethod
    def of(
        cls, block: Block, source: str, spent: int = 0, reading: Reading = AS_WRITTEN
    ) -> "Growing | None":
        """None where what comes next may change what the source was read as.

        A tag may begin a block of HTML with its last letter, a definition end with a quote.
        """
        if not isinstance(block, Paragraph | Heading) or not block.spans:
            return None
        last = block.spans[-1]
        if last.style is not Style.PLAIN or last.href or not _ENDS_ORDINARY.search(source[-_END:]):
            return None
        if source.find("<", source.rfind("\n") + 1) >= 0 or "]:" in source:
            return None
        if _ends_in_address(source):
            return None
        return cls(block, source, spent, reading)

    def feed(self, text: str) -> Block | None:
        """The block with the text behind it, the same one if only spaces came.

        None where all of it has to be parsed.
        """
        self._room -= len(text)
        if self._has_marks or not _ONLY_ORDINARY.fullmatch(text):
            return self._feed_marks(text)
        more = (self._new + text).rstrip(" ")
        if not more:
            self._new += text
            return self._block
        self._new = _spaces(text)
        self._text += more
        self._block = replace(self._block, spans=(*self._before, Span(self._text)))
        return self._block

    def _feed_marks(self, text: str) -> Block | None:
        self._new += text
        if self._room < 0 or len(self._new) > _LONGEST_NEW or _FAR.search(self._new):
            return None
        if self._is_closed is None:
            self._is_closed = isinstance(self._block, Paragraph) and not _is_open(self._block.spans)
        if not self._is_closed:
            return None
        # What a mark is depends on the character before it.
        start = "x" + self._text[-1]
        (block, *rest) = build(start + self._new, reading=self._reading).blocks
        if rest or not isinstance(block, Paragraph):
            return None
        first, *others = block.spans
        if first.style or first.href or not first.text.startswith(start):
            return None
        spans = (Span(self._text + first.text[len(start) :]), *others)
        self._block = replace(self._block, spans=(*self._before, *spans))
        self._has_marks = True
        self._settle(spans, is_open=_is_open(block.spans))
        return self._block

    def _settle(self, spans: Sequence[Span], *, is_open: bool) -> None:
        """Begin anew behind these, if nothing can change them any more."""
        *before, last = spans
        ends_plain = last.style is Style.PLAIN and not last.href
        if is_open or not ends_plain or not _ENDS_ORDINARY.search(self._new[-_END:]):
            return
        if _ends_in_address(self._new):
            return
        self._before = (*self._before, *before)
        self._text = last.text
        self._new = _spaces(self._new)
        self._has_marks = False


def _is_open(spans: Sequence[Span]) -> bool:
    return any(_OPEN.search(each.text) for each in spans if not each.style & _AS_IT_IS)


def _ends_in_address(source: str) -> bool:
    """What looks like the end of a sentence may belong to the address before it."""
    return source.rfind("://") > max(map(source.rfind, " \n\t"))


def _spaces(source: str) -> str:
    return source[len(source.rstrip(" ")) :]
