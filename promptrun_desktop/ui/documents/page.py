"""A finished page: what is drawn on it, where its links and its headings are."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.documents.paper import PageSize


class Heading(NamedTuple):
    """An entry of the outline: level 0 are messages, 1 to 6 headings in them."""

    title: str
    level: int
    y: float


class Link(NamedTuple):
    """Only addresses that are safe; a link on two lines has two rectangles."""

    rect: QRectF
    href: str


class Page:
    """`number` counts from 1. Lengths in tenths of a point, y from the top."""

    number: int
    paper: PageSize
    headings: list[Heading]
    links: list[Link]

    def paint(self, painter: QPainter, total: int | None = None) -> None:
        """With 720 units an inch, the corner of the sheet at 0. `total` is how many pages there
        are, where it is known."""
        raise NotImplementedError
