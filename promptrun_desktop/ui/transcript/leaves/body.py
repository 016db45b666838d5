"""The leaves of a message's text, kept in step with its blocks while they grow."""

from collections.abc import Sequence

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Table,
)
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.transcript.colouring import Highlighter
from promptrun_desktop.ui.transcript.leaves.code_leaves import CodeCard, Recoloured
from promptrun_desktop.ui.transcript.leaves.gaps import gap
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.leaves.table_leaves import TableCard
from promptrun_desktop.ui.transcript.leaves.text_leaf import (
    NO_CONTAINERS,
    RuleLeaf,
    SimplifiedLeaf,
    TextLeaf,
)
from promptrun_desktop.ui.transcript.pieces import pieces, plain_pieces
from promptrun_desktop.ui.transcript.sheet import BODY, HEADINGS, RAW, Face, Sheet

Card = CodeCard | TableCard


class BodyLeaves:
    """`leaves` are changed in place; what is equal keeps its leaf, and with it its layout.

    `recoloured` hears of code whose colours have come.
    """

    def __init__(
        self,
        sheet: Sheet,
        highlighter: Highlighter,
        recoloured: Recoloured = lambda leaf, top, bottom: None,
    ) -> None:
        self.leaves: list[Leaf] = []
        self._sheet = sheet
        self._highlighter = highlighter
        self._recoloured = recoloured
        self._blocks: list[Block] = []
        # Where the leaves of each block begin, and what its leaves share if they are a card.
        self._starts: list[int] = []
        self._cards: dict[int, Card] = {}
        self._plain = ""
        self._plain_face = BODY

    def show(self, blocks: Sequence[Block], changed: int = 0) -> int:
        """Blocks before `changed` are those of last time. Returns the first leaf that changed."""
        same = min(changed, len(self._blocks))
        while same < min(len(blocks), len(self._blocks)) and blocks[same] == self._blocks[same]:
            same += 1
        if same == len(blocks) == len(self._blocks):
            return len(self.leaves)
        first = self._grown(blocks, same)
        if first is not None:
            same += 1
        start = self._starts[same] if same < len(self._starts) else len(self.leaves)
        first = start if first is None else min(first, start)
        del self._starts[same:]
        for number in [number for number in self._cards if number >= same]:
            del self._cards[number]
        old = self.leaves[start:]
        del self.leaves[start:]
        self._blocks[same:] = blocks[same:]
        for number in range(same, len(blocks)):
            self._add(number)
        return self._keep_equal(old, start) if first == start else first

    def show_plain(self, text: str, face: Face) -> int:
        """Every character as it was typed; returns as `show`."""
        text = clean(text)
        if face != self._plain_face:
            self._plain_face, self._plain = face, ""
            self.leaves.clear()
        same = self._finished() if text.startswith(self._plain) else 0
        self._plain = text
        start = self.leaves[same].start if same else 0
        made = plain_pieces(text[start:]) if text else []
        old = [leaf.boxes[0].piece for leaf in self.leaves[same:]]
        kept = 0
        while kept < min(len(made), len(old)) and made[kept] == old[kept]:
            kept += 1
        start += sum(len(piece.text) + len(piece.after) for piece in made[:kept])
        del self.leaves[same + kept :]
        for piece in made[kept:]:
            leaf = TextLeaf(self._sheet, NO_CONTAINERS, face, piece)
            leaf.block, leaf.start = 0, start
            start += len(piece.text) + len(piece.after)
            self.leaves.append(leaf)
        return same + kept

    def _finished(self) -> int:
        """How many leaves of plain text stay the same whatever comes behind it: all before one
        that begins with a line which tells its direction."""
        for number in range(len(self.leaves) - 1, 0, -1):
            line, end, _rest = self.leaves[number].boxes[0].text.partition("\n")
            if end and line.strip() and self.leaves[number - 1].boxes[0].piece.after:
                return number
        return 0

    def _grown(self, blocks: Sequence[Block], number: int) -> int | None:
        """Give a card its grown block: the first leaf that changed, None if it cannot grow so."""
        card = self._cards.get(number)
        if card is None or number >= len(blocks):
            return None
        block = blocks[number]
        if isinstance(card, CodeCard):
            first = card.show(block) if isinstance(block, CodeBlock) else None
        else:
            first = card.show(block) if isinstance(block, Table) else None
        if first is None:
            return None
        self._blocks[number] = block
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.leaves)
        for leaf in card.leaves[first:]:
            leaf.block = number
        self.leaves[start + first : end] = card.leaves[first:]
        moved = start + len(card.leaves) - end
        if moved:
            for later in range(number + 1, len(self._starts)):
                self._starts[later] += moved
        return start + first

    def _add(self, number: int) -> None:
        block = self._blocks[number]
        before = self._blocks[number - 1] if number else None
        self._starts.append(len(self.leaves))
        made = self._made(number, block)
        made[0].gap = gap(before, block)
        for leaf in made:
            leaf.block = number
        self.leaves += made

    def _made(self, number: int, block: Block) -> list[Leaf]:
        sheet = self._sheet
        if isinstance(block, CodeBlock):
            code = CodeCard(sheet, block, self._highlighter, self._recoloured)
            self._cards[number] = code
            return list(code.leaves)
        if isinstance(block, Table):
            table = TableCard(sheet, block)
            self._cards[number] = table
            return list(table.leaves)
        if isinstance(block, Paragraph | Heading | RawHtml):
            return self._text(block)
        if isinstance(block, Rule):
            return [RuleLeaf(sheet, block)]
        raise TypeError(f"no leaves for {type(block).__name__}")

    def _text(self, block: Paragraph | Heading | RawHtml) -> list[Leaf]:
        if isinstance(block, RawHtml):
            face, made = RAW, plain_pieces(block.text)
        elif isinstance(block, Heading):
            face, made = HEADINGS[min(max(block.level, 1), 6) - 1], pieces(block.spans)
        else:
            face, made = BODY, pieces(block.spans)
        leaves: list[Leaf] = []
        start = 0
        for piece in made:
            leaf = TextLeaf(self._sheet, block, face, piece, first=not leaves)
            leaf.start = start
            start += len(piece.text) + len(piece.after)
            leaves.append(leaf)
        if isinstance(block, Paragraph) and block.simplified:
            leaves.append(SimplifiedLeaf(self._sheet, block))
        return leaves

    def _keep_equal(self, old: list[Leaf], start: int) -> int:
        """Leaves that are what they were keep their layouts; the first that is not."""
        new = self.leaves
        for number, leaf in enumerate(old):
            place = start + number
            if place >= len(new) or not _equal(leaf, new[place]):
                return place
            new[place] = leaf
        return start + len(old)


def _equal(old: Leaf, new: Leaf) -> bool:
    """Only pieces of long texts are worth it: the rest changed, or its block would be the same."""
    return (
        isinstance(old, TextLeaf)
        and isinstance(new, TextLeaf)
        and old.boxes[0].piece == new.boxes[0].piece
        and (old.face, old.path, old.opens, old.gap, old.block, old.start)
        == (new.face, new.path, new.opens, new.gap, new.block, new.start)
    )
