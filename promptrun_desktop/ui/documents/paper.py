"""Sheets of paper: their sizes, and the one that is used where a person lives."""

from typing import NamedTuple

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

# All lengths of pages are in tenths of a point: fine enough for whole numbers of them as sizes of
# fonts, and the same on every screen.
POINT = 10


class PageSize(NamedTuple):
    """In tenths of a point (1/720 inch)."""

    width: float
    height: float


A4 = PageSize(5953, 8419)
LETTER = PageSize(6120, 7920)


def local_paper(locale: QLocale | None = None) -> PageSize:
    """Letter where people measure in inches as in the United States, A4 everywhere else."""
    system = (locale or QLocale()).measurementSystem()
    return LETTER if system == QLocale.MeasurementSystem.ImperialUSSystem else A4


def qt_size(paper: PageSize) -> QPageSize:
    """What Qt's writers and printers call it."""
    if paper == A4:
        return QPageSize(QPageSize.PageSizeId.A4)
    return QPageSize(QPageSize.PageSizeId.Letter)
