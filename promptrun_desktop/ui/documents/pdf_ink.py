"""Ink that says what it writes, where a file would not know it: so that it can be copied and found.

Qt tells a file the character of a sign only where a font gives it one sign in the basic plane. The
rest is drawn between two marks, which become the text of what is between them: emoji, syllables of
India, formulas, and characters that no font of this computer has.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout

from promptrun_desktop.ui.documents.emoji import EmojiPictures, draw_boxes, is_coloured, is_none
from promptrun_desktop.ui.documents.formulas import Formula
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines, tone_at, x_of
from promptrun_desktop.ui.documents.untold import adds_up, untold
from promptrun_desktop.ui.transcript.pieces import slice_units

_WANTED = QTextLayout.GlyphRunRetrievalFlag
# Far away from the sheet, so that a mark that is left shows nothing.
_AWAY = 100_000
_MARK = re.compile(rb"-(\d{6,}) 0 1 1 re\nf\n")


class PdfInk(Ink):
    """`said` are the texts of the marks of one page."""

    def __init__(self, painter: QPainter, emoji: EmojiPictures) -> None:
        super().__init__(painter)
        self.said: list[str] = []
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
        self.say(f"${formula.latex}$", place, formula.em)
        super().formula(formula, place)

    def say(self, text: str, place: QPointF, size: float) -> None:
        font = QFont()
        font.setPixelSize(max(1, round(size)))
        with self._saying(text, place, font):
            pass

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
        self._mark(2 * len(self.said))
        # A picture has no place in the text; a blank has.
        self.painter.setPen(Qt.GlobalColor.black)
        self.painter.setFont(font)
        self.painter.drawText(place, " ")
        yield
        self._mark(2 * len(self.said) + 1)
        self.said.append(text)

    def _mark(self, number: int) -> None:
        self.painter.fillRect(QRectF(-_AWAY - number, 0, 1, 1), Qt.GlobalColor.black)


def marked(content: bytes, said: list[str]) -> bytes:
    """What a page is drawn by, with the texts of its marks; as it is if a mark is missing."""
    parts = _MARK.split(content)
    if [int(number) - _AWAY for number in parts[1::2]] != list(range(2 * len(said))):
        return content
    # Every other part is a number; of the rest, every other is between the two marks of a text.
    plain, drawn = parts[0::4], parts[2::4]
    told = [_told(each, text) for each, text in zip(drawn, said, strict=True)]
    return b"".join(each for pair in zip(plain, [*told, b""], strict=True) for each in pair)


def _told(content: bytes, text: str) -> bytes:
    """From the first letter to the last, and no further: readers place the text by the font that
    is set where it ends."""
    first, last = content.find(b"BT\n"), content.rfind(b"ET\n") + 3
    if not 0 <= first < last:
        return content
    words = ("\ufeff" + text).encode("utf-16-be").hex().encode()
    opened = b"/Span <</ActualText <" + words + b">>> BDC\n"
    return content[:first] + opened + content[first:last] + b"EMC\n" + content[last:]
