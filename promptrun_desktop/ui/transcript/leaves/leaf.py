"""The unit of the transcript: laid out, measured, painted and hit as one."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.side_scroll import SideScroll
from promptrun_desktop.ui.transcript.text_box import TextBox


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies under the text of one leaf: by number of box, ranges in UTF-16 units.

    `current` is the hit one is at, as (box, start, end); `hovered` the address under the mouse.
    """

    selected: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    found: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    current: tuple[int, int, int] | None = None
    hovered: str = ""


NO_MARKS = Marks()


class Leaf:
    """Heights are whole pixels, so that scrolling moves pixels. `gap`, in design pixels, is the
    room above it and part of its height. Points and rectangles count from its corner.

    `block` is the number of the block it shows, -1 if it shows none; `start` is how many code
    points of the block's text come before it, for a row of a table how many rows (the head is
    row 0). `tool` names the real widget that stands in it while it is seen, such as a button. One
    that is not `is_drawn` paints nothing, on the ground of the page: a frame need not ask it.
    """

    block = -1
    start = 0
    tool = ""
    is_drawn = True
    side: SideScroll | None = None

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.boxes: Sequence[TextBox] = ()
        self.gap = 0
        self.height = 0
        self.width = -1

    def is_measured(self, width: int) -> bool:
        return self.width == width

    def measure(self, width: int) -> int:
        """The exact height at a width, laid out where counting is not enough."""
        if self.width != width:
            self.width = width
            gap = self.sheet.px(self.gap) if self.gap else 0
            self.height = gap + self.arrange(width)
        return self.height

    def estimate(self, width: int) -> int:
        """A height from counts alone: never lays anything out."""
        raise NotImplementedError

    def arrange(self, width: int) -> int:
        """Place the boxes below the gap; the height without it."""
        raise NotImplementedError

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """`painter` stands at the leaf's corner; nothing outside `clip` has to be painted."""
        raise NotImplementedError

    def invalidate(self) -> None:
        """What is drawn takes other room than before, such as a formula that has come."""
        self.width = -1
        self.release()

    def formulas_came(self, keys: Set[Key]) -> bool:
        """Whether it waited for one of them, and takes other room now."""
        waited = [box.formulas_came(keys) for box in self.boxes]
        if any(waited):
            self.invalidate()
        return any(waited)

    @property
    def tool_state(self) -> object:
        """What its widget shows that is not of the message."""
        return None

    @property
    def around(self) -> object:
        """What is painted beside its boxes depends on this, and on where they are."""
        return None

    @property
    def holds_layouts(self) -> bool:
        return any(box.is_laid_out for box in self.boxes)

    def release(self) -> None:
        """Out of sight: forget layouts, keep the height."""
        for box in self.boxes:
            box.release()

    def restyle(self) -> None:
        """Fonts or colours changed: everything measured is void."""
        self.width = -1
        for box in self.boxes:
            box.restyle()

    def hit(self, point: QPointF) -> tuple[int, int]:
        """Number of the box and offset in it, in UTF-16 units, that are nearest to a point."""
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

    def rects(self, box: int, start: int, end: int) -> list[QRectF]:
        """Where a range of a box is seen."""
        return self.boxes[box].rects(start, end)

    def tool_place(self, size: QSize) -> QRect:
        """Where its widget of that size goes."""
        return QRect(0, 0, size.width(), size.height())
