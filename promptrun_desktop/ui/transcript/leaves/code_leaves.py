"""A card of code as leaves: its head, and chunks of lines that move sideways together."""

from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import CodeBlock
from promptrun_desktop.ui.transcript.colouring import Highlighter, Tones
from promptrun_desktop.ui.transcript.leaves.card import paint_stretch
from promptrun_desktop.ui.transcript.leaves.code_chunks import Chunk, chunks
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf, Marks
from promptrun_desktop.ui.transcript.leaves.sideways import WithoutBar
from promptrun_desktop.ui.transcript.leaves.text_leaf import Framed, paint_marked, wide_length
from promptrun_desktop.ui.transcript.pieces import toned
from promptrun_desktop.ui.transcript.sheet import CODE, SMALL, Sheet
from promptrun_desktop.ui.transcript.side_scroll import BAR, SideScroll
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.translation import translate

_PAD, _RISE, _HEAD = 12, 10, 29
# Told of a leaf whose colours have come, and between which heights of it.
Recoloured = Callable[[Leaf, int, int], None]
# Chunks that are seen together ask for the colours of so many lines together.
_SEEN = 200


class CodeCard:
    """What the leaves of one block share. `leaves` are changed in place by `show`."""

    def __init__(
        self,
        sheet: Sheet,
        block: CodeBlock,
        highlighter: Highlighter,
        recoloured: Recoloured,
    ) -> None:
        self.sheet = sheet
        self.block = block
        self.side = SideScroll()
        self.without_bar = WithoutBar(self.side)
        # Letters of the longest line; pixels of the widest that had to be laid out to know.
        self.columns = 1
        self._settled_columns = 0
        self.widest = 0.0
        self.leaves: list[Leaf] = [CodeHead(self)]
        self._recoloured = recoloured
        self._shown: WeakSet[CodeChunk] = WeakSet()
        self._wanted = (0, -1)
        self.colouring = highlighter.open(block.language, self._on_coloured)
        self._add(0, 0, 0)
        self._colour()

    def show(self, block: CodeBlock) -> int | None:
        """Take more of the same code: the first leaf that changed, None if it is other code."""
        if block.language != self.block.language or not block.code.startswith(self.block.code):
            return None
        if (block.path, block.opens) != (self.block.path, self.block.opens):
            return None
        self.block = block
        last = self.leaves[-1]
        assert isinstance(last, CodeChunk)
        first = len(self.leaves) - 1
        start, line, column = last.start, last.line, last.column
        del self.leaves[first:]
        self._add(start, line, column)
        self._colour()
        if last in self._shown:
            # With the colours that are known it is what it was, up to its new lines.
            for each in self.leaves[first:]:
                if isinstance(each, CodeChunk):
                    each.take_colours()
        return first

    def wanted(self, chunk: "CodeChunk") -> list[Tones]:
        """The colours of a chunk that is seen, as far as they are known."""
        self._shown.add(chunk)
        first, last = chunk.line, chunk.last_line
        # What is asked for last is found first: neighbours must not push each other aside.
        if self._wanted[0] <= last + 1 and self._wanted[1] >= first - 1:
            first = max(min(first, self._wanted[0]), last - _SEEN)
            last = min(max(last, self._wanted[1]), chunk.line + _SEEN)
        self._wanted = (first, last)
        self.colouring.want(first, last)
        return self.colouring.tones(chunk.line, chunk.last_line)

    def _colour(self) -> None:
        self.colouring.show(self.block.code, self.block.closed)

    def _add(self, start: int, line: int, column: int) -> None:
        """Chunks of the code from a place on, which is so far in the line of that number."""
        made = chunks(self.block.code[start:], in_line=column > 0)
        for chunk in made:
            piece = chunk.piece
            self.leaves.append(CodeChunk(self, chunk, start, line, column))
            column = 0 if piece.after else column + len(piece.text)
            start += len(piece.text) + len(piece.after)
            line += chunk.lines
        # The last line may become so long that it is wrapped.
        self._settled_columns = max(self._settled_columns, *(each.columns for each in made[:-1]), 0)
        self.columns = max(self._settled_columns, made[-1].columns, 1)

    def _on_coloured(self, first: int, last: int) -> None:
        for chunk in list(self._shown):
            if chunk.line <= last and chunk.last_line >= first:
                chunk.recolour()
                self._recoloured(chunk, *chunk.stretch(first, last))


class CodeHead(Framed):
    """The language and a Copy button; `code` is what that copies."""

    tool = "copy_code"

    def __init__(self, card: CodeCard) -> None:
        super().__init__(card.sheet, card.block)
        self._card = card

    @property
    def code(self) -> str:
        return self._card.block.code

    def estimate(self, width: int) -> int:
        return self.above + self.sheet.px(_HEAD)

    def arrange(self, width: int) -> int:
        self.frame.lay_out(width, mirrored=False)
        return self.sheet.px(_HEAD)

    def restyle(self) -> None:
        super().restyle()
        self._card.widest = 0.0

    def tool_place(self, size: QSize) -> QRect:
        right = self.frame.left + self.frame.inner - self.sheet.px(5)
        top = self.above + (self.sheet.px(_HEAD) - size.height()) // 2 + 1
        return QRect(right - size.width(), top, size.width(), size.height())

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        metrics = self.sheet.metrics(SMALL)
        head = self.sheet.px(_HEAD)
        baseline = self.above + (head - metrics.height()) / 2 + metrics.ascent()
        self.paint_frame(painter, baseline)
        area = QRectF(self.frame.left, self.above, self.frame.inner, head)
        paint_stretch(
            painter, self.sheet, area, first=True, last=False, ground="code", head=head + 1
        )
        painter.setFont(self.sheet.font(SMALL))
        painter.setPen(self.sheet.colour("dim"))
        room = area.width() - self.sheet.px(_PAD + 90)
        name = self._card.block.language[:60] or translate("Transcript", "Code")
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(area.left() + self.sheet.px(_PAD) + 1, baseline), name)


