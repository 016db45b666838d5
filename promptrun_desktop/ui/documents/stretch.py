"""Where a part of a line lies: in one piece, or in several where the direction turns."""

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QTextLayout, QTextLine

from promptrun_desktop.ui.documents.emoji import is_none
from promptrun_desktop.ui.transcript.pieces import units

TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Nobody sees them, and Qt gives them the sign of a blank.
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
_FLAG = QTextLayout.GlyphRunRetrievalFlag
# Tenths of a point that round-off may put between neighbours.
_NEAR = 5.0


def stretches(line: QTextLine, low: int, text: str) -> list[tuple[float, float]]:
    """Of a part that turns, which begins at `low`: the left and right ends of its pieces.

    By the signs: of the first one behind a turn Qt's cursor knows no edge.
    """
    signs = sorted(sign for part in _seen(low, text) for sign in _signs(line, *part))
    found: list[tuple[float, float]] = []
    for left, right in signs:
        if found and left <= found[-1][1] + _NEAR:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def edges(line: QTextLine, offset: int) -> tuple[float, float]:
    """Of one character, the leading one first."""
    trailing = line.cursorToX(offset, QTextLine.Edge.Trailing)
    return x_of(line, offset), _first(trailing)


def edges_of(line: QTextLine, low: int, high: int) -> tuple[float, float]:
    one, other = x_of(line, low), x_of(line, high)
    return min(one, other), max(one, other)


def x_of(line: QTextLine, offset: int) -> float:
    return _first(line.cursorToX(offset))


def _seen(low: int, text: str) -> Iterator[tuple[int, int]]:
    """What is between the characters that nobody sees, in UTF-16 units."""
    for match in re.finditer(f"(?:(?!{HIDDEN.pattern}).)+", text, re.DOTALL):
        start = low + units(text[: match.start()])
        yield start, start + units(match[0])


def _signs(line: QTextLine, low: int, high: int) -> Iterator[tuple[float, float]]:
    wanted = _FLAG.RetrieveGlyphIndexes | _FLAG.RetrieveGlyphPositions
    for run in line.glyphRuns(low, high - low, wanted):
        font = run.rawFont()
        if is_none(font):
            widths = [font.unitsPerEm()] * len(run.glyphIndexes())
        else:
            advances = font.advancesForGlyphIndexes(run.glyphIndexes())
            widths = [each.x() for each in advances]
        for place, width in zip(run.positions(), widths, strict=True):
            yield place.x(), place.x() + width


def _first(place: Any) -> float:
    """Qt answers with the place and the offset it belongs to."""
    return float(place[0])
