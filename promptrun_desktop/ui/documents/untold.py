"""Which parts of a line a file would not know: they have no letter that Qt tells it of.

Qt names the character of a sign only where a font gives it one sign in the basic plane.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtGui import QTextLayout, QTextLine

from promptrun_desktop.ui.documents.emoji import is_coloured, is_none
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.stretch import HIDDEN
from promptrun_desktop.ui.transcript.pieces import slice_units, units

# Signs that come of several characters, or not from the basic plane.
_UNTOLD = re.compile(
    # What is turned round is read as it was written.
    "[\u202d\u202e][^\u202c]*\u202c?|"
    "(?:.\ufe0f|[\U00010000-\U0010ffff\u200d\ufe00-\ufe0f\u20e3\u0900-\u109f"
    "\u1780-\u17ff\u1a00-\u1aff\ua980-\ua9df])+"
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f\u00a0\u2060]+")
_FLAG = QTextLayout.GlyphRunRetrievalFlag


def untold(lines: Lines, number: int) -> Iterator[tuple[int, int]]:
    """The parts of a line that have to be said, in UTF-16 units."""
    start, end = lines.source(number)
    text = slice_units(lines.text, start, end)
    text = text.rstrip("\u2028")
    if text.isascii():
        return
    end = start + units(text)
    edges = _matches(_UNTOLD, text, start)
    places = set(_without_letter(lines.line(number), start, end))
    edges += [(each, each + 1) for each in places]
    if places and HIDDEN.search(text):
        # Qt counts wrong behind what is not seen.
        edges += _matches(_BEYOND_ASCII, text, start)
    first = last = start
    for low, high in sorted(edges):
        if low > last and first < last:
            yield first, last
        first = low if low > last or first == last else first
        last = max(last, high)
    if first < last:
        yield first, last


def _matches(pattern: re.Pattern[str], text: str, start: int) -> list[tuple[int, int]]:
    """Where they are, in UTF-16 units; `start` is where the text begins."""
    return [
        (start + units(text[: match.start()]), start + units(text[: match.end()]))
        for match in pattern.finditer(text)
    ]


def _without_letter(line: QTextLine, start: int, end: int) -> Iterator[int]:
    """Where characters are that are drawn as pictures, or that no font has."""
    wanted = _FLAG.RetrieveGlyphIndexes | _FLAG.RetrieveStringIndexes
    for run in line.glyphRuns(start, end - start, wanted):
        untold = is_coloured(run.rawFont()) or is_none(run.rawFont())
        for glyph, place in zip(run.glyphIndexes(), run.stringIndexes(), strict=False):
            if untold or glyph == 0:
                yield place


def adds_up(line: QTextLine, start: int, end: int, edges: Iterable[int]) -> bool:
    """Whether the line, cut there, has all its signs once: behind what is not seen Qt may miss
    some."""
    places = sorted({start, *edges, end})
    parts: Counter[tuple[int, int]] = Counter()
    for first, last in pairwise(places):
        parts += _signs(line, first, last)
    return parts == _signs(line, start, end)


def _signs(line: QTextLine, start: int, end: int) -> Counter[tuple[int, int]]:
    wanted = _FLAG.RetrieveGlyphIndexes | _FLAG.RetrieveGlyphPositions
    return Counter(
        (glyph, round(place.x()))
        for run in line.glyphRuns(start, end - start, wanted)
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    )
