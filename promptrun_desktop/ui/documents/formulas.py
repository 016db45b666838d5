"""Formulas amid text: where they stand, how large they are, what is laid out in their place."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Style
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.ui.documents.press import Press, Shape
from promptrun_desktop.ui.documents.typefaces import Face, colour
from promptrun_desktop.ui.transcript.pieces import Piece, slice_units, units
from promptrun_desktop.ui.transcript.text_layout import SHOWN

# The small letters of the formulas' font are as high as those of most fonts of text with this.
LARGER = 1.12
# Of a page.
_HIGHEST = 0.6
# A formula stands in the place of a character without ink that no line ends at, made as wide as the
# formula; what its source has more of is there, for the offsets, and takes no room.
PLACE, _NO_ROOM = "\u00a0", "\u2060"


class Formula(NamedTuple):
    """`start` and `end` in UTF-16 units, `em` and the rest in tenths of a point."""

    start: int
    end: int
    shape: Shape
    em: float
    latex: str
    tone: str

    @property
    def width(self) -> float:
        return self.shape.outline.width * self.em

    def paint(self, painter: QPainter, place: QPointF) -> None:
        """`place` is the left end of the baseline."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(place)
        painter.scale(self.em, self.em)
        painter.fillPath(self.shape.path, colour(self.tone))
        painter.restore()


def fitted_em(press: Press, shape: Shape, em: float, width: float) -> float:
    """What is wider or higher than there is room is made smaller."""
    outline = shape.outline
    wide, high = outline.width * em, (outline.ascent + outline.descent) * em
    part = min(1.0, (width - 5) / wide) if width > 5 else 1.0
    return em * min(part, _HIGHEST * press.paper.height / high) if high > 0 else em * part


def placed_formulas(press: Press, face: Face, piece: Piece, width: float) -> list[Formula]:
    found = []
    for run in piece.formulas:
        end = run.start + run.length
        latex = slice_units(piece.text, run.start, end)
        shape = press.shape(latex, bool(run.style & Style.DISPLAY))
        if shape is not None:
            em = fitted_em(press, shape, face.size * LARGER, width)
            tone = "accent" if run.href and is_safe(run.href) else face.tone
            found.append(Formula(run.start, end, shape, em, latex, tone))
    return found


def shown(text: str, formulas: Sequence[Formula]) -> str:
    """As many units, none of which Qt takes for more than a sign."""
    parts: list[str] = []
    place = 0
    for each in formulas:
        parts.append(slice_units(text, place, each.start).translate(SHOWN))
        parts.append(PLACE + _NO_ROOM * (each.end - each.start - 1))
        place = each.end
    rest = slice_units(text, place, units(text)) if formulas else text
    return "".join((*parts, rest.translate(SHOWN)))
