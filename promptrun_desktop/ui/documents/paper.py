"""Sheets of paper: their sizes and margins, and the one that is used where a person lives."""

from typing import NamedTuple

from PySide6.QtCore import QLocale, QSizeF
from PySide6.QtGui import QPageSize

# All lengths of pages are in tenths of a point: fine enough for whole numbers of them as sizes of
# fonts, and the same on every screen.
POINT = 10
PER_INCH = 72 * POINT
_SIDE, _TOP, _BOTTOM = 66 * POINT, 60 * POINT, 66 * POINT


class PageSize(NamedTuple):
    """A sheet, in tenths of a point (1/720 inch), and the column of text on it."""

    width: float
    height: float

    @property
    def left(self) -> float:
        return min(_SIDE, self.width / 8)

    @property
    def right(self) -> float:
        return self.width - self.left

    @property
    def top(self) -> float:
        return min(_TOP, self.height / 8)

    @property
    def bottom(self) -> float:
        return self.height - min(_BOTTOM, self.height / 8)

    @property
    def column(self) -> float:
        return self.right - self.left


A4 = PageSize(5953, 8419)
LETTER = PageSize(6120, 7920)


def local_paper(locale: QLocale | None = None) -> PageSize:
    """Letter where people measure as in the United States, A4 everywhere else."""
    system = (locale or QLocale()).measurementSystem()
    return LETTER if system == QLocale.MeasurementSystem.ImperialUSSystem else A4


def qt_size(paper: PageSize) -> QPageSize:
    """What Qt's writers and printers call it."""
    points = QSizeF(paper.width / POINT, paper.height / POINT)
    return QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
