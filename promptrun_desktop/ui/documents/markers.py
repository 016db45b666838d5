"""The marks before list items: bullets, numbers and the boxes of tasks."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.typefaces import BODY, colour
from promptrun_desktop.ui.transcript.pieces import Piece

_NUMBER = BODY._replace(tone="dim")
_X_HEIGHT = 0.5
_ROOM = 10_000


class Marker:
    """`edge` is where the text of the item begins; a `mirrored` one stands to the right of it."""

    def __init__(self, edge: float, *, mirrored: bool) -> None:
        self.edge = edge
        self.mirrored = mirrored

    def paint(self, ink: Ink, baseline: float) -> None:
        raise NotImplementedError

    def away(self, distance: float) -> float:
        return self.edge + distance if self.mirrored else self.edge - distance


class Bullet(Marker):
    """A dot, a ring, a square, by how deep the list is."""

    def __init__(self, edge: float, *, mirrored: bool, depth: int) -> None:
        super().__init__(edge, mirrored=mirrored)
        self._depth = depth

    def paint(self, ink: Ink, baseline: float) -> None:
        painter = ink.painter
        centre = QPointF(self.away(85), baseline - BODY.size * _X_HEIGHT / 2)
        ink.say("•", QPointF(centre.x() - 20, baseline), BODY.size, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("dim"))
        if self._depth % 3 == 1:
            painter.setPen(QPen(colour("dim"), 8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 16, 16)
        elif self._depth % 3 == 2:
            painter.drawRect(QRectF(centre.x() - 16, centre.y() - 16, 32, 32))
        else:
            painter.drawEllipse(centre, 19, 19)


class Number(Marker):
    def __init__(self, press: Press, edge: float, *, mirrored: bool, number: int) -> None:
        super().__init__(edge, mirrored=mirrored)
        text = f"{number}."
        align = "left" if mirrored else "right"
        self._lines = Lines(press, _NUMBER, Piece(text), _ROOM, rtl=mirrored, align=align)

    def paint(self, ink: Ink, baseline: float) -> None:
        x = self.away(60)
        row = self._lines.rows[0]
        left = x if self.mirrored else x - _ROOM
        ink.line(self._lines, 0, left, baseline - row.baseline)


class Box(Marker):
    """Of a task, ticked when it is done."""

    def __init__(self, edge: float, *, mirrored: bool, done: bool) -> None:
        super().__init__(edge, mirrored=mirrored)
        self._done = done

    def paint(self, ink: Ink, baseline: float) -> None:
        painter, side = ink.painter, 88.0
        middle = baseline - BODY.size * 0.36
        x = self.away(60) - (0 if self.mirrored else side)
        ink.say("☑" if self._done else "☐", QPointF(x, baseline), BODY.size, side)
        box = QRectF(x, middle - side / 2, side, side)
        painter.setPen(QPen(colour("accent" if self._done else "faint"), 7))
        painter.setBrush(colour("accent") if self._done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, side * 0.2, side * 0.2)
        if self._done:
            pen = QPen(colour("on_accent"), side * 0.13)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            points = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
            painter.drawPolyline(
                [QPointF(box.x() + x * side, box.y() + y * side) for x, y in points]
            )
