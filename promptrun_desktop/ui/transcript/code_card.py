"""A card of code: its language, a place for its Copy button, and lines that scroll sideways."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from promptrun_desktop.text.block import Block, CodeBlock
from promptrun_desktop.ui.transcript.item import Item, Marks, renewed
from promptrun_desktop.ui.transcript.pieces import Piece, code_pieces, toned, units
from promptrun_desktop.ui.transcript.sheet import CODE, SMALL, Sheet
from promptrun_desktop.ui.transcript.side_scroll import BAR, SideScroll

RADIUS = 10
_PAD = 12


class CodeCard(Item):
    """`side` moves the lines; the head stays. Code runs from left to right, whatever it says."""

    def __init__(self, sheet: Sheet, block: CodeBlock) -> None:
        super().__init__(sheet, block)
        self.code = block
        self.side = SideScroll()
        self.boxes = renewed(sheet, [], CODE, code_pieces(block.code), wrap=False)
        self._starts = [0]
        self._asked = 0
        self._count_starts()

    def show(self, block: Block) -> bool:
        if not isinstance(block, CodeBlock):
            return False
        grown = block.code.startswith(self.code.code)
        self.block = self.code = block
        self.frame.show(block)
        if grown and self.boxes:
            start = self._starts[-1]
            kept, last = self.boxes[:-1], self.boxes[-1:]
            # Its colours stay until the next ones come: text that flickers cannot be read.
            made = code_pieces(block.code[start:])
            room = units(made[0].text)
            runs = (run for run in last[0].piece.runs if run.start + run.length <= room)
            made[0] = Piece(made[0].text, tuple(runs), made[0].after)
            self.boxes = kept + renewed(self.sheet, last, CODE, made, wrap=False)
        else:
            self.boxes = renewed(self.sheet, [], CODE, code_pieces(block.code), wrap=False)
            self._asked = 0
        self._count_starts()
        return True

    def place(self) -> int:
        head, pad = self.head_height(), self.sheet.px(_PAD)
        extent = max((box.natural_width() for box in self.boxes), default=0.0)
        self.side.set_sizes(int(extent + 1) + 2 * pad, self.frame.inner - 2)
        top = head + self.sheet.px(10)
        for box in self.boxes:
            box.x, box.y = self.frame.left + 1 + pad, top
            top += box.lay_out(self.frame.inner)
        height = top + self.sheet.px(10)
        bar = QRectF(self.frame.left + pad, height - BAR - 1, self.frame.inner - 2 * pad, BAR)
        self.side.set_area(bar)
        return height

    def head_height(self) -> int:
        return self.sheet.px(29)

    def button_place(self, size: QRect) -> QRect:
        """Where a button of that size goes, in the item's pixels."""
        right = self.frame.left + self.frame.inner - self.sheet.px(5)
        top = (self.head_height() - size.height()) // 2 + 1
        return QRect(right - size.width(), top, size.width(), size.height())

    def wants_colours(self) -> bool:
        """Whether so much is new since the last asking that colours are worth it."""
        length = len(self.code.code)
        if not self.code.language or length == self._asked:
            return False
        return self.code.closed or length - self._asked > min(2000, self._asked // 8)

    def asked_for_colours(self) -> None:
        self._asked = len(self.code.code)

    def colour(self, tones: Sequence[tuple[int, int, str]]) -> None:
        """`tones` are (start, end, token of the look) in code points, in order."""
        first = 0
        for box, offset in zip(self.boxes, self._starts, strict=True):
            end = offset + len(box.text)
            while first < len(tones) and tones[first][1] <= offset:
                first += 1
            last = first
            while last < len(tones) and tones[last][0] < end:
                last += 1
            piece = toned(box.piece, offset, tones[first:last])
            if piece != box.piece:
                box.recolour(piece)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        self.frame.paint(painter, self.height, self.gap, self.first_baseline())
        card = QRectF(self.frame.left, 0, self.frame.inner, self.height)
        self._paint_card(painter, card)
        painter.save()
        lines = card.adjusted(1, self.head_height(), -1, -1)
        painter.setClipRect(lines, Qt.ClipOperation.IntersectClip)
        painter.translate(-self.side.offset, 0)
        self.paint_boxes(painter, clip.translated(self.side.offset, 0), marks, hovered)
        painter.restore()
        self.side.paint(painter, self.sheet)

    def first_baseline(self) -> float:
        metrics = self.sheet.metrics(SMALL)
        return (self.head_height() - metrics.height()) / 2 + metrics.ascent()

    def hit(self, point: QPointF) -> tuple[int, int]:
        return super().hit(point + QPointF(self.side.offset, 0))

    def _paint_card(self, painter: QPainter, card: QRectF) -> None:
        line = QPen(self.sheet.colour("line"), 1)
        edge = card.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.sheet.colour("code"))
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        head = QRectF(edge.left(), edge.top(), edge.width(), self.head_height())
        painter.fillPath(top_rounded(head), self.sheet.colour("code_head"))
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        painter.setFont(self.sheet.font(SMALL))
        painter.setPen(self.sheet.colour("dim"))
        room = card.width() - self.sheet.px(_PAD + 90)
        name = self.sheet.metrics(SMALL).elidedText(
            self.code.language[:60], Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(
            QPointF(card.left() + self.sheet.px(_PAD) + 1, self.first_baseline()), name
        )

    def _count_starts(self) -> None:
        place, self._starts = 0, []
        for box in self.boxes:
            self._starts.append(place)
            place += len(box.text) + len(box.piece.after)


def top_rounded(rect: QRectF) -> QPainterPath:
    """A rectangle with round corners above and square ones below."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, RADIUS, RADIUS)
    path.addRect(rect.adjusted(0, min(RADIUS, rect.height()), 0, 0))
    return path
