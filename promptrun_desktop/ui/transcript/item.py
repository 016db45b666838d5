"""One block in the message: a rectangle that holds text boxes and stands in its containers."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.containers import Frame
from promptrun_desktop.ui.transcript.pieces import Piece
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box

Marks = dict[int, tuple[int, int]]


class Item:
    """`top` is set by the body; all other pixels are counted from the item's corner.

    `gap` is the room kept above it. Boxes are in reading order.
    """

    def __init__(self, sheet: Sheet, block: Block) -> None:
        self.sheet = sheet
        self.block = block
        self.boxes: list[TextBox] = []
        self.frame = Frame(sheet, block)
        self.top = 0
        self.gap = 0
        self.height = 0
        self.width = 0
        self.shown_above = False

    def show(self, block: Block) -> bool:
        """Take a new value of the same block, keeping what stayed; False if that cannot be."""
        return False

    def lay_out(self, width: int) -> int:
        """Place the boxes; the height in whole pixels."""
        self.width = width
        self.frame.lay_out(width, mirrored=bool(self.boxes) and self.boxes[0].rtl)
        self.height = self.place()
        return self.height

    def place(self) -> int:
        raise NotImplementedError

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        """`clip` in the item's pixels; `marks` are the selected ranges by number of box."""
        self.frame.paint(painter, self.height, self.gap, self.first_baseline())
        self.paint_boxes(painter, clip, marks, hovered)

    def paint_boxes(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        for number, box in enumerate(self.boxes):
            if box.y > clip.bottom():
                break
            if box.y + box.height >= clip.top():
                paint_box(painter, box, clip, marks.get(number), hovered)

    def first_baseline(self) -> float:
        if self.boxes:
            return self.boxes[0].baseline()
        return self.sheet.metrics(Face()).ascent()

    def hit(self, point: QPointF) -> tuple[int, int]:
        """Number of the box and offset in it that are nearest to a point."""
        number = self.nearest_box(point)
        return number, self.boxes[number].offset_at(point.x(), point.y()) if self.boxes else 0

    def nearest_box(self, point: QPointF) -> int:
        for number, box in enumerate(self.boxes):
            if point.y() < box.y + box.height:
                return number
        return max(0, len(self.boxes) - 1)

    def href_at(self, point: QPointF) -> str:
        if not self.boxes:
            return ""
        return self.boxes[self.nearest_box(point)].href_at(point.x(), point.y())

    def restyle(self) -> None:
        for box in self.boxes:
            box.restyle()

    def release(self) -> None:
        for box in self.boxes:
            box.release()


def renewed(
    sheet: Sheet, old: list[TextBox], face: Face, made: list[Piece], *, wrap: bool = True
) -> list[TextBox]:
    """Boxes for the pieces; an old box is kept where its piece is the same."""
    return [
        old[number]
        if number < len(old) and old[number].piece == piece and old[number].face == face
        else TextBox(sheet, face, piece, wrap=wrap)
        for number, piece in enumerate(made)
    ]
