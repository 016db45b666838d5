"""A page of real text boxes, small enough to lay out whole: what selecting and finding ask for."""

from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import CodeBlock, RawHtml, Rule, Table
from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.pieces import code_pieces, pieces, plain_pieces
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot
from promptrun_desktop.ui.transcript.sheet import BODY as FACE
from promptrun_desktop.ui.transcript.sheet import CELL, CODE, Sheet
from promptrun_desktop.ui.transcript.side_scroll import SideScroll
from promptrun_desktop.ui.transcript.text_box import TextBox

LEFT = 10


class FakeLeaf(Leaf):
    """Boxes under each other, or beside each other in a row of a table."""

    def __init__(self, sheet, block, start, boxes, *, row=False):
        super().__init__(sheet)
        self.block, self.start, self.boxes, self.row = block, start, boxes, row

    def estimate(self, width):
        return 20

    def arrange(self, width):
        if self.row:
            each = width / max(1, len(self.boxes))
            for number, box in enumerate(self.boxes):
                box.x, box.y = number * each, 0
                box.lay_out(each)
            return max((box.height for box in self.boxes), default=0)
        top = 0
        for box in self.boxes:
            box.x, box.y = 0, top
            top += box.lay_out(width)
        return top + (10 if self.side else 0)

    def paint(self, painter: QPainter, clip, marks):
        raise AssertionError("nothing is painted here")

    def nearest_box(self, point):
        if not self.row:
            return super().nearest_box(point)
        inside = [n for n, box in enumerate(self.boxes) if box.x <= point.x()]
        return inside[-1] if inside else 0


class Row(NamedTuple):
    message: int
    part: int
    number: int
    leaf: Leaf
    y: int


