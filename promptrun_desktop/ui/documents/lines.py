"""A piece of text set in lines, each of which can stand on another page."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from promptrun_desktop.text.block import Style
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.ui.documents import stretch
from promptrun_desktop.ui.documents.formulas import PLACE, Formula, placed_formulas, shown
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.typefaces import Face, colour
from promptrun_desktop.ui.transcript.pieces import Piece, Run, slice_units, units
from promptrun_desktop.ui.transcript.text_layout import TAB

_LINE = "\u2028"
_MODE = QTextOption.WrapMode
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Row(NamedTuple):
    """A line, and its baseline, from the top of the text."""

    top: float
    height: float
    baseline: float


class Lines:
    """`rtl` None is found out; `align` "" is the side the text starts at. `hang` is how far a line
    goes in that only goes on with the one before it."""

    def __init__(
        self,
        press: Press,
        face: Face,
        piece: Piece,
        width: float,
        *,
        rtl: bool | None = None,
        align: str = "",
        hang: float = 0,
    ) -> None:
        self.face = face
        self.piece = piece
        self.rtl = is_rtl(piece.prose()) if rtl is None else rtl
        self.width = width
        self.formulas = placed_formulas(press, face, piece, width)
        self.text = shown(piece.text, self.formulas)
        self._turns = self.rtl or bool(stretch.TURNS.search(self.text))
        self.rows: list[Row] = []
        self.layout = self._laid_out(press, align, hang)

    @property
    def colour(self) -> QColor:
        return colour(self.face.tone)

    @property
    def height(self) -> float:
        last = self.rows[-1]
        return last.top + last.height

    def line(self, number: int) -> QTextLine:
        return self.layout.lineAt(number)

    def source(self, number: int) -> tuple[int, int]:
        """Where a line begins and ends, in UTF-16 units."""
        line = self.line(number)
        return line.textStart(), line.textStart() + line.textLength()

    def paint_ground(self, painter: QPainter, number: int, x: float, y: float) -> None:
        """The chips under code between words."""
        if self.face.mono:
            return
        for run in self.piece.runs:
            if run.style & Style.CODE:
                for rect in self.rects(number, run.start, run.start + run.length):
                    chip = rect.translated(x, y)
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour("code_head"))
                    painter.drawRoundedRect(chip.adjusted(-12, 6, 12, -6), 25, 25)

    def formulas_in(self, number: int) -> Iterator[tuple[Formula, QPointF]]:
        """With the left end of the baseline, from the corner of the line."""
        if not self.formulas:
            return
        start, end = self.source(number)
        for each in self.formulas:
            if start <= each.start < end:
                line, row = self.line(number), self.rows[number]
                left = min(stretch.edges(line, each.start))
                yield each, QPointF(left, row.baseline - row.top)

    def links(self, number: int) -> Iterator[tuple[QRectF, str]]:
        """Of a line, from its corner: safe ones alone."""
        row = self.rows[number]
        for run in self.piece.runs:
            if run.href and is_safe(run.href):
                for rect in self.rects(number, run.start, run.start + run.length):
                    yield rect, run.href
                for formula, place in self.formulas_in(number):
                    if self._turns and formula.start == run.start:
                        yield QRectF(place.x(), 0, formula.width, row.height), run.href

    def rects(self, number: int, start: int, end: int) -> list[QRectF]:
        """Where a part of a line lies, from the line's corner; more than one where it turns."""
        line, row = self.line(number), self.rows[number]
        first, last = self.source(number)
        low, high = max(start, first), min(end, last)
        if low >= high:
            return []
        if self._turns:
            found = stretch.stretches(line, low, slice_units(self.text, low, high))
        else:
            found = [stretch.edges_of(line, low, high)]
        return [QRectF(left, 0, right - left, row.height) for left, right in found]

    def _laid_out(self, press: Press, align: str, hang: float) -> QTextLayout:
        types = press.types
        layout = QTextLayout(self.text, types.font(self.face))
        layout.setTextOption(self._option(press, align))
        drawn = {each.start for each in self.formulas}
        ranges = [self._range(press, run) for run in self.piece.runs if run.start not in drawn]
        layout.setFormats(ranges + [self._room(press, each) for each in self.formulas])
        layout.setCacheEnabled(True)
        metrics, pitch = types.metrics(self.face), types.pitch(self.face)
        baseline = (pitch - metrics.height()) / 2 + metrics.ascent()
        ends = _line_ends(self.text) if hang else set()
        top, fresh = 0.0, True
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            inset = 0.0 if fresh else hang
            line.setLineWidth(self.width - inset)
            lift = min(max(0.0, baseline - line.ascent()), max(0.0, pitch - line.height()))
            height = max(pitch, line.height())
            above, below = self._more(line, lift + line.ascent(), height)
            line.setPosition(QPointF(inset, top + above + lift))
            self.rows.append(Row(top, above + height + below, top + above + lift + line.ascent()))
            top += self.rows[-1].height
            fresh = not hang or line.textStart() + line.textLength() in ends
        layout.endLayout()
        if not self.rows:
            self.rows.append(Row(0, pitch, baseline))
        return layout

    def _more(self, line: QTextLine, baseline: float, height: float) -> tuple[float, float]:
        """By how much a line grows for its formulas."""
        start, end = line.textStart(), line.textStart() + line.textLength()
        here = [each for each in self.formulas if start <= each.start < end]
        if not here:
            return 0.0, 0.0
        ascent = max(each.shape.outline.ascent * each.em for each in here) + 10
        descent = max(each.shape.outline.descent * each.em for each in here) + 10
        return max(0.0, ascent - baseline), max(0.0, descent - (height - baseline))

    def _option(self, press: Press, align: str) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(_MODE.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        direction = Qt.LayoutDirection
        option.setTextDirection(direction.RightToLeft if self.rtl else direction.LeftToRight)
        # QTextLayout alone never mirrors: the side is ours to say.
        option.setAlignment(_SIDES[align or ("right" if self.rtl else "left")])
        blank = press.types.metrics(self.face).horizontalAdvance(" ")
        option.setTabStopDistance(TAB * blank)
        return option

    def _range(self, press: Press, run: Run) -> QTextLayout.FormatRange:
        tone = run.tone or ("accent" if run.href and is_safe(run.href) else "")
        style = Style.ITALIC if run.tone == "faint" else run.style
        return _formatted(run.start, run.length, press.types.format(self.face, style, tone))

    def _room(self, press: Press, formula: Formula) -> QTextLayout.FormatRange:
        font = QFont(press.types.font(self.face))
        wider = formula.width - press.types.metrics(self.face).horizontalAdvance(PLACE)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, wider)
        made = QTextCharFormat()
        made.setFont(font)
        return _formatted(formula.start, 1, made)


def tone_at(lines: Lines, offset: int) -> QColor:
    """The colour of a character."""
    for run in lines.piece.runs:
        if run.start <= offset < run.start + run.length:
            safe = run.href and is_safe(run.href)
            return colour(run.tone or ("accent" if safe else lines.face.tone))
    return colour(lines.face.tone)


def _line_ends(text: str) -> set[int]:
    """Behind each line break, in UTF-16 units."""
    ends, place = set(), 0
    for line in text.split(_LINE):
        place += units(line) + 1
        ends.add(place)
    return ends


def _formatted(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length  # type: ignore[attr-defined]
    made.format = form  # type: ignore[attr-defined]
    return made