class CodeChunk(Framed):
    """Some lines, from left to right whatever they say. `line` is the first, counted from 0;
    `column` code points of it are in the chunks before."""

    def __init__(self, card: CodeCard, chunk: Chunk, start: int, line: int, column: int) -> None:
        super().__init__(card.sheet, card.block, first=False)
        self._card = card
        self._wrapped = chunk.wrapped
        self._box = TextBox(card.sheet, CODE, chunk.piece, wrap=chunk.wrapped, align="left")
        self._box.rtl = False
        self._tones: list[Tones] | None = None
        self.boxes = (self._box,)
        self.start = start
        self.line = line
        self.column = column

    @property
    def last_line(self) -> int:
        return self.line + self._box.text.count("\n")

    @property
    def code(self) -> str:
        """That of the whole card."""
        return self._card.block.code

    @property
    def is_first(self) -> bool:
        return len(self._card.leaves) > 1 and self._card.leaves[1] is self

    @property
    def is_last(self) -> bool:
        return self._card.leaves[-1] is self

    @property
    def side(self) -> SideScroll:  # type: ignore[override]
        return self._card.side if self.is_last else self._card.without_bar

    def estimate(self, width: int) -> int:
        lines = self._box.text.count("\n") + 1
        if self._wrapped:
            letter = self.sheet.metrics(CODE).horizontalAdvance("m")
            lines += int(wide_length(self._box.text) * letter / self._room(self.inner(width)))
        return lines * self.sheet.pitch(CODE) + self._rise(self.is_first) + self._rise(self.is_last)

    def arrange(self, width: int) -> int:
        self.frame.lay_out(width, mirrored=False)
        pad = self.sheet.px(_PAD)
        card, side = self._card, self._card.side
        if not self._wrapped and not self._box.text.isascii():
            card.widest = max(card.widest, self._box.natural_width())
        extent = max(card.widest, card.columns * self.sheet.metrics(CODE).horizontalAdvance("m"))
        side.set_sizes(int(extent + 1) + 2 * pad, self.frame.inner - 2)
        self._box.x, self._box.y = self.frame.left + 1 + pad, self._rise(self.is_first)
        height = (
            self._box.y + self._box.lay_out(self._room(self.frame.inner)) + self._rise(self.is_last)
        )
        if self.is_last:
            bar = QRectF(self.frame.left + pad, height - BAR - 1, self.frame.inner - 2 * pad, BAR)
            side.set_area(bar)
        return int(height)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        self.take_colours()
        self.paint_frame(painter, self._box.baseline())
        card = QRectF(self.frame.left, 0, self.frame.inner, self.height)
        paint_stretch(painter, self.sheet, card, first=False, last=self.is_last, ground="code")
        painter.save()
        painter.setClipRect(card.adjusted(1, 0, -1, 0), Qt.ClipOperation.IntersectClip)
        shift = self._shift
        painter.translate(-shift, 0)
        paint_marked(painter, self, 0, clip.translated(shift, 0), marks)
        painter.restore()
        if self.is_last:
            self._card.side.paint(painter, self.sheet)

    def hit(self, point: QPointF) -> tuple[int, int]:
        return super().hit(point + QPointF(self._shift, 0))

    def rects(self, box: int, start: int, end: int) -> list[QRectF]:
        rects = super().rects(box, start, end)
        return [rect.translated(-self._shift, 0) for rect in rects]

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Upper and lower edge of what it has of these lines of the code, in pixels."""
        if self._wrapped or not self._box.text.isascii():
            return 0, self.height
        top, pitch = int(self._box.y), self.sheet.pitch(CODE)
        above = top + pitch * max(0, first - self.line)
        return above, min(self.height, top + pitch * (last - self.line + 1))

    def recolour(self) -> None:
        """Its colours have come, or are others now; its height stays."""
        self._tones = None

    def take_colours(self) -> None:
        """Those of its lines that are known; others are asked for, and come later."""
        tones = self._card.wanted(self)
        if tones == self._tones:
            return
        self._tones = tones
        # Tones count from the beginning of their line, which may be in a chunk before.
        start, flat = 0, []
        for number, (line, coloured) in enumerate(
            zip(self._box.text.split("\n"), tones, strict=False)
        ):
            flat += [(start + first, start + last, tone) for first, last, tone in coloured]
            start += len(line) + 1 + (0 if number else self.column)
        piece = toned(self._box.piece, self.column, flat)
        if piece != self._box.piece:
            self._box.recolour(piece)

    @property
    def _shift(self) -> int:
        return 0 if self._wrapped else self._card.side.offset

    def _room(self, inner: int) -> int:
        return max(1, inner - 2 - 2 * self.sheet.px(_PAD))

    def _rise(self, there: bool) -> int:
        return self.sheet.px(_RISE) if there else 0
