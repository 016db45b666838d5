"""Formulas as Word's own, so that they are drawn, edited and read aloud there: MathML to OMML."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from unicodedata import normalize
from xml.etree.ElementTree import Element

from promptrun_desktop.formats.word_math_row import (
    bracket_pairs,
    closing_sign,
    is_large,
    is_letter,
    is_name,
    is_stroke,
    operands_end,
    sign_of,
    takes_operands,
)
from promptrun_desktop.formats.word_signs import (
    ACCENTS,
    BARS,
    BRACES,
    INTEGRALS,
    PLAIN,
    STRIKES,
    looks,
    space,
)
from promptrun_desktop.formats.word_text import character_data
from promptrun_desktop.text.mathml import mathml

_DEEPEST = 40  # readers of XML have limits of their own
# Word shows a dotted box where there is nothing at all.
_NOTHING = f"<m:r>{PLAIN}<m:t>\N{ZERO WIDTH SPACE}</m:t></m:r>"
_APART = '<m:r><m:t xml:space="preserve">\N{THIN SPACE}</m:t></m:r>'
# A background would hide what stands on it; such a line break has no place in a line.
_UNKNOWN_ATTRIBUTES = ("mathbackground", "style", "linebreak")
_SCRIPTS = {
    "msub": ("sSub", "sub"),
    "msup": ("sSup", "sup"),
    "msubsup": ("sSubSup", "sub", "sup"),
}
# A bar that belongs to no other: as a sign between two things.
_ALONE = {"|": "\N{DIVIDES}"}


class _UnfitError(ValueError):
    """Something that would be drawn wrong or not at all."""


@lru_cache(maxsize=512)
def omml(latex: str, display: bool) -> str:
    """Empty where the source says more than what could be made of it."""
    found = mathml(latex, display)
    if found is None:
        return ""
    try:
        inside = _row(list(found), 0)
    except (ValueError, LookupError):  # also for an element with too few or too many parts
        return ""
    return f"<m:oMath>{inside}</m:oMath>" if inside else ""


def _row(elements: Sequence[Element], depth: int) -> str:
    """Neighbours, of which some belong together without saying so."""
    if depth > _DEEPEST:
        raise _UnfitError
    pairs = bracket_pairs(elements)
    parts: list[str] = []
    place = 0
    while place < len(elements):
        element, first = elements[place], place
        place += 1
        if first in pairs:
            end = pairs[first]
            parts.append(_bracketed(elements[first : end + 1], depth))
            place = end + 1
        elif is_stroke(element) and place < len(elements) and sign_of(elements[place]):
            parts.append(_text(elements[place], depth, more="\N{COMBINING LONG SOLIDUS OVERLAY}"))
            place += 1
        elif takes_operands(element) and (end := operands_end(elements, place)) > place:
            make = _nary if is_large(element) else _named
            parts.append(make(element, elements[place:end], depth))
            place = end
        elif is_letter(element):
            while place < len(elements) and is_letter(elements[place]):
                place += 1
            parts.append(_run(element, "".join(each.text or "" for each in elements[first:place])))
        else:
            parts.append(_one(element, depth))
            if is_name(element) and place < len(elements) and place not in pairs:
                parts.append(_APART)
    return "".join(parts)


def _one(element: Element, depth: int) -> str:
    make = _MAKERS.get(element.tag)
    if make is None or any(each in element.attrib for each in _UNKNOWN_ATTRIBUTES):
        raise _UnfitError
    return make(element, depth)


def _in(name: str, element: Element, depth: int) -> str:
    """An argument in an element of that name."""
    return f"<m:{name}>{_row([element], depth + 1) or _NOTHING}</m:{name}>"


def _text(element: Element, _depth: int, more: str = "") -> str:
    text = " ".join((element.text or "").split("\n"))
    if not text:
        return _NOTHING if element.tag == "mi" else ""
    return _run(element, normalize("NFC", text + more) if more else _ALONE.get(text, text))


def _run(element: Element, text: str) -> str:
    kind = looks(element.tag, text, element.get("mathvariant", ""))
    return f'<m:r>{kind}<m:t xml:space="preserve">{character_data(text)}</m:t></m:r>'


def _space(element: Element, _depth: int) -> str:
    blank = space(element.get("width", ""))
    return f'<m:r>{PLAIN}<m:t xml:space="preserve">{blank}</m:t></m:r>' if blank else ""


def _group(element: Element, depth: int) -> str:
    inner = list(element)
    if not inner or inner[0].get("form") != "prefix":
        return _row(inner, depth + 1)
    opening = sign_of(inner.pop(0))
    closing = sign_of(inner.pop()) if inner and inner[-1].get("form") == "postfix" else ""
    parts: list[list[Element]] = [[]]
    between = ""
    for each in inner:
        if each.get("fence") == "true" and "minsize" not in each.attrib:
            between = sign_of(each)
            parts.append([])
        else:
            parts[-1].append(each)
    return _delimited(opening, [_row(each, depth + 1) for each in parts], closing, between)


def _bracketed(elements: Sequence[Element], depth: int) -> str:
    """Brackets and what is in them; what stands at the last of them belongs to all of it."""
    opening, *inner, closing = elements
    made = _delimited(sign_of(opening), [_row(inner, depth + 1)], closing_sign(closing))
    return _scripts(closing, depth, made) if closing.tag in _SCRIPTS else made


def _delimited(opening: str, parts: Sequence[str], closing: str, between: str = "|") -> str:
    if max(len(opening), len(closing), len(between)) > 1:
        raise _UnfitError
    inner = "".join(f"<m:e>{part or _NOTHING}</m:e>" for part in parts)
    signs = "".join(
        f'<m:{name} m:val="{character_data(sign)}"/>'
        for name, sign in (("begChr", opening), ("sepChr", between), ("endChr", closing))
    )
    return f"<m:d><m:dPr>{signs}</m:dPr>{inner}</m:d>"


def _fraction(element: Element, depth: int) -> str:
    above, below = element
    kind = '<m:type m:val="noBar"/>' if element.get("linethickness", "1")[:1] == "0" else ""
    parts = _in("num", above, depth) + _in("den", below, depth)
    return f"<m:f><m:fPr>{kind}</m:fPr>{parts}</m:f>"


def _root(element: Element, depth: int) -> str:
    if element.tag == "mroot":
        inner, degree = element
        return f"<m:rad>{_in('deg', degree, depth)}{_in('e', inner, depth)}</m:rad>"
    inside = _row(list(element), depth + 1) or _NOTHING
    hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
    return f"<m:rad>{hidden}<m:e>{inside}</m:e></m:rad>"


def _scripts(element: Element, depth: int, base: str = "") -> str:
    """`base` stands for the first of its elements."""
    kind, *names = _SCRIPTS[element.tag]
    first, *others = element
    inner = f"<m:e>{base}</m:e>" if base else _in("e", first, depth)
    inner += "".join(_in(name, each, depth) for name, each in zip(names, others, strict=True))
    return f"<m:{kind}>{inner}</m:{kind}>"


def _limits(element: Element, depth: int) -> str:
    base, *limits = element
    sign = sign_of(limits[0])
    marked = _marked(element.tag == "mover", base, sign, depth) if len(limits) == 1 else ""
    if marked:
        return marked
    if element.tag == "mover":
        return f"<m:limUpp>{_in('e', base, depth)}{_in('lim', limits[0], depth)}</m:limUpp>"
    below = f"<m:limLow>{_in('e', base, depth)}{_in('lim', limits[0], depth)}</m:limLow>"
    if len(limits) == 1:
        return below
    return f"<m:limUpp><m:e>{below}</m:e>{_in('lim', limits[1], depth)}</m:limUpp>"


def _marked(above: bool, base: Element, sign: str, depth: int) -> str:
    """A letter with an accent, an expression with a bar or a brace; else empty."""
    if len(sign) != 1:
        return ""
    inside = _in("e", base, depth)
    side = "top" if above else "bot"
    if sign in BARS:
        return f'<m:bar><m:barPr><m:pos m:val="{side}"/></m:barPr>{inside}</m:bar>'
    if sign in BRACES:
        other = "bot" if above else "top"
        looks = f'<m:chr m:val="{sign}"/><m:pos m:val="{side}"/><m:vertJc m:val="{other}"/>'
        return f"<m:groupChr><m:groupChrPr>{looks}</m:groupChrPr>{inside}</m:groupChr>"
    if above and sign in ACCENTS:
        return f'<m:acc><m:accPr><m:chr m:val="{ACCENTS[sign]}"/></m:accPr>{inside}</m:acc>'
    return ""


def _nary(element: Element, operands: Sequence[Element], depth: int) -> str:
    """A large operator with its limits and what it is about."""
    base, *limits = element
    sign = sign_of(base)
    below = limits.pop(0) if element.tag not in ("msup", "mover") else None
    above = limits.pop(0) if limits else None
    beside = element.tag.startswith("ms") or sign in INTEGRALS
    properties = f'<m:chr m:val="{sign}"/><m:limLoc m:val="{"subSup" if beside else "undOvr"}"/>'
    properties += '<m:subHide m:val="1"/>' if below is None else ""
    properties += '<m:supHide m:val="1"/>' if above is None else ""
    parts = _in("sub", below, depth) if below is not None else "<m:sub/>"
    parts += _in("sup", above, depth) if above is not None else "<m:sup/>"
    inside = _row(operands, depth + 1)
    return f"<m:nary><m:naryPr>{properties}</m:naryPr>{parts}<m:e>{inside}</m:e></m:nary>"


def _named(element: Element, operands: Sequence[Element], depth: int) -> str:
    """lim and the like with what stands below it."""
    base, limit = element
    name = f"<m:limLow>{_in('e', base, depth)}{_in('lim', limit, depth)}</m:limLow>"
    inside = _row(operands, depth + 1)
    return f"<m:func><m:fName>{name}</m:fName><m:e>{inside}</m:e></m:func>"


def _table(element: Element, depth: int) -> str:
    rows = [list(row) for row in element if row.tag == "mtr"]
    if len(rows) != len(element) or not any(rows):
        raise _UnfitError
    columns = max(map(len, rows))
    sides = ["center"] * columns
    for row in rows:
        for number, cell in enumerate(row):
            sides[number] = cell.get("columnalign", sides[number])
    parts = "".join(
        f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{side}"/></m:mcPr></m:mc>'
        for side in sides
    )
    # Both sides of an equation are one expression.
    close = sides == ["right", "left"]
    gap = '<m:cGpRule m:val="3"/><m:cGp m:val="0"/>' if close else ""
    made = f'<m:mPr><m:plcHide m:val="1"/>{gap}<m:mcs>{parts}</m:mcs></m:mPr>'
    for row in rows:
        cells = [_row(list(cell), depth + 1) for cell in row] + [""] * (columns - len(row))
        made += f"<m:mr>{''.join(f'<m:e>{cell}</m:e>' for cell in cells)}</m:mr>"
    return f"<m:m>{made}</m:m>"


def _phantom(element: Element, depth: int) -> str:
    inside = _row(list(element), depth + 1) or _NOTHING
    return f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{inside}</m:e></m:phant>'


def _enclosed(element: Element, depth: int) -> str:
    kinds = element.get("notation", "").split()
    if not kinds or any(kind not in STRIKES for kind in kinds):
        raise _UnfitError
    hidden = (
        ""
        if "box" in kinds
        else "".join(f'<m:hide{side} m:val="1"/>' for side in ("Top", "Bot", "Left", "Right"))
    )
    strikes = "".join(
        f'<m:strike{name} m:val="1"/>' for kind, name in STRIKES.items() if name and kind in kinds
    )
    inside = _row(list(element), depth + 1) or _NOTHING
    properties = f"<m:borderBoxPr>{hidden}{strikes}</m:borderBoxPr>"
    return f"<m:borderBox>{properties}<m:e>{inside}</m:e></m:borderBox>"


_MAKERS: dict[str, Callable[[Element, int], str]] = {
    **dict.fromkeys(("mi", "mn", "mo", "mtext"), _text),
    **dict.fromkeys(("mrow", "mstyle", "mpadded"), _group),
    **dict.fromkeys(("msub", "msup", "msubsup"), _scripts),
    **dict.fromkeys(("munder", "mover", "munderover"), _limits),
    **dict.fromkeys(("msqrt", "mroot"), _root),
    "mspace": _space,
    "mfrac": _fraction,
    "mtable": _table,
    "mphantom": _phantom,
    "menclose": _enclosed,
}
