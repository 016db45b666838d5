"""How wide a cell of a table wants to be, without laying it out."""

from collections.abc import Sequence

from promptrun_desktop.text.block import Span
from promptrun_desktop.ui.transcript.sheet import Face, Sheet

# More than a cell is ever wide, in any writing.
_MOST_LETTERS = 400
# Widths grow in steps, so that a table that streams in widens only so many times.
_STEP = 8


def cell_width(sheet: Sheet, face: Face, cell: Sequence[Span]) -> float:
    """As wide as a cell wants to be, in pixels; of several lines the longest counts."""
    if len(cell) == 1 and not cell[0].style and "\n" not in cell[0].text:
        return sheet.letters(face).width(cell[0].text[:_MOST_LETTERS])
    widest = width = 0.0
    for span in cell:
        letters = sheet.letters(sheet.inline_face(face, span.style))
        for number, line in enumerate(span.text.split("\n")):
            width = letters.width(line[:_MOST_LETTERS]) + (0 if number else width)
            widest = max(widest, width)
    return widest


def stepped(width: float) -> int:
    """A little wider, in whole steps of at most an eighth of the width."""
    step = _STEP
    while width > 16 * step:
        step *= 2
    return -int(-(width + 2) // step) * step
