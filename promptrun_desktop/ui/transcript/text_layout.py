"""A piece of text into a QTextLayout: plain characters, formats, whole-pixel line distances."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from promptrun_desktop.ui.transcript.pieces import Piece, Run
from promptrun_desktop.ui.transcript.sheet import Face, Sheet

# All that QTextLayout would break at, show as a box, or take for an embedded object. One unit
# each, so that offsets stay those of the source.
SHOWN = {
    **dict.fromkeys(map(ord, "\n\x0b\x0c\x85\u2029"), "\u2028"),
    ord("\r"): " ",
    ord("\ufffc"): "\ufffd",
}
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


def laid_out(sheet: Sheet, face: Face, piece: Piece, shape: Shape) -> tuple[QTextLayout, int]:
    """The layout and its height; only a line higher than the face's own moves its neighbours."""
    layout = QTextLayout(piece.text.translate(SHOWN), sheet.font(face))
    layout.setTextOption(_option(sheet, face, shape))
    if piece.runs:
        layout.setFormats([_range(sheet, face, run) for run in piece.runs])
    layout.setCacheEnabled(True)
    metrics, pitch = sheet.metrics(face), sheet.pitch(face)
    baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
    top = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(shape.width)
        natural = line.height()
        lift = max(0.0, baseline - line.ascent())
        line.setPosition(QPointF(0, top + min(lift, max(0.0, pitch - natural))))
        top += line_height(natural, pitch)
    layout.endLayout()
    return layout, max(top, pitch)


def line_height(natural: float, pitch: int) -> int:
    """Whole pixels."""
    return max(pitch, int(natural + 0.99))


def _option(sheet: Sheet, face: Face, shape: Shape) -> QTextOption:
    option = QTextOption()
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
        sheet.toned(run.tone, italic=run.tone == "faint")
        if run.tone
        else sheet.format(face, run.style, bool(run.href))
    )
    return made
