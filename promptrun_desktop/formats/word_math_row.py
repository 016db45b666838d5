"""What stands in a row of MathML and belongs together, though nothing says so."""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from promptrun_desktop.formats.word_signs import BELOW, CLOSED_BY, ENDINGS, LARGE

_SCRIPTED = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
_BARS = "|‖"
# Some of them come as letters.
_BRACKETS = frozenset("".join(f"{key}{value}" for key, value in CLOSED_BY.items()))
_OPENED_BY = {
    sign: [each for each, closing in CLOSED_BY.items() if sign in closing] for sign in _BRACKETS
}


def bracket_pairs(elements: Sequence[Element]) -> dict[int, int]:
    """From each opening bracket that is closed to the one that closes it; in linear time."""
    pairs: dict[int, int] = {}
    waiting: list[tuple[int, str]] = []
    known: Counter[str] = Counter()
    for place, element in enumerate(elements):
        sign = closing_sign(element)
        if sign in _BARS:
            closes = bool(sign and waiting) and waiting[-1][1] == sign
        else:
            closes = any(known[each] for each in _OPENED_BY.get(sign, ()))
        if closes:
            opening = ""
            while sign not in CLOSED_BY.get(opening, ""):
                first, opening = waiting.pop()
                known[opening] -= 1
            pairs[first] = place
        elif sign_of(element) in CLOSED_BY and (sign not in _BARS or _begins(elements, place)):
            waiting.append((place, sign))
            known[sign] += 1
    return pairs


def sign_of(element: Element) -> str:
    text = element.text or ""
    return text if element.tag == "mo" or (element.tag == "mi" and text in _BRACKETS) else ""


def closing_sign(element: Element) -> str:
    """Also of a bracket that carries an exponent or an index."""
    if element.tag in ("msub", "msup", "msubsup") and len(element):
        sign = sign_of(element[0])
        return sign if sign not in CLOSED_BY or sign in _BARS else ""
    return sign_of(element)


def is_stroke(element: Element) -> bool:
    """What crosses the sign behind it out."""
    return element.tag == "mpadded" and len(element) == 1 and element[0].text == "\u29f8"


def is_letter(element: Element) -> bool:
    """One of a word that is written upright."""
    return element.tag == "mi" and element.get("mathvariant") == "normal" and bool(element.text)


def is_name(element: Element) -> bool:
    """sin, log and the like, with or without an index."""
    if element.tag in _SCRIPTED:
        return len(element) > 1 and is_name(_base(element))
    text = element.text or ""
    return element.tag in ("mi", "mo") and len(text) > 1 and text.isalpha()


def is_large(element: Element) -> bool:
    return element.tag in _SCRIPTED and len(element) > 1 and sign_of(element[0]) in LARGE


def takes_operands(element: Element) -> bool:
    """Large operators with limits, and lim with what stands below it."""
    if element.tag not in ("munder", "msub") or len(element) < 2 or is_large(element):
        return is_large(element)
    base = _base(element)
    below = element.tag == "munder" or (base.text or "") in BELOW
    return below and is_name(base)


def operands_end(elements: Sequence[Element], place: int) -> int:
    """Behind what an operator that stands before `place` is about."""
    inside = 0
    for number in range(place, len(elements)):
        element = elements[number]
        sign = sign_of(element)
        if sign in CLOSED_BY and sign not in _BARS:
            inside += 1
        elif (closing := closing_sign(element)) in _OPENED_BY and closing not in _BARS:
            inside -= 1
        if inside < 0 or (inside == 0 and sign in ENDINGS):
            return number
    return len(elements)


def _base(element: Element) -> Element:
    base = element[0]
    while base.tag == "mrow" and len(base) == 1:
        base = base[0]
    return base


def _begins(elements: Sequence[Element], place: int) -> bool:
    """Whether a bar at that place opens something: no letter or bracket stands before it."""
    if elements[place + 1 : place + 2] and elements[place + 1].tag == "mtable":
        return True
    if place == 0:
        return True
    before = sign_of(elements[place - 1])
    return bool(before) and before not in _OPENED_BY
