"""A table as leaves: each row is one, and all have the same columns."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Span, Style, Table
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.transcript.columns import fitted
from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.leaves.card import paint_stretch
from promptrun_desktop.ui.transcript.leaves.cell_width import cell_width, stepped
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf, Marks
from promptrun_desktop.ui.transcript.leaves.sideways import WithoutBar
from promptrun_desktop.ui.transcript.leaves.text_leaf import Framed, paint_marked, wide_length
from promptrun_desktop.ui.transcript.pieces import Piece, pieces
from promptrun_desktop.ui.transcript.sheet import CELL, HEAD_CELL, Face, Sheet
from promptrun_desktop.ui.transcript.side_scroll import BAR, SideScroll
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.translation import translate

MOST_COLUMNS = 48
_PAD, _RISE, _LEAST, _AMPLE = 14, 6, 72, 200
# Beyond this a cell wraps.
_MOST = 720
Cell = tuple[Span, ...]
Row = tuple[Cell, ...]


class TableCard:
    """What the rows of one block share. `leaves` are changed in place by `show`."""

    def __init__(self, sheet: Sheet, block: Table) -> None:
        self.sheet = sheet
        self.block = block
        self.columns = max(1, min(len(block.head), MOST_COLUMNS))
        self.hidden = max(0, len(block.head) - MOST_COLUMNS)
        self.rtl = is_rtl("".join(span.text for cell in block.head for span in cell))
        self.side = SideScroll(from_right=self.rtl)
        self.without_bar = WithoutBar(self.side)
        self.leaves: list[Leaf] = []
        # The widest cells, in pixels: of all rows, and of so many that do not change any more.
        self._natural: list[int] = []
        self._settled_natural = [0] * self.columns
        self._settled = 0
        self._text_size = sheet.look.text_size
        self._widths: list[int] = []
        self._widths_for = (-1, -1)
        self._add(0)

    def show(self, block: Table) -> int | None:
        """Take more rows of the same table: the first leaf that changed, None if it is another."""
        old = self.block
        if (block.head, block.alignments) != (old.head, old.alignments):
            return None
        if (block.path, block.opens) != (old.path, old.opens):
            return None
        same = _same(old.rows, block.rows)
        self.block = block
        if same == len(old.rows) == len(block.rows):
            return len(self.leaves)
        del self.leaves[1 + same :]
        # What was the last row is not any more.
        self.leaves[-1].width = -1
        return 0 if self._add(1 + same) else same

    def widths(self, room: int) -> list[int]:
        """Of the columns, in pixels without their padding, where so much room is."""
        key = (room, self.sheet.look.text_size)
        if self._widths_for != key:
            if self._text_size != self.sheet.look.text_size:
                self._text_size = self.sheet.look.text_size
                self._count(0)
            pad = 2 * self.sheet.px(_PAD)
            least, ample = self.sheet.px(_LEAST), self.sheet.px(_AMPLE)
            self._widths = fitted(self._natural, room - 2 - pad * self.columns, least, ample)
            self.side.set_sizes(sum(self._widths) + pad * self.columns, room - 2)
            self._widths_for = key
        return self._widths

    def cells(self, row: int) -> Sequence[Cell]:
        """Those that are shown; row 0 is the head. A short row is filled, a long one cut (GFM)."""
        cells = self.block.head if row == 0 else self.block.rows[row - 1]
        shown = [*cells[: self.columns], *(((),) * (self.columns - len(cells)))]
        if self.hidden:
            more = translate("Transcript", "… {0} more").format(self.hidden + 1)
            shown[-1] = (Span(more if row == 0 else "…"),)
        return shown

    def _add(self, first: int) -> bool:
        """Leaves for the rows from a number on; whether columns have other widths for them."""
        self.leaves += [RowLeaf(self, row) for row in range(first, len(self.block.rows) + 1)]
        before = self._natural
        self._count(first)
        if self._natural == before:
            return False
        self._widths_for = (-1, -1)
        for leaf in self.leaves:
            leaf.invalidate()
        return True

    def _count(self, first: int) -> None:
        """The widths of the columns, of which the rows from a number on are new."""
        last = len(self.block.rows)
        if self._settled > min(first, last):
            self._settled, self._settled_natural = 0, [0] * self.columns
        for row in range(self._settled, last):
            self._widen(self._settled_natural, row)
        self._settled = last
        # The last row may lose letters again, such as the address of a link that ends.
        self._natural = list(self._settled_natural)
        self._widen(self._natural, last)

    def _widen(self, natural: list[int], row: int) -> None:
        face = CELL if row else HEAD_CELL
        most = self.sheet.px(_MOST)
        for column, cell in enumerate(self.cells(row)):
            width = cell_width(self.sheet, face, cell)
            if width > natural[column]:
                natural[column] = min(stepped(width), most)


class RowLeaf(Framed):
    """`start` is the number of the row; the head is row 0. Boxes are its cells, made when they
    are asked for: most rows of a long table are never seen."""

    def __init__(self, card: TableCard, row: int) -> None:
        self._cells: list[TextBox] | None = None
        super().__init__(card.sheet, card.block, first=row == 0)
        self._card = card
        self._cells = None
        self.start = row
        if row == 0:
            self.tool = "copy_table"

    @property
    def table(self) -> Table:
        return self._card.block

    @property
    def boxes(self) -> Sequence[TextBox]:  # type: ignore[override]
        if self._cells is None:
            self._cells = self._made()
        return self._cells

    @boxes.setter
    def boxes(self, boxes: Sequence[TextBox]) -> None:
        """The base class begins without any."""

    @property
    def is_last(self) -> bool:
        return self._card.leaves[-1] is self

    @property
    def side(self) -> SideScroll:  # type: ignore[override]
        return self._card.side if self.is_last else self._card.without_bar

    def formulas_came(self, keys: Set[Key]) -> bool:
        if self._cells is not None:
            return super().formulas_came(keys)
        # It was measured and let go: with what has come it may be as high as before, or not.
        waited = self.width >= 0 and any(
            span.style & Style.MATH for cell in self._card.cells(self.start) for span in cell
        )
        if waited:
            self.width = -1
        return waited

    @property
    def holds_layouts(self) -> bool:
        return self._cells is not None and super().holds_layouts

    def release(self) -> None:
        for box in self._cells or ():
            box.release()

    def restyle(self) -> None:
        self.width = -1
        self._cells = None

    def estimate(self, width: int) -> int:
        widths = self._card.widths(self.inner(width))
        letter = self.sheet.letters(CELL).average
        lines = max(
            1 + int(sum(wide_length(span.text) for span in cell) * letter / max(1, room))
            for cell, room in zip(self._card.cells(self.start), widths, strict=True)
        )
        return self._around() + lines * self.sheet.pitch(CELL)

    def arrange(self, width: int) -> int:
        card = self._card
        self.frame.lay_out(width, mirrored=card.rtl)
        widths = card.widths(self.frame.inner)
        pad, top = self.sheet.px(_PAD), self.above + self.sheet.px(_RISE)
        x = self._area().left() + 1 + pad
        height = 0
        cells = list(zip(self.boxes, widths, strict=True))
        for box, room in reversed(cells) if card.rtl else cells:
            box.x, box.y = x, top
            height = max(height, box.lay_out(room))
            x += room + 2 * pad
        whole = height + self._around() - self.above
        if self.is_last:
            bar = QRectF(
                self.frame.left + pad, self.above + whole - BAR, self.frame.inner - 2 * pad, BAR
            )
            card.side.set_area(bar)
        return whole

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        self.paint_frame(painter, self.boxes[0].baseline())
        area = self._area()
        first, last = self.start == 0, self.is_last
        head = area.height() if first else 0.0
        paint_stretch(painter, self.sheet, area, first=first, last=last, head=head)
        if not last:
            y = area.bottom() - 1
            line = QRectF(area.left() + 1, y, area.width() - 2, 1)
            painter.fillRect(line, self.sheet.colour("line"))
        painter.save()
        inside = area.adjusted(1, 0, -1, 0)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        shift = self._card.side.offset
        painter.translate(-shift, 0)
        shifted = clip.translated(shift, 0)
        for number, box in enumerate(self.boxes):
            if box.x <= inside.right() + shift:
                paint_marked(painter, self, number, shifted, marks)
        painter.restore()
        if last:
            self._card.side.paint(painter, self.sheet)

    def hit(self, point: QPointF) -> tuple[int, int]:
        return super().hit(point + QPointF(self._card.side.offset, 0))

    def href_at(self, point: QPointF) -> str:
        return super().href_at(point + QPointF(self._card.side.offset, 0))

    def rects(self, box: int, start: int, end: int) -> list[QRectF]:
        rects = super().rects(box, start, end)
        return [rect.translated(-self._card.side.offset, 0) for rect in rects]

    def nearest_box(self, point: QPointF) -> int:
        widths, pad = self._card.widths(self.frame.inner), self.sheet.px(_PAD)
        for number, box in enumerate(self.boxes):
            beyond = box.x - pad <= point.x()
            if beyond if self._card.rtl else point.x() < box.x + widths[number] + pad:
                return number
        return len(self.boxes) - 1

    @property
    def tool_state(self) -> object:
        """Where the table ends, which moves while it grows."""
        area = self._area()
        return area.right(), area.height()

    def tool_place(self, size: QSize) -> QRect:
        """Beside the table where there is room, else on its upper edge, clear of the words."""
        area = self._area()
        gap = self.sheet.px(4)
        x = int(area.right()) + gap
        y = self.above + max(0, (int(area.height()) - size.height()) // 2)
        if x + size.width() > self.frame.left + self.frame.inner:
            x = int(area.right()) - gap - size.width()
            y = self.above + self.sheet.px(_RISE) - size.height()
        return QRect(x, y, size.width(), size.height())

    def _around(self) -> int:
        """Everything but the text."""
        bar = BAR if self.is_last and self._card.side.needed else 0
        return self.above + 2 * self.sheet.px(_RISE) + 1 + bar

    def _area(self) -> QRectF:
        """This row's stretch of the card."""
        side = self._card.side
        width = min(side.extent, side.room) + 2
        left = self.frame.left + (self.frame.inner - width if self._card.rtl else 0)
        return QRectF(left, self.above, width, self.height - self.above)

    def _made(self) -> list[TextBox]:
        table, last = self._card.block, self._card.columns - 1
        face: Face = HEAD_CELL if self.start == 0 else CELL
        made = []
        # Numbers have no side of their own.
        start = "right" if self._card.rtl else ""
        for column, cell in enumerate(self._card.cells(self.start)):
            align = (table.alignments[column] if column < len(table.alignments) else "") or start
            whole, *rest = pieces(cell)
            text = whole.text + "…" if rest else whole.text
            piece = Piece(text, whole.runs, "\n" if column == last else "\t")
            made.append(TextBox(self.sheet, face, piece, align=align))
        return made


def _same(old: Sequence[Row], new: Sequence[Row]) -> int:
    """How many rows are equal; nearly all of them when a table grows."""
    most = min(len(old), len(new))
    likely = max(0, most - 1)
    same = likely if old[:likely] == new[:likely] else 0
    while same < most and old[same] == new[same]:
        same += 1
    return same
