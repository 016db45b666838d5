"""One paragraph of a Word file, its properties in the order that Word's schema asks for."""

from typing import NamedTuple

from promptrun_desktop.formats.word_styles import LINE, UNIT

# What separates the bar of a quote from its text, and the farthest that Word allows, in points.
_GAP, _FARTHEST = 12, 31
_BEFORE = 100  # between two lists
# Styles that have such a bar, at the left.
_BARRED = ("Quote", "Thinking")


class Place(NamedTuple):
    """Where a paragraph stands, in twentieths of a point from the side where lines begin.

    `mark` is the room for the mark of an item before it, `bar` where the text of the quote around
    it begins; `numbering` makes it an item. What is None comes from the style or from the list.
    """

    indent: int | None = None
    mark: int = 0
    bar: int | None = None
    numbering: str = ""


ANYWHERE = Place()


def paragraph(
    style: str,
    inside: str,
    place: Place = ANYWHERE,
    *,
    rtl: bool = False,
    keep: bool = False,
    tight: bool = False,
    fresh: bool = False,
    side: str = "",
) -> str:
    """`keep`: on one page with what follows; `tight`: no room between it and others like it.

    `fresh`: it is tight, but the first of its list.
    """
    if style in _BARRED:
        place = _beside_its_bar(place, rtl=rtl)
    parts = [
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep else "",
        place.numbering,
        _bar(place, rtl) if place.bar is not None else "",
        "<w:bidi/>" if rtl else "",
        f'<w:spacing w:before="{_BEFORE}" w:after="0"/>' if tight and fresh else "",
        _indent(place) if place.indent is not None else "",
        "<w:contextualSpacing/>" if tight and not fresh else "",
        f'<w:jc w:val="{side}"/>' if side else "",
    ]
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{inside}</w:p>\n"


# A line of nothing between two that Word would join.
GAP = paragraph("Gap", "")


def _beside_its_bar(place: Place, *, rtl: bool) -> Place:
    """What the style has already is left out: all of it, for what runs from left to right."""
    indent = place.indent or UNIT
    return Place(None if indent == UNIT else indent, bar=indent if rtl else None)


def _indent(place: Place) -> str:
    hanging = f' w:hanging="{place.mark}"' if place.mark else ""
    return f'<w:ind w:left="{place.indent}"{hanging}/>'


def _bar(place: Place, rtl: bool) -> str:
    beyond = (place.indent or 0) - place.mark - (place.bar or 0)
    gap = min(_GAP + max(0, beyond // 20), _FARTHEST)
    line = f'w:val="single" w:sz="18" w:space="{gap}" w:color="{LINE}"'
    bar = f'<w:left w:val="nil"/><w:right {line}/>' if rtl else f"<w:left {line}/>"
    return f"<w:pBdr>{bar}</w:pBdr>"
