"""A formula in LaTeX into MathML, for documents that hold formulas as formulas."""

import re
from xml.etree.ElementTree import Element

# Beyond this a formula stays its source.
LONGEST = 1000
# What lets a few characters stand for many: commands of one's own, and what writes a part twice.
_GROWING = re.compile(r"\\(?:(?:re|provide)?newcommand|newenvironment|[egx]?def|let|Declare)")
_DOUBLING = re.compile(r"\\sideset")
# Columns with more than a side and lines between them would become cells.
_UNREAD = re.compile(r"\\begin\{array\}\{[lcr|\s]*[^lcr|\s}]")
# Of two lines between columns there is one.
_COLUMNS = re.compile(r"\\begin\{array\}\{[^{}]*\}")
# Written otherwise, for the converter knows only the second.
_OTHER_NAMES = (
    (re.compile(r"\\(begin|end)\{(?:aligned|eqnarray\*?)\}"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{gathered\*?\}"), r"\\\1{matrix}"),
    (re.compile(r"\|\|"), r"\\|"),
    (re.compile(r"\\arg(?![A-Za-z])"), r"\\operatorname{arg}"),
    (re.compile(r"\\mathop(?![A-Za-z])"), ""),
    (re.compile(r"\\(?:nonumber|notag|label\{[^{}]*\})"), ""),
    (re.compile(r"\\tag\*?\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
)
_SIGN = re.compile(r"&#x([0-9A-Fa-f]{1,6});")


def mathml(latex: str, display: bool) -> Element | None:
    """A `math` element in no namespace; None where it cannot be had, or would not be all of it.

    In time about linear in the formula, whatever it is.
    """
    if not latex.strip() or len(latex) > LONGEST or _GROWING.search(latex):
        return None
    if _UNREAD.search(latex) or len(_DOUBLING.findall(latex)) > 1:
        return None
    from latex2mathml.converter import convert_to_element

    latex = _COLUMNS.sub(lambda columns: columns[0].replace("||", "|"), latex)
    for pattern, name in _OTHER_NAMES:
        latex = pattern.sub(name, latex)
    try:
        found = convert_to_element(latex, xmlns="", display="block" if display else "inline")
    except Exception:  # noqa: BLE001  a foreign parser of foreign text: it raises what it likes
        return None
    for element in found.iter():
        text = element.text or ""
        if "\\" in text or text == "&":
            return None
        element.text = _SIGN.sub(_sign, text)
    return found


def _sign(reference: re.Match[str]) -> str:
    place = int(reference[1], 16)
    return chr(place) if place <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
