"""A formula in LaTeX into the outline of its signs: numbers only, in em, the baseline at 0."""

import math
import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

# Beyond this a formula stays its source.
LONGEST = 1000
_MOST_COMMANDS = 12_000
_LARGEST = 500.0
_SIZE = 24.0
_TAG = re.compile(r"\\tag\*?\{([^{}]*)\}")
# A background would hide what stands on it, for all is drawn in one colour.
_STYLED = re.compile(r"<[^>]*\b(?:mathbackground|style)=")
_NUMBERS = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?")
_ARITY = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}


@dataclass(frozen=True, slots=True)
class Outline:
    """`commands` are letters of SVG paths (M, L, Q, C with absolute places, and Z), and `places`
    their x and y in turn. All in em; y grows downwards from the baseline. Filled by the non-zero
    rule."""

    width: float
    ascent: float
    descent: float
    commands: str
    places: tuple[float, ...]


class _UnfitError(Exception):
    """Something that would be drawn wrong or not at all."""


def outline(latex: str, display: bool) -> Outline | None:
    """None where the source says more than what could be drawn of it.

    May take seconds or never come back: call it where it can be ended (`formula_child`).
    """
    if not latex.strip() or len(latex) > LONGEST:
        return None
    try:
        return _drawn(latex, display)
    except Exception:  # noqa: BLE001  a foreign parser of foreign text: it raises what it likes
        return None


def _drawn(latex: str, display: bool) -> Outline:
    from ziafont.config import config
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    # Otherwise glyphs are symbols which are used by reference.
    config.svg2 = False
    # The number of a formula is dropped otherwise.
    mathml = tex2mml(_TAG.sub(r"\\qquad\\text{(\1)}", latex), inline=not display)
    if "\\" in mathml or _STYLED.search(mathml):
        raise _UnfitError
    formula = Math(mathml, size=_SIZE)
    pen = _Pen()
    for element in formula.drawon(Element("svg")).iter():
        pen.draw(element)
    box = formula.node.bbox
    # What is drawn may stand out of that box, and the box of an accent begins far too early.
    left, right = min(pen.left, 0.0), max(box.xmax, pen.right)
    top, bottom = min(-box.ymax, pen.top), max(-box.ymin, pen.bottom)
    return _checked(pen, left, right, top, bottom)


def _checked(pen: "_Pen", left: float, right: float, top: float, bottom: float) -> Outline:
    sizes = (right - left, max(0.0, -top), max(0.0, bottom))
    if not pen.commands or not all(math.isfinite(each) for each in (*sizes, *pen.places)):
        raise _UnfitError
    if max(sizes) > _LARGEST * _SIZE or sizes[0] <= 0:
        raise _UnfitError
    width, ascent, descent = (round(each / _SIZE, 4) for each in sizes)
    places = [round(each / _SIZE, 4) for each in pen.places]
    places[::2] = [round((each - left) / _SIZE, 4) for each in pen.places[::2]]
    return Outline(width, ascent, descent, "".join(pen.commands), tuple(places))


class _Pen:
    """Takes the few kinds of shapes there are, and nothing else."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.places: list[float] = []
        self.left = self.top = math.inf
        self.right = self.bottom = -math.inf

    def draw(self, element: Element) -> None:
        if element.tag == "path" and "stroke-width" in element.attrib:
            self._line(element)
        elif element.tag == "path":
            self._path(element.attrib["d"])
        elif element.tag == "rect":
            self._rect(element)
        elif element.tag != "g":
            raise _UnfitError

    def _path(self, data: str) -> None:
        words: list[Any] = _NUMBERS.findall(data)
        place = 0
        while place < len(words):
            command = words[place]
            end = place + 1 + 2 * _ARITY[command]
            self._add(command, *map(float, words[place + 1 : end]))
            place = end

    def _line(self, element: Element) -> None:
        """A stroke becomes a bar. It turns as glyphs do, or it would be cut out of them."""
        x1, y1, x2, y2 = map(float, re.findall(r"-?[\d.]+", element.attrib["d"]))
        half = float(element.attrib["stroke-width"]) / 2
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        dx, dy = (y2 - y1) / length * half, (x1 - x2) / length * half
        self._polygon(x1 + dx, y1 + dy, x2 + dx, y2 + dy, x2 - dx, y2 - dy, x1 - dx, y1 - dy)

    def _rect(self, element: Element) -> None:
        x, y, width, height = (float(element.attrib[key]) for key in ("x", "y", "width", "height"))
        if element.attrib.get("fill", "none") != "none":
            self._bar(x, y, x + width, y + height)
        elif element.attrib.get("stroke", "none") != "none":
            half = float(element.attrib.get("stroke-width", "1")) / 2
            self._bar(x - half, y - half, x + width + half, y + height + half)
            left, top, right, bottom = x + half, y + half, x + width - half, y + height - half
            # The other way round, so that it is a hole.
            self._polygon(left, top, left, bottom, right, bottom, right, top)

    def _bar(self, left: float, top: float, right: float, bottom: float) -> None:
        self._polygon(left, top, right, top, right, bottom, left, bottom)

    def _polygon(self, *places: float) -> None:
        self._add("M", *places[:2])
        for number in range(2, len(places), 2):
            self._add("L", *places[number : number + 2])
        self._add("Z")

    def _add(self, command: str, *places: float) -> None:
        if len(places) != 2 * _ARITY[command] or len(self.commands) >= _MOST_COMMANDS:
            raise _UnfitError
        self.commands.append(command)
        self.places += places
        for x, y in zip(places[::2], places[1::2], strict=True):
            self.left, self.right = min(self.left, x), max(self.right, x)
            self.top, self.bottom = min(self.top, y), max(self.bottom, y)