class FakePage:
    """`limit` is how many characters a leaf may have: small, to cut paragraphs."""

    def __init__(self, sheet: Sheet, *, width=300, height=200, limit=6000):
        self.sheet, self.width, self.height, self.limit = sheet, width, height, limit
        self.messages, self.scrolled, self.repaints, self.revealed = [], 0, 0, []

    def ask(self, text):
        self.messages.append({"source": text, "plain": True, "thought": ""})
        self._make(len(self.messages) - 1)

    def reply(self, text, thought=""):
        self.messages.append({"source": text, "plain": False, "thought": thought})
        self._make(len(self.messages) - 1)

    def stream(self, message, delta):
        """A delta comes: leaves before the first changed block stay."""
        each = self.messages[message]
        if "stream" not in each:
            each["stream"] = BlockStream()
            each["stream"].feed(each["source"])
        first = each["stream"].feed(delta)
        each["source"] += delta
        each["blocks"] = list(each["stream"].blocks)
        kept = [leaf for leaf in each[BODY] if leaf.block < first]
        each[BODY] = kept + self._leaves(each["blocks"], first)
        return first

    def unload(self, message):
        self.messages[message] |= {"loaded": False, "source": "", BODY: [], "blocks": []}

    def load(self, message, text):
        self.messages[message] |= {"loaded": True, "source": text}
        self._make(message)

    def count(self):
        return len(self.messages)

    def is_loaded(self, message):
        return self.messages[message].get("loaded", True)

    def is_plain(self, message):
        return self.messages[message]["plain"]

    def source(self, message):
        return self.messages[message]["source"]

    def thought(self, message):
        return self.messages[message]["thought"]

    def blocks(self, message):
        return self.messages[message]["blocks"]

    def leaves(self, message, part):
        return self.messages[message][part]

    def rows(self):
        y = -self.scrolled
        for message, each in enumerate(self.messages):
            for part in (THOUGHT, BODY):
                for number, leaf in enumerate(each[part]):
                    height = leaf.measure(self.width)
                    yield Row(message, part, number, leaf, y)
                    y += height
            y += 10

    def row_at(self, point):
        best = None
        for row in self.rows():
            if best is not None and row.y > point.y():
                break
            best = row
        return best

    def inside(self, row, point):
        return point - QPointF(LEFT, row.y)

    def spot_at(self, point):
        best = None
        for row in self.rows():
            if not row.leaf.boxes:
                continue
            if best is not None and row.y > point.y():
                break
            best = row
        if best is None:
            return None
        return Spot(*best[:3], *best.leaf.hit(self.inside(best, point)))

    def href_at(self, point):
        row = self.row_at(point)
        return row.leaf.href_at(self.inside(row, point)) if row else ""

    def top_of(self, message, part, leaf):
        for row in self.rows():
            if row[:3] == (message, part, leaf):
                seen = row.y < self.height and row.y + row.leaf.height > 0
                return row.y if seen else None
        return None

    def reveal(self, spot):
        self.revealed.append(spot)
        for row in self.rows():
            if row[:3] == spot[:3]:
                middle = row.y + row.leaf.boxes[spot.box].y
                if not 0 <= middle < self.height - 20:
                    self.scroll_by(round(middle - self.height / 2))
                return

    def scroll_by(self, pixels):
        rows = list(self.rows())
        end = rows[-1].y + rows[-1].leaf.height + self.scrolled if rows else 0
        self.scrolled = max(0, min(self.scrolled + pixels, end - self.height))

    def repaint(self):
        self.repaints += 1

    def point_of(self, spot):
        """The middle of the character behind a spot."""
        for row in self.rows():
            if row[:3] == spot[:3]:
                rect = row.leaf.rects(spot.box, spot.offset, spot.offset + 1)[0]
                return rect.center() + QPointF(LEFT, row.y)
        raise AssertionError(spot)

    def edge_of(self, spot):
        """Just behind a spot, so near that it is the nearest."""
        for row in self.rows():
            if row[:3] == spot[:3]:
                rect = row.leaf.rects(spot.box, spot.offset, spot.offset + 1)[0]
                return QPointF(rect.left() + 1 + LEFT, rect.center().y() + row.y)
        raise AssertionError(spot)

    def _make(self, message):
        each = self.messages[message]
        each[THOUGHT] = self._plain(each["thought"]) if each["thought"] else []
        if each["plain"]:
            each["blocks"], each[BODY] = (), self._plain(each["source"])
        else:
            each["blocks"] = parse(each["source"])
            each[BODY] = self._leaves(each["blocks"], 0)

    def _plain(self, text):
        made = plain_pieces(text)
        return self._chain(-1, [TextBox(self.sheet, FACE, piece) for piece in made])

    def _leaves(self, blocks, first):
        return [leaf for n in range(first, len(blocks)) for leaf in self._of(n, blocks[n])]

    def _of(self, number, block):
        if isinstance(block, Rule):
            return [FakeLeaf(self.sheet, number, 0, [])]
        if isinstance(block, Table):
            return [
                FakeLeaf(self.sheet, number, row, [self._cell(cell) for cell in cells], row=True)
                for row, cells in enumerate([block.head, *block.rows])
            ]
        if isinstance(block, CodeBlock):
            boxes = [
                TextBox(self.sheet, CODE, piece, wrap=False) for piece in code_pieces(block.code)
            ]
            head = FakeLeaf(self.sheet, -1, 0, [])
            leaves = self._chain(number, boxes)
            leaves[-1].side = SideScroll()
            return [head, *leaves]
        if isinstance(block, RawHtml):
            return self._chain(
                number, [TextBox(self.sheet, CODE, p) for p in plain_pieces(block.text)]
            )
        made = pieces(block.spans, self.limit)
        return self._chain(number, [TextBox(self.sheet, FACE, piece) for piece in made])

    def _cell(self, spans):
        return TextBox(self.sheet, CELL, pieces(spans)[0])

    def _chain(self, block, boxes):
        leaves, start = [], 0
        for box in boxes:
            leaves.append(FakeLeaf(self.sheet, block, start, [box]))
            start += len(box.text) + len(box.piece.after)
        return leaves
