"""A formula as a drawing inside a page, in the colour and size of the text around it."""

import math
from collections.abc import Iterator
from html import escape

from promptrun_desktop.text.formula import Outline

# A page allows no style of its own to an element, so the baseline is one of these classes: the box
# of a drawing reaches down to a whole tenth of an em.
STEPS = 40
BASELINES = "\n".join(f".b{step} {{ vertical-align: -{step / 10}em; }}" for step in range(STEPS))
_UNITS = 1000  # to an em, so that places are whole numbers
_PAIRS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}


def svg(outline: Outline, latex: str) -> str:
    """Readers are told the source."""
    step = min(math.ceil(outline.descent * 10), STEPS)
    # Deeper than any line of text: in the middle of it.
    baseline = f"b{step}" if step < STEPS else "middle"
    descent = step / 10 if step < STEPS else outline.descent
    top, width = _units(outline.ascent), _units(outline.width)
    height = top + _units(descent)
    return (
        f'<svg class="{baseline}" role="img" aria-label="{escape(latex)}" '
        f'width="{width / _UNITS}em" height="{height / _UNITS}em" '
        f'viewBox="0 {-top} {width} {height}"><path d="{"".join(_path(outline))}"/></svg>'
    )


def _path(outline: Outline) -> Iterator[str]:
    place = 0
    for command in outline.commands:
        end = place + 2 * _PAIRS[command]
        yield command + " ".join(str(round(each * _UNITS)) for each in outline.places[place:end])
        place = end


def _units(length: float) -> int:
    return math.ceil(length * _UNITS)
