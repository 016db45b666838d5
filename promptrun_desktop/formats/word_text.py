"""Text as Word's runs: every character stays, and none of them is markup."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from promptrun_desktop.text.block import Style

# What XML cannot hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"([\n\t])")
# One element of text is not to be longer than readers of XML bear; Word joins them again.
_LONGEST = 100_000

_RTL = (
    "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010cff\U00010d00-\U00010fff\U0001e800-\U0001efff"
)
# What takes its direction from the letters around it.
_NEUTRAL = " -@\\[-`{-~\u00a0-\u00bf\u0300-\u036f\u2000-\u200e\u2010-\u206f\\s"
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u2ff0-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00018cff\U0001aff0-\U0001b2ff"
    "\U00020000-\U0003ffff"
)
# Signs that two scripts share: the hint says with which of Word's fonts they are written.
_SHARED = "\u00b7\u2010-\u2027\u2030-\u205e"
_FOREIGN = re.compile(f"[{_RTL}{_CJK}]")
_FROM_RIGHT = re.compile(f"([{_RTL}](?>(?:[{_NEUTRAL}]*+[{_RTL}])*))")
_FROM_LEFT = re.compile(f"([^{_RTL}{_NEUTRAL}](?>(?:[{_NEUTRAL}]*+[^{_RTL}{_NEUTRAL}])*))")
_EAST_ASIAN = re.compile(f"([{_SHARED}]*+[{_CJK}](?>(?:[{_SHARED}]*+[{_CJK}])*)[{_SHARED}]*+)")


def runs(text: str, marks: Style = Style.PLAIN, style: str = "", *, rtl: bool = False) -> str:
    """`style` is the id of a character style, `rtl` the direction of the paragraph."""
    if text.isascii() and not rtl:
        return _run(text, properties(marks, style))
    return "".join(
        _run(part, properties(marks, style, script)) for part, script in _parts(text, rtl)
    )


def character_data(text: str) -> str:
    """For elements and attributes in double quotes."""
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))


@cache
def properties(marks: Style, style: str = "", script: str = "") -> str:
    """In the order that Word's schema asks for. `script` is "", "rtl" or "cjk"."""
    parts = [
        f'<w:rStyle w:val="{style}"/>' if style else "",
        '<w:rFonts w:hint="eastAsia"/>' if script == "cjk" else "",
        "<w:b/><w:bCs/>" if marks & Style.BOLD else "",
        "<w:i/><w:iCs/>" if marks & Style.ITALIC else "",
        "<w:strike/>" if marks & Style.STRIKE else "",
        "<w:rtl/>" if script == "rtl" else "",
    ]
    inner = "".join(parts)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _parts(text: str, rtl: bool) -> Iterator[tuple[str, str]]:
    """Word does not find out by itself which characters run from right to left."""
    if not rtl and not _FOREIGN.search(text):
        yield text, ""
        return
    pattern = _FROM_LEFT if rtl else _FROM_RIGHT
    for number, part in enumerate(pattern.split(text)):
        if not part:
            continue
        if (number % 2 == 0) == rtl:
            yield part, "rtl"
            continue
        for place, piece in enumerate(_EAST_ASIAN.split(part)):
            if piece:
                yield piece, "cjk" if place % 2 else ""


def _run(text: str, looks: str) -> str:
    inside = "".join(_contents(text))
    return f"<w:r>{looks}{inside}</w:r>" if inside else ""


def _contents(text: str) -> Iterator[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for part in _BREAK.split(text):
        if part == "\n":
            yield "<w:br/>"
        elif part == "\t":
            yield "<w:tab/>"
        elif part:
            for place in range(0, len(part), _LONGEST):
                piece = character_data(part[place : place + _LONGEST])
                yield f'<w:t xml:space="preserve">{piece}</w:t>'
