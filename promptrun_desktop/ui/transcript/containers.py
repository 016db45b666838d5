"""Quotes and list items around a block: the room they take, their bars and markers."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from promptrun_desktop.text.block import Block
from promptrun_desktop.text.block import Item as ListItem
from promptrun_desktop.ui.transcript.sheet import BODY, Sheet

_DEEPEST = 12
_BULLET_STEP, _NUMBER_STEP, _QUOTE_STEP, _BAR = 22, 28, 16, 3


class Frame:
    """`left` and `right` are what the containers take from the width, in pixels."""

    def __init__(self, sheet: Sheet, block: Block) -> None:
        self._sheet = sheet
        self._block = block
        self._edges: list[int] = []
        self._mirrored = False
        self._width = 0
        self.left = 0
        self.right = 0

    @property
    def inner(self) -> int:
        return max(1, self._width - self.left - self.right)

    def show(self, block: Block) -> None:
        self._block = block

    def lay_out(self, width: int, *, mirrored: bool) -> None:
        """`mirrored` puts bars and markers to the right, where such text begins."""
        self._width, self._mirrored = width, mirrored
        self._edges = []
        inset = 0
        for container in self._block.path[:_DEEPEST]:
            step = self._item_step(container) if isinstance(container, ListItem) else _QUOTE_STEP
            # Deep nesting never takes more than half: the text must stay readable.
            inset = min(inset + self._sheet.px(step), width // 2)
            self._edges.append(inset)
        self.left, self.right = (0, inset) if mirrored else (inset, 0)

    def prefix(self) -> str:
        """What the marker is in plain text, for copying."""
        path = self._block.path
        opened = path[len(path) - self._block.opens :]
        depth = sum(isinstance(each, ListItem) for each in path[: len(path) - len(opened)])
        marks = [_written(each) for each in opened if isinstance(each, ListItem)]
        return "  " * depth + "".join(marks) if marks else ""

    def paint(self, painter: QPainter, height: int, gap: int, baseline: float) -> None:
        first_new = len(self._block.path) - self._block.opens
        for depth, container in enumerate(self._block.path[:_DEEPEST]):
            if not isinstance(container, ListItem):
                # The bar bridges the gap to the block before it in the same quote.
                top = 0 if depth >= first_new else -gap
                bar = QRectF(0, top, self._sheet.px(_BAR), height - top)
                self._paint_bar(painter, depth, bar)
            elif depth >= first_new:
                self._paint_marker(painter, container, depth, baseline)

    def _item_step(self, item: ListItem) -> int:
        if item.number is None:
            return _BULLET_STEP
        # Nine and ten begin in the same place: there is room for two digits in any list.
        return _NUMBER_STEP + 8 * max(0, len(str(item.number)) - 2)

    def _start(self, depth: int) -> int:
        return self._edges[depth - 1] if depth else 0

    def _paint_bar(self, painter: QPainter, depth: int, bar: QRectF) -> None:
        start = self._start(depth)
        bar.moveLeft(self._width - start - bar.width() if self._mirrored else start)
        # Each block paints its part of a bar: soft ends would show where they meet.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(bar, self._sheet.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_marker(self, painter: QPainter, item: ListItem, depth: int, baseline: float) -> None:
        edge = self._edges[depth]
        middle = baseline - self._sheet.metrics(BODY).xHeight() / 2
        if item.task is not None:
            self._paint_task(painter, item.task, edge, middle)
        elif item.number is not None:
            painter.setFont(self._sheet.font(BODY))
            painter.setPen(self._sheet.colour("dim"))
            text = f".{item.number}" if self._mirrored else f"{item.number}."
            room = self._sheet.metrics(BODY).horizontalAdvance(text)
            gap = self._sheet.px(7)
            x = self._width - edge + gap if self._mirrored else edge - gap - room
            painter.drawText(QPointF(x, baseline), text)
        else:
            self._paint_bullet(painter, depth, edge, middle)

    def _paint_bullet(self, painter: QPainter, depth: int, edge: int, middle: float) -> None:
        lists = sum(isinstance(each, ListItem) for each in self._block.path[:depth])
        away = self._sheet.px(11)
        centre = QPointF(self._width - edge + away if self._mirrored else edge - away, middle)
        colour = self._sheet.colour("dim")
        radius = self._sheet.px(5) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if lists % 3 == 1:
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius - 0.3, radius - 0.3)
        elif lists % 3 == 2:
            side = radius * 1.7
            painter.drawRect(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))
        else:
            painter.drawEllipse(centre, radius, radius)

    def _paint_task(self, painter: QPainter, done: bool, edge: int, middle: float) -> None:
        side = self._sheet.px(14)
        gap = self._sheet.px(6)
        x = self._width - edge + gap if self._mirrored else edge - side - gap
        box = QRectF(round(x) + 0.5, round(middle - side / 2) + 0.5, side - 1, side - 1)
        painter.setPen(QPen(self._sheet.colour("accent" if done else "faint"), 1))
        painter.setBrush(self._sheet.colour("accent") if done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, side * 0.22, side * 0.22)
        if done:
            pen = QPen(self._sheet.colour("on_accent"), side * 0.115)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            points = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
            painter.drawPolyline(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
            )


def _written(item: ListItem) -> str:
    mark = "- " if item.number is None else f"{item.number}. "
    if item.task is not None:
        mark += "[x] " if item.task else "[ ] "
    return mark
