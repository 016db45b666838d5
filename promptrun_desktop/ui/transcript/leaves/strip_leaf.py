"""The place of the strip that says how a reply ended."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf, Marks
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.state_strip import counted_strip_height, strip_places

_BELOW = 8


class StripLeaf(Leaf):
    """As high as the strip, which is as wide as the column, and some room below it."""

    tool = "strip"

    def __init__(self, sheet: Sheet, ending: Ending) -> None:
        super().__init__(sheet)
        self.ending = ending

    def estimate(self, width: int) -> int:
        return self._top() + counted_strip_height(self.sheet, self.ending, width) + self._below()

    def arrange(self, width: int) -> int:
        return strip_places(self.sheet, self.ending, width).height + self._below()

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """The widget in it paints itself."""

    def tool_place(self, size: QSize) -> QRect:
        return QRect(0, self._top(), size.width(), size.height())

    def _top(self) -> int:
        return self.sheet.px(self.gap) if self.gap else 0

    def _below(self) -> int:
        return self.sheet.px(_BELOW)
