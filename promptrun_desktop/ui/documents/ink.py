"""What text and formulas are put on paper with; a file needs more of it than a screen."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.documents.formulas import Formula
from promptrun_desktop.ui.documents.lines import Lines


class Ink:
    def __init__(self, painter: QPainter) -> None:
        self.painter = painter

    def line(self, lines: Lines, number: int, x: float, y: float) -> None:
        """One line of a text; `x` and `y` are its upper left corner on the page."""
        lines.paint_ground(self.painter, number, x, y)
        self.letters(lines, number, x, y - lines.rows[number].top)
        for formula, place in lines.formulas_in(number):
            self.formula(formula, place + QPointF(x, y))

    def letters(self, lines: Lines, number: int, x: float, y: float) -> None:
        """`x` and `y` are the corner of the whole text."""
        self.painter.setPen(lines.colour)
        lines.line(number).draw(self.painter, QPointF(x, y))

    def say(self, text: str, place: QPointF, size: float, width: float) -> None:
        """What the shape that follows stands for; `place` is the left end of its baseline, `size`
        that of the text around it."""

    def formula(self, formula: Formula, place: QPointF) -> None:
        formula.paint(self.painter, place)
