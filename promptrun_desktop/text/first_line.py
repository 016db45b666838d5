"""The first line of an answer as people read it, for places that show one line of plain text."""

from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.to_plain import to_plain

# Characters that are looked at, and that are shown.
_LOOKED_AT = 2_000
_LONGEST = 160
# They join letters and emoji; other characters that nobody sees are left out.
_JOINERS = "\u200c\u200d"


def first_line(markdown: str) -> str:
    """Without Markdown's marks, cut at a word; empty if there is no text."""
    lines = to_plain(parse(markdown.lstrip()[:_LOOKED_AT])).splitlines()
    return one_line(next((line for line in lines if line.strip()), ""))


def one_line(text: str) -> str:
    """What can be seen of it, in one line of bounded length."""
    spaced = " ".join(text[:_LOOKED_AT].split())
    seen = "".join(each for each in spaced if each.isprintable() or each in _JOINERS)
    if len(seen) <= _LONGEST:
        return seen
    cut = seen[: _LONGEST - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > _LONGEST // 2 else cut) + "…"
