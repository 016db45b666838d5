"""An open line of text that goes on with ordinary characters: nothing in it is parsed again."""

import re
from dataclasses import replace

from promptrun_desktop.text.block import Block, Heading, Paragraph, Span, Style

# Behind a letter such characters are text and leave what stands before them as it is: they end no
# formula, link, entity or heading, and no line of a table. Plus and minus may be too many openers,
# a colon may belong to an address.
_ORDINARY = r"[^\x00-\x1f\x7f!#$&()*+\-:;<>\[\\\]_`|~]"
_ONLY_ORDINARY = re.compile(f"{_ORDINARY}+")
_ENDS_ORDINARY = re.compile(rf"[^\W\d_]{_ORDINARY}*\Z")
# So long an end of a line is looked at for a letter.
_END = 40


class Growing:
    """The last block, when the source ends with text of it."""

    def __init__(self, block: Paragraph | Heading, spaces: str) -> None:
        """`spaces` are those at the end of the source, which no block has."""
        self._block = block
        self._before = block.spans[:-1]
        self._text = block.spans[-1].text
        self._spaces = spaces

    @classmethod
    def of(cls, block: Block, source: str) -> "Growing | None":
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
        # What looks like the end of a sentence may belong to the address before it.
        if source.rfind("://") > max(map(source.rfind, " \n\t")):
            return None
        return cls(block, source[len(source.rstrip(" ")) :])

    def feed(self, text: str) -> Block | None:
        """The block with the text behind it, the same one if only spaces came.

        None where the text has to be parsed.
        """
        if not _ONLY_ORDINARY.fullmatch(text):
            return None
        more = (self._spaces + text).rstrip(" ")
        if not more:
            self._spaces += text
            return self._block
        self._spaces = text[len(text.rstrip(" ")) :]
        self._text += more
        self._block = replace(self._block, spans=(*self._before, Span(self._text)))
        return self._block
