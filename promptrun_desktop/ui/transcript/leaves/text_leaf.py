"""Paragraphs, headings, raw HTML, plain text and rules: text without a card."""

import re
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Block, Paragraph
from promptrun_desktop.ui.transcript.containers import Frame
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf, Marks
from promptrun_desktop.ui.transcript.pieces import Piece
from promptrun_desktop.ui.transcript.sheet import SMALL, Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box
from promptrun_desktop.ui.translation import translate

NO_CONTAINERS = Paragraph(spans=())
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uffdc\U0001f300-\U0003ffff]")


def wide_length(text: str) -> int:
    """About how many Latin letters are as wide: those of the East and emoji count twice."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


class Framed(Leaf):
    """Stands in the containers of its block; only the first leaf of a block has its markers."""

    def __init__(self, sheet: Sheet, block: Block, *, first: bool = True) -> None:
        super().__init__(sheet)
        self.path = block.path
        self.opens = block.opens if first else 0
        self.frame = Frame(sheet, NO_CONTAINERS)
        if block.path:
            self.frame.show(replace(NO_CONTAINERS, path=self.path, opens=self.opens))

    @property
    def above(self) -> int:
        """The gap in pixels."""
        return self.sheet.px(self.gap) if self.gap else 0

    def inner(self, width: int) -> int:
        """The width that the containers leave of another, in pixels."""
        if not self.path:
            return width
        frame = Frame(self.sheet, replace(NO_CONTAINERS, path=self.path))
        frame.lay_out(width, mirrored=False)
        return frame.inner

    @property
    def around(self) -> object:
        return self.path, self.opens

    def paint_frame(self, painter: QPainter, baseline: float) -> None:
        """Bars and markers; `baseline` counts from the leaf's corner."""
        if not self.path:
            return
        above = self.above
        painter.translate(0, above)
        self.frame.paint(painter, self.height - above, above, baseline - above)
        painter.translate(0, -above)


class TextLeaf(Framed):
    """One piece of text, as wide as the containers leave room."""

    def __init__(
        self, sheet: Sheet, block: Block, face: Face, piece: Piece, *, first: bool = True
    ) -> None:
        super().__init__(sheet, block, first=first)
        self.face = face
        self._box = TextBox(sheet, face, piece)
        self.boxes = (self._box,)

    def estimate(self, width: int) -> int:
        text = self._box.text
        letters = self.inner(width) / (self.sheet.letter * self.face.pixels / 14)
        lines = int(wide_length(text) / max(1.0, letters)) + 1 + text.count("\n")
        return self.above + lines * self.sheet.pitch(self.face)

    def arrange(self, width: int) -> int:
        self.frame.lay_out(width, mirrored=self._box.rtl)
        self._box.x, self._box.y = self.frame.left, self.above
        return self._box.lay_out(self.frame.inner)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        if self.path:
            self.paint_frame(painter, self._box.baseline())
        paint_marked(painter, self, 0, clip, marks)


class RuleLeaf(Framed):
    def estimate(self, width: int) -> int:
        return self.above + self.sheet.px(17)

    def arrange(self, width: int) -> int:
        self.frame.lay_out(width, mirrored=False)
        return self.sheet.px(17)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        self.paint_frame(painter, self.above + self.sheet.metrics(Face()).ascent())
        y = self.above + self.sheet.px(17) // 2
        line = QRectF(self.frame.left, y, self.frame.inner, 1)
        painter.fillRect(line, self.sheet.colour("line"))


class SimplifiedLeaf(Framed):
    """Says that what is above it was too costly to format."""

    def __init__(self, sheet: Sheet, block: Block) -> None:
        super().__init__(sheet, block, first=False)
        self.words = translate("Transcript", "Shown without formatting: it is too long.")

    def estimate(self, width: int) -> int:
        return self.above + self.sheet.pitch(SMALL)

    def arrange(self, width: int) -> int:
        self.frame.lay_out(width, mirrored=False)
        return self.sheet.pitch(SMALL)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        metrics = self.sheet.metrics(SMALL)
        room = self.sheet.pitch(SMALL) - metrics.height()
        baseline = self.above + room / 2 + metrics.ascent()
        self.paint_frame(painter, baseline)
        painter.setFont(self.sheet.font(SMALL))
        painter.setPen(self.sheet.colour("faint"))
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, self.frame.inner)
        painter.drawText(QPointF(self.frame.left, baseline), words)


def paint_marked(painter: QPainter, leaf: Leaf, number: int, clip: QRectF, marks: Marks) -> None:
    """A box with what was found under it, and what is selected."""
    box = leaf.boxes[number]
    if box.y > clip.bottom() + 4 or box.y + box.height < clip.top() - 4:
        return
    found = [
        (start, end, "found_now" if marks.current == (number, start, end) else "found")
        for start, end in marks.found.get(number, ())
    ]
    paint_box(painter, box, clip, marks.selected.get(number), found, marks.hovered)
