"""A piece of text into a QTextLayout: plain characters, formats, whole-pixel line distances."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from promptrun_desktop.ui.transcript.pieces import Piece, Run, slice_units, units
from promptrun_desktop.ui.transcript.placed import Placed
from promptrun_desktop.ui.transcript.sheet import Face, Sheet

# All that QTextLayout would break at, show as a box, or take for an embedded object. One unit
# each, so that offsets stay those of the source.
SHOWN = {
    **dict.fromkeys(map(ord, "\n\x0b\x0c\x85\u2029"), "\u2028"),
    ord("\r"): " ",
    ord("\ufffc"): "\ufffd",
}
# A formula stands in the place of a character without ink that no line ends at, made as wide as the
# formula; what its source has more of is there, for the offsets, and takes no room.
_PLACE, _NO_ROOM = "\u00a0", "\u2060"
# Between formulas of two lines there are at least twice as many pixels.
_APART = 1.5
# A line as wide as any text: where lines stay whole.
WIDE = 1e6
# The letters a tab stop is apart.
TAB = 4

_MODE = QTextOption.WrapMode
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Shape(NamedTuple):
    """`align` "" is the side the text starts at."""

    width: float
    wrap: bool
    rtl: bool
    align: str


class Row(NamedTuple):
    """A line in whole pixels from the top of the text, its baseline, and where it starts in the
    text, in UTF-16 units."""

    top: int
    height: int
    baseline: float
    start: int = 0


class Laid(NamedTuple):
    layout: QTextLayout
    text: str
    rows: tuple[Row, ...]
    height: int


def laid_out(
    sheet: Sheet, face: Face, piece: Piece, shape: Shape, formulas: Sequence[Placed] = ()
) -> Laid:
    """Only a line higher than the face's own, or with a higher formula, moves its neighbours."""
    text = shown(piece.text, formulas)
    layout = QTextLayout(text, sheet.font(face))
    layout.setTextOption(_option(sheet, face, shape))
    if piece.runs:
        drawn = {each.start for each in formulas}
        ranges = [_range(sheet, face, run) for run in piece.runs if run.start not in drawn]
        layout.setFormats(ranges + [_room(sheet, face, each) for each in formulas])
    layout.setCacheEnabled(True)
    metrics, pitch = sheet.metrics(face), sheet.pitch(face)
    baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
    rows: list[Row] = []
    top = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(shape.width)
        natural, ascent = line.height(), line.ascent()
        lift = max(0.0, min(baseline - ascent, pitch - natural))
        height = line_height(natural, pitch)
        more = below = 0
        if formulas:
            more, below = _more(_in_line(line, formulas), lift + ascent, height)
        line.setPosition(QPointF(0, top + more + lift))
        start = line.textStart()
        row = Row(top, more + height + below, top + more + lift + ascent, start)
        rows.append(row)
        top += row.height
    layout.endLayout()
    return Laid(layout, text, tuple(rows), max(top, pitch))


def shown(text: str, formulas: Sequence[Placed] = ()) -> str:
    """What is laid out for a text: as many units, none of which Qt takes for more than a sign."""
    if not formulas and text.isprintable() and "\ufffc" not in text:
        return text
    parts: list[str] = []
    place = 0
    for each in formulas:
        parts.append(slice_units(text, place, each.start).translate(SHOWN))
        parts.append(_PLACE + _NO_ROOM * (each.end - each.start - 1))
        place = each.end
    rest = slice_units(text, place, units(text)) if formulas else text
    return "".join((*parts, rest.translate(SHOWN)))


def line_height(natural: float, pitch: int) -> int:
    """Whole pixels."""
    return max(pitch, int(natural + 0.99))


def _in_line(line: QTextLine, formulas: Sequence[Placed]) -> list[Placed]:
    start, end = line.textStart(), line.textStart() + line.textLength()
    return [each for each in formulas if start <= each.start < end]


def _more(here: Sequence[Placed], baseline: float, height: int) -> tuple[int, int]:
    """The pixels by which a line grows for formulas that come near its upper or lower edge."""
    if not here:
        return 0, 0
    above = max(each.above for each in here) + _APART - baseline
    below = max(each.below for each in here) + _APART - (height - baseline)
    return max(0, ceil(above)), max(0, ceil(below))


def _option(sheet: Sheet, face: Face, shape: Shape) -> QTextOption:
    key = (face, shape.wrap, shape.rtl, shape.align)
    if key in sheet.options:
        return sheet.options[key]
    option = sheet.options[key] = QTextOption()
    option.setWrapMode(_MODE.WrapAtWordBoundaryOrAnywhere if shape.wrap else _MODE.NoWrap)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if shape.rtl else direction.LeftToRight)
    # QTextLayout alone never mirrors: the side is ours to say.
    option.setAlignment(_SIDES[shape.align or ("right" if shape.rtl else "left")])
    option.setTabStopDistance(TAB * sheet.metrics(face).horizontalAdvance(" "))
    return option


def _range(sheet: Sheet, face: Face, run: Run) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = run.start, run.length  # type: ignore[attr-defined]
    made.format = (  # type: ignore[attr-defined]
        sheet.toned(run.tone) if run.tone else sheet.format(face, run.style, bool(run.href))
    )
    return made


def _room(sheet: Sheet, face: Face, formula: Placed) -> QTextLayout.FormatRange:
    font = QFont(sheet.font(face))
    wider = formula.width - sheet.metrics(face).horizontalAdvance(_PLACE)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, wider)
    made = QTextLayout.FormatRange()
    made.start, made.length = formula.start, 1  # type: ignore[attr-defined]
    made.format = QTextCharFormat()  # type: ignore[attr-defined]
    made.format.setFont(font)
    return made
