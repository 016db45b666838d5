"""Ink that says what it writes, where a file would not know it: so that it can be copied and found.

Qt tells a file the character of a sign only where a font gives it one sign in the basic plane. The
rest is drawn between two marks, which become the text of what is between them: emoji, syllables of
India, formulas, and characters that no font of this computer has.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout

from promptrun_desktop.ui.documents.emoji import EmojiPictures, draw_boxes, is_coloured, is_none
from promptrun_desktop.ui.documents.formulas import Formula
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines, tone_at
from promptrun_desktop.ui.documents.stretch import x_of
from promptrun_desktop.ui.documents.typefaces import plain_font
from promptrun_desktop.ui.documents.untold import adds_up, untold
from promptrun_desktop.ui.transcript.pieces import slice_units

_WANTED = QTextLayout.GlyphRunRetrievalFlag
# Far away from the sheet, so that a mark that is left shows nothing.
_AWAY = 100_000
_BEGIN, _END, _NOT_SHOWN = b"BT\n", b"ET\n", b"3 Tr\n"
_MARK = re.compile(rb"-(\d{6,}) 0 1 1 re\nf\n")


class Said(NamedTuple):
    """What is between two marks; `unseen` is text that only stands for a shape."""

    text: str
    unseen: bool


class PdfInk(Ink):
    """`said` are the texts of one page."""

    def __init__(self, painter: QPainter, emoji: EmojiPictures) -> None:
        super().__init__(painter)
        self.said: list[Said] = []
        self._emoji = emoji

    def line(self, lines: Lines, number: int, x: float, y: float) -> None:
        """In the order in which it is read, which is that in which some programs copy it."""
        formulas = {formula.start: (formula, at) for formula, at in lines.formulas_in(number)}
        parts = sorted([*untold(lines, number), *((start, start + 1) for start in formulas)])
        if not parts:
            super().line(lines, number, x, y)
            return
        place, end = lines.source(number)
        edges = [edge for part in parts for edge in part]
        if edges != sorted(edges) or not adds_up(lines.line(number), place, end, edges):
            self._whole(lines, number, x, y)
            return
        lines.paint_ground(self.painter, number, x, y)
        corner = QPointF(x, y - lines.rows[number].top)
        for start, stop in [*parts, (end, end)]:
            self._runs(lines, number, place, start, corner)
            if start in formulas:
                formula, at = formulas[start]
                self.formula(formula, at + QPointF(x, y))
            elif start < stop:
                with self._saying_part(lines, number, start, stop, corner):
                    self._runs(lines, number, start, stop, corner)
            place = stop

    def _whole(self, lines: Lines, number: int, x: float, y: float) -> None:
        """Said as one, with the source of its formulas."""
        corner = QPointF(x, y - lines.rows[number].top)
        lines.paint_ground(self.painter, number, x, y)
        with self._saying_part(lines, number, *lines.source(number), corner):
            super().letters(lines, number, corner.x(), corner.y())
        for formula, at in lines.formulas_in(number):
            super().formula(formula, at + QPointF(x, y))

    def _saying_part(
        self, lines: Lines, number: int, start: int, stop: int, corner: QPointF
    ) -> AbstractContextManager[None]:
        line = lines.line(number)
        place = QPointF(x_of(line, start), line.position().y() + line.ascent())
        text = slice_units(lines.piece.text, start, stop).removesuffix("\n")
        return self._saying(text, corner + place, lines.layout.font())

    def formula(self, formula: Formula, place: QPointF) -> None:
        self.say(f"${formula.latex}$", place, formula.em, formula.width)
        super().formula(formula, place)

    def say(self, text: str, place: QPointF, size: float, width: float) -> None:
        """Written where the shape is, so that every program knows it, but not shown."""
        font = plain_font(max(1, round(size)))
        natural = QFontMetricsF(font).horizontalAdvance(text)
        if natural > width:
            # Narrow, not small: readers find lines by the sizes of letters.
            font.setStretch(max(1, int(100 * width / natural)))
        with self._marked(text, unseen=True):
            self._write(text, place, font)

    def _runs(self, lines: Lines, number: int, start: int, end: int, corner: QPointF) -> None:
        """A part of a line, in the colours it has."""
        line = lines.line(number)
        edges = {start, end}
        for run in lines.piece.runs:
            edges |= {edge for edge in (run.start, run.start + run.length) if start < edge < end}
        for first, last in pairwise(sorted(edges)):
            self.painter.setPen(tone_at(lines, first))
            for glyphs in line.glyphRuns(first, last - first, _WANTED.DefaultRetrievalFlags):
                if glyphs.strikeOut():
                    # Qt strikes out what is at the beginning of the line instead.
                    glyphs.setStrikeOut(False)
                    self._strike(lines, number, first, last, corner)
                if is_none(glyphs.rawFont()):
                    draw_boxes(self.painter, corner, glyphs, tone_at(lines, first))
                elif is_coloured(glyphs.rawFont()):
                    self._emoji.draw(self.painter, corner, glyphs)
                else:
                    self.painter.drawGlyphRun(corner, glyphs)

    def _strike(self, lines: Lines, number: int, start: int, end: int, corner: QPointF) -> None:
        row, size = lines.rows[number], lines.face.size
        for rect in lines.rects(number, start, end):
            top = corner.y() + row.baseline - 0.3 * size
            line = QRectF(corner.x() + rect.left(), top, rect.width(), size / 16)
            self.painter.fillRect(line, tone_at(lines, start))

    @contextmanager
    def _saying(self, text: str, place: QPointF, font: QFont) -> Iterator[None]:
        if not any(each.isprintable() and not each.isspace() for each in text):
            yield
            return
        with self._marked(text, unseen=False):
            # A picture has no place in the text; a blank has.
            self._write(" ", place, font)
            yield

    def _write(self, text: str, place: QPointF, font: QFont) -> None:
        self.painter.setPen(Qt.GlobalColor.white)
        self.painter.setFont(font)
        self.painter.drawText(place, text)

    @contextmanager
    def _marked(self, text: str, *, unseen: bool) -> Iterator[None]:
        self._mark(2 * len(self.said))
        yield
        self._mark(2 * len(self.said) + 1)
        self.said.append(Said(text, unseen))

    def _mark(self, number: int) -> None:
        self.painter.fillRect(QRectF(-_AWAY - number, 0, 1, 1), Qt.GlobalColor.black)


def marked(content: bytes, said: list[Said]) -> bytes:
    """What a page is drawn by, with the texts of its marks; as it is if a mark is missing."""
    parts = _MARK.split(content)
    if [int(number) - _AWAY for number in parts[1::2]] != list(range(2 * len(said))):
        return content
    # Every other part is a number; of the rest, every other is between the two marks of a text.
    plain, drawn = parts[0::4], parts[2::4]
    told = [_told(each, one) for each, one in zip(drawn, said, strict=True)]
    return b"".join(each for pair in zip(plain, [*told, b""], strict=True) for each in pair)


def _told(content: bytes, said: Said) -> bytes:
    """From the first letter to the last, and no further: readers place the text by the font that
    is set where it ends."""
    first, last = content.find(_BEGIN), content.rfind(_END) + len(_END)
    if not 0 <= first < last:
        return content
    letters = content[first:last]
    if said.unseen:
        letters = letters.replace(_BEGIN, _BEGIN + _NOT_SHOWN)
    words = ("\ufeff" + said.text).encode("utf-16-be").hex().encode()
    opened = b"/Span <</ActualText <" + words + b">>> BDC\n"
    return content[:first] + opened + letters + b"EMC\n" + content[last:]
