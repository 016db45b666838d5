"""What is at a place of the view, and where a place of the text is: for selecting and finding."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.leaves.text_leaf import Framed
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.page.reply import Reply
from promptrun_desktop.ui.transcript.page.sight import Sight
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot

# Of wide content so much is seen beside a spot, in pixels.
_ASIDE = 60


class Reach:
    """Points are those of the viewport; `left` says where the column begins in it, `move` scrolls
    by so many pixels, `show` brings a leaf to a height of the view, `repaint` paints everything
    that is seen."""

    def __init__(
        self,
        entries: Entries,
        sight: Sight,
        left: Callable[[], int],
        move: Callable[[int], None],
        show: Callable[[int, int, int], None],
        repaint: Callable[[], None],
    ) -> None:
        self._entries = entries
        self._sight = sight
        self._left = left
        self._show = show
        self.scroll_by = move
        self.repaint = repaint

    def count(self) -> int:
        return len(self._entries)

    def is_plain(self, message: int) -> bool:
        """Whether its text is drawn as it was typed; such a message has no blocks."""
        return self._entries.message(message).role is not Role.ASSISTANT

    def thought(self, message: int) -> str:
        """What is drawn of the thoughts; "" while they are folded."""
        entry = self._entries.if_made(message)
        return entry.thought if isinstance(entry, Reply) else ""

    def source(self, message: int) -> str:
        return self._entries.source(message)

    def is_loaded(self, message: int) -> bool:
        return isinstance(self._entries.message(message), Message)

    def blocks(self, message: int) -> Sequence[Block]:
        entry = self._entries.built(message)
        while entry.is_waiting:
            entry.go_on()
            self._entries.changed(message)
        return entry.blocks

    def leaves(self, message: int, part: int) -> Sequence[Leaf]:
        """Built if need be, never laid out; none of a message that is not loaded."""
        if not self.is_loaded(message):
            return ()
        entry = self._entries.built(message)
        thought, body, foot = entry.bounds()
        first, last = {THOUGHT: (thought, body), BODY: (body, foot)}[part]
        return (entry.leaves or [])[first:last]

    def row_at(self, point: QPointF) -> Row | None:
        return self._sight.row_at(point.y())

    def inside(self, row: Row, point: QPointF) -> QPointF:
        """The same point, from the leaf's corner."""
        x = self._left() + self._entries[row.entry].box_of(row.number)[0]
        return point - QPointF(x, row.y)

    def spot_at(self, point: QPointF) -> Spot | None:
        """The nearest place in a text that is seen."""
        best: Row | None = None
        for row in self._sight.rows:
            if best is not None and row.y > point.y():
                break
            if row.leaf.boxes and self._part(row)[0] in (THOUGHT, BODY):
                best = row
        if best is None:
            return None
        part, leaf = self._part(best)
        return Spot(best.entry, part, leaf, *best.leaf.hit(self.inside(best, point)))

    def _part(self, row: Row) -> tuple[int, int]:
        return self._entries[row.entry].part_of(row.number)

    def href_at(self, point: QPointF) -> str:
        row = self.row_at(point)
        if row is None or not row.y <= point.y() < row.y + row.height:
            return ""
        return row.leaf.href_at(self.inside(row, point))

    def top_of(self, message: int, part: int, leaf: int) -> int | None:
        entry = self._entries.if_made(message)
        if entry is None or entry.leaves is None:
            return None
        return self._sight.top_of(message, entry.number_of(part, leaf))

    def reveal(self, spot: Spot) -> None:
        """Scroll just so far that the line of a spot is seen, in wide code and tables sideways
        too."""
        entry = self._entries.built(spot.message)
        number = entry.number_of(spot.part, spot.leaf)
        height = self._sight.height
        if self._sight.top_of(spot.message, number) is None:
            self._show(spot.message, number, height // 3)
        top = self._sight.top_of(spot.message, number)
        leaves = entry.leaves or []
        if top is None or not 0 <= number < len(leaves):
            return
        leaf = leaves[number]
        rects = leaf.rects(spot.box, spot.offset, spot.offset + 1) or leaf.rects(
            spot.box, max(0, spot.offset - 1), spot.offset
        )
        line = rects[0] if rects else None
        if line is not None and _show_sideways(leaf, line):
            self.repaint()
        upper = top + int(line.top()) if line is not None else top
        lower = top + int(line.bottom()) if line is not None else top + 20
        margin = min(40, height // 4)
        if upper < margin:
            self.scroll_by(upper - margin)
        elif lower > height - margin:
            self.scroll_by(lower - height + margin)


def _show_sideways(leaf: Leaf, rect: QRectF) -> bool:
    """Move wide content so that a rectangle of it is seen; whether it moved."""
    side = leaf.side
    if side is None or not side.needed or not isinstance(leaf, Framed):
        return False
    left, margin = leaf.frame.left + 1, min(_ASIDE, side.room // 4)
    before, beyond = rect.left() - left - margin, rect.right() - left - side.room + margin
    if before < 0:
        return side.move_to(side.offset + before)
    return beyond > 0 and side.move_to(side.offset + beyond)
