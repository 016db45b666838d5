"""What can be gone to on a page, and from it."""

from typing import NamedTuple

from PySide6.QtCore import QRectF


class Heading(NamedTuple):
    """An entry of the outline: level 0 are messages, 1 to 6 headings in them."""

    title: str
    level: int
    y: float


class Link(NamedTuple):
    """Only addresses that are safe; a link on two lines has two rectangles."""

    rect: QRectF
    href: str
