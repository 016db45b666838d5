"""The text of one message: its items from top to bottom, what is selected, what is copied."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.item import Item, Marks
from promptrun_desktop.ui.transcript.items import gap, make_item, tight
from promptrun_desktop.ui.transcript.paragraph import PlainItem
from promptrun_desktop.ui.transcript.selection import Selection, Spot
from promptrun_desktop.ui.transcript.sheet import BODY, Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox


class Body:
    """`x`, `y` and `width` in pixels of the message; items are placed below each other."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.items: list[Item] = []
        self.x = self.y = 0
        self.width = self.height = 0
        self.selection: Selection | None = None

    def show(self, blocks: Sequence[Block], first: int = 0) -> int:
        """Draw these blocks; those before `first`, and those that are equal, keep their items.

        Return the number of the first item that is to be laid out again.
        """
        while first < min(len(blocks), len(self.items)) and self._is(first, blocks[first]):
            first += 1
        for number in range(first, len(blocks)):
            block = blocks[number]
            if number >= len(self.items):
                self.items.append(make_item(self._sheet, block))
            elif not self._is(number, block) and not self.items[number].show(block):
                self.items[number] = make_item(self._sheet, block)
            before = blocks[number - 1] if number else None
            self.items[number].gap = self._sheet.px(gap(before, block)) if number else 0
        del self.items[len(blocks) :]
        self._drop_lost_selection(first)
        return first

    def show_plain(self, text: str, face: Face = BODY) -> int:
        """Draw a text of which every character counts."""
        if self.items and isinstance(self.items[0], PlainItem):
            self.items[0].show_text(text, face)
        else:
            self.items = [PlainItem(self._sheet, text, face)]
        self._drop_lost_selection(0)
        return 0

    def lay_out(self, width: int, first: int = 0) -> int:
        """The height; items before `first` keep their place if the width is the same."""
        if width != self.width:
            first, self.width = 0, width
        top = 0
        if 0 < first <= len(self.items):
            before = self.items[first - 1]
            top = before.top + before.height
        for item in self.items[first:]:
            item.top = top + item.gap
            top = item.top + item.lay_out(width)
        self.height = top
        return top

    def restyle(self) -> None:
        for number, item in enumerate(self.items):
            item.restyle()
            before = self.items[number - 1].block if number else None
            item.gap = self._sheet.px(gap(before, item.block)) if number else 0

    def release(self) -> None:
        """Forget layouts, not heights: for a message far out of sight."""
        for item in self.items:
            item.release()

    def paint(self, painter: QPainter, clip: QRectF, hovered: str) -> None:
        """`clip` in pixels of the message."""
        for number in range(self.index_at(clip.top() - 4), len(self.items)):
            item = self.items[number]
            if self.y + item.top > clip.bottom() + 4:
                break
            painter.save()
            painter.translate(self.x, self.y + item.top)
            inner = clip.translated(-self.x, -self.y - item.top)
            item.paint(painter, inner, self._marks(number), hovered)
            painter.restore()

    def index_at(self, y: float) -> int:
        """The item at a height of the message, or the nearest above it."""
        found = bisect_right(self.items, y - self.y, key=lambda item: item.top)
        return max(0, found - 1)

    def local(self, index: int, point: QPointF) -> QPointF:
        return point - QPointF(self.x, self.y + self.items[index].top)

    def contains(self, point: QPointF) -> bool:
        return self.y <= point.y() < self.y + self.height

    def spot_at(self, point: QPointF) -> Spot:
        if not self.items:
            return Spot(0, 0, 0)
        index = self.index_at(point.y())
        return Spot(index, *self.items[index].hit(self.local(index, point)))

    def href_at(self, point: QPointF) -> str:
        if not self.items or not self.contains(point):
            return ""
        index = self.index_at(point.y())
        return self.items[index].href_at(self.local(index, point))

    def word_at(self, spot: Spot) -> Selection:
        return self._range(spot, *self._box(spot).word_at(spot.offset))

    def paragraph_at(self, spot: Spot) -> Selection:
        """A paragraph, or the line where lines count."""
        return self._range(spot, *self._box(spot).line_at(spot.offset))

    def select_all(self) -> None:
        if self.items and self.items[-1].boxes:
            last = len(self.items) - 1
            box = len(self.items[last].boxes) - 1
            end = Spot(last, box, self.items[last].boxes[box].length)
            self.selection = Selection(Spot(0, 0, 0), end)

    def selected_text(self) -> str:
        """As people expect it elsewhere: list marks kept, cells by tabs, one empty line between
        paragraphs."""
        if self.selection is None or self.selection.empty:
            return ""
        return "".join(self._copied(self.selection))

    def plain_text(self, limit: int) -> str:
        """The first characters, for who cannot see them."""
        parts, size = [], 0
        for item in self.items:
            for box in item.boxes:
                parts.append(box.text + (box.piece.after or "\n"))
                size += len(parts[-1])
                if size >= limit:
                    return "".join(parts)[:limit]
        return "".join(parts).strip()

    def _copied(self, selection: Selection) -> Iterator[str]:
        several = selection.start.item != selection.end.item
        waiting, last = "", None
        for index in range(selection.start.item, min(selection.end.item + 1, len(self.items))):
            item = self.items[index]
            if last is not None:
                waiting = "\n" if tight(self.items[last].block, item.block) else "\n\n"
            for number, box in enumerate(item.boxes):
                part = selection.within(index, number, box.length)
                if part is None:
                    continue
                yield waiting
                if number == 0 and part[0] == 0 and several:
                    yield item.frame.prefix()
                yield box.slice(*part)
                waiting, last = box.piece.after, index

    def _marks(self, index: int) -> Marks:
        selection = self.selection
        if selection is None or not selection.start.item <= index <= selection.end.item:
            return {}
        found = {}
        for number, box in enumerate(self.items[index].boxes):
            part = selection.within(index, number, box.length)
            if part is not None:
                found[number] = part
        return found

    def _is(self, number: int, block: Block) -> bool:
        shown = self.items[number].block
        return shown is block or shown == block

    def _box(self, spot: Spot) -> TextBox:
        return self.items[spot.item].boxes[spot.box]

    def _range(self, spot: Spot, start: int, end: int) -> Selection:
        return Selection(spot._replace(offset=start), spot._replace(offset=end))

    def _drop_lost_selection(self, first: int) -> None:
        """Growing keeps what is selected, as long as all of it is still there."""
        selection = self.selection
        if selection is None or selection.end.item < first:
            return
        end = selection.end
        if end.item < len(self.items) and end.box < len(self.items[end.item].boxes):
            box = self.items[end.item].boxes[end.box]
            if end.offset <= box.length:
                return
        self.selection = None
