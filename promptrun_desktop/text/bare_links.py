"""Addresses that stand in a text as they are become links, as GitHub's Markdown has them.

Rules: GitHub Flavored Markdown, 6.9 (autolinks, extension), for http and https.
"""

import re
from collections.abc import Iterator

from promptrun_desktop.text.block import Span, Style

# The host in plain letters: what follows it in a script without blanks is not part of it, and
# nothing that looks like another host becomes a link.
_HOST = r"(?:[A-Za-z0-9][A-Za-z0-9._-]*+|\[[0-9A-Fa-f:.]++\])(?>(?::\d{1,5}+)?)"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])https?://{_HOST}(?![@\\:])(?:[/?#][^\s<>\x00-\x1f\x7f]*)?",
    re.IGNORECASE,
)
# Browsers take no longer ones; what stands at their end is looked at again and again.
_LONGEST = 2_000
_ENTITY = re.compile(r"&[A-Za-z0-9]+;")
_TRAILING = "?!.,:*_~'\"”’»。，、！？：；）】」』》"


def with_links(span: Span) -> Iterator[Span]:
    """The span, in pieces where it has addresses; code, formulas and links stay as they are."""
    text = span.text
    if "://" not in text or span.href or span.style & (Style.CODE | Style.MATH):
        yield span
        return
    done = 0
    for found in _ADDRESS.finditer(text):
        if len(found[0]) > _LONGEST:
            continue
        address = _trimmed(found[0])
        if found.start() > done:
            yield Span(text[done : found.start()], span.style)
        yield Span(address, span.style, address)
        done = found.start() + len(address)
    if done < len(text):
        yield Span(text[done:], span.style)


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it; in time linear in the address."""
    closes_nothing = {
        ")": address.count(")") - address.count("("),
        "]": address.count("]") - address.count("["),
    }
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ";":
            start = address.rfind("&", 0, end)
            if start < 0 or not _ENTITY.fullmatch(address, start, end):
                break
            end = start
        elif last in _TRAILING:
            end -= 1
        elif closes_nothing.get(last, 0) > 0:
            closes_nothing[last] -= 1
            end -= 1
        else:
            break
    return address[:end]
