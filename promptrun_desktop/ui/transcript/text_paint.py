"""A text box on the screen: chips under code, the selection, the characters, hovered links."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from promptrun_desktop.text.block import Style
from promptrun_desktop.ui.transcript.text_box import TextBox

# To ask a flag of a flag takes ten times as long as to ask it of a number.
_CODE = int(Style.CODE)


def paint_box(
    painter: QPainter,
    box: TextBox,
    clip: QRectF,
    selected: tuple[int, int] | None = None,
    found: Sequence[tuple[int, int, str]] = (),
    hovered: str = "",
) -> None:
    """`clip` and the box's corner in the item's pixels, `selected` and `found` in UTF-16 units,
    what was found with its tone, `hovered` the address under the mouse. Characters only: nothing
    in the text is read as markup."""
    if not box.face.mono and box.piece.runs:
        _paint_chips(painter, box, clip)
    for start, end, tone in found:
        for rect in box.rects(start, end):
            painter.fillRect(rect, box.sheet.colour(tone))
    if selected is not None:
        for rect in box.rects(*selected):
            painter.fillRect(rect, box.sheet.selection())
    painter.setPen(box.sheet.colour(box.face.tone))
    box.layout().draw(painter, QPointF(box.x, box.y), [], clip)
    if box.piece.formulas:
        _paint_formulas(painter, box, clip)
    if hovered:
        _paint_underlines(painter, box, hovered)


def _paint_chips(painter: QPainter, box: TextBox, clip: QRectF) -> None:
    for run in box.piece.runs:
        if not int.__and__(run.style, _CODE):
            continue
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(box.sheet.colour("code_head"))
        for rect in box.rects(run.start, run.start + run.length):
            chip = rect.adjusted(-2, 1.5, 2, -1.5)
            if chip.intersects(clip):
                painter.drawRoundedRect(chip, 4, 4)


def _paint_formulas(painter: QPainter, box: TextBox, clip: QRectF) -> None:
    formulas = box.sheet.formulas
    if formulas is None:
        return
    for placed, place in box.formulas():
        if place.y() - placed.above > clip.bottom() or place.y() + placed.below < clip.top():
            continue
        drawn = formulas.get(placed.key.latex, placed.pixels, placed.key.display)
        if drawn is None:
            box.miss(placed.key)
            continue
        colour = box.sheet.colour("accent" if placed.href else box.face.tone)
        drawn.paint(painter, place.x(), place.y(), colour)


def _paint_underlines(painter: QPainter, box: TextBox, href: str) -> None:
    painter.setPen(QPen(box.sheet.colour("accent"), 1))
    for run in box.piece.runs:
        if run.href == href:
            for rect in box.rects(run.start, run.start + run.length):
                y = box.baseline_at(rect.top()) + 2.5
                painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
