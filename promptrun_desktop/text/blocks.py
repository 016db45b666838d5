"""Markdown text into blocks: whole, or while it is being written."""

import re
from dataclasses import replace

from promptrun_desktop.text.block import Block, CodeBlock, Item
from promptrun_desktop.text.builder import Built
from promptrun_desktop.text.building import build
from promptrun_desktop.text.fence import OpenFence
from promptrun_desktop.text.growing import Growing
from promptrun_desktop.text.plain import spent_by, usable
from promptrun_desktop.text.reading import AS_WRITTEN, Reading, second_reading
from promptrun_desktop.text.spine import NOTHING_OPEN
from promptrun_desktop.text.unicode import Door, clean

_BLANK_LINES = re.compile(r"\A(?>(?:[ \t]*+\n)+)")
# Up to so many characters the end of a stream may parse in one go.
AT_ONCE = 64_000
_SLICE = 24_000
_MANY_DEFINITIONS = 2_000


def parse(text: str) -> list[Block]:
    """Never raises; time and memory are linear in the text."""
    return build(_normal(clean(text))).blocks


def _normal(text: str) -> str:
    return usable(text.replace("\r\n", "\n").replace("\r", "\n"))


class BlockStream:
    """The blocks of a text that arrives in pieces; at its end those of parse(the whole).

    Only the innermost last block is open, be it of the document, of a quote or of an item: what
    comes before it, and the rows of a table before the last, is settled, never parsed again, and
    keeps its objects. `blocks` is changed in place.
    """

    def __init__(self, reading: Reading = AS_WRITTEN) -> None:
        """`reading`: what is known of the whole text beforehand."""
        self.blocks: list[Block] = []
        self._reading = reading
        self._lines = _LineEnds()
        self._pieces: list[str] = []
        self._fence: OpenFence | None = None
        self._growing: Growing | None = None
        self._tail = ""
        self._settled = 0
        self._next_id = 0
        self._context = NOTHING_OPEN
        self._spent = 0
        self._tight: dict[int, bool] = {}  # of the lists in the context, as it is drawn
        self._second: _SecondPass | None = None

    @property
    def unfinished(self) -> bool:
        """Whether resume() must be called, after finish(), until this is False."""
        return self._second is not None

    def feed(self, text: str) -> int:
        """Return the index of the first block that changed: len(blocks) if none did.

        Where there are fewer blocks than before, it is the new number of blocks.
        """
        return self._advance(self._lines.feed(text))

    def finish(self) -> int:
        """The text is complete, and short ones are read a second time. Returns as feed() does."""
        changed = self.end()
        whole = "".join(self._pieces)
        reading = second_reading(whole)
        if reading is not None and len(whole) <= AT_ONCE:
            changed = min(changed, self._replace(0, build(whole).blocks))
        elif reading is not None:
            self._second = _SecondPass(whole, reading)
        return changed

    def resume(self) -> int:
        """One more slice of the second reading; its last one changes blocks. Returns as feed()."""
        if self._second is None or not self._second.advance():
            return len(self.blocks)
        changed = self._replace(0, self._second.blocks)
        self._second = None
        return changed

    def end(self) -> int:
        """The text is complete and is not read a second time. Returns as feed() does."""
        changed = self._advance(self._lines.end())
        if self._fence is not None:
            changed = min(changed, self._end_fence(self._fence))
        return changed

    def _advance(self, text: str) -> int:
        first = len(self.blocks)
        if not text:
            return first
        self._pieces.append(text)
        rest: str | None = text
        while rest is not None:
            if self._fence is not None:
                changed, rest = self._advance_fence(self._fence, rest)
            else:
                changed, rest = self._advance_tail(rest)
            first = min(first, changed)
        return first

    def _advance_fence(self, fence: OpenFence, text: str) -> tuple[int, str | None]:
        rest = fence.feed(text)
        changed = self._replace(self._settled, [fence.block(closed=rest is not None)])
        if rest is not None:
            self._fence = None
            self._settled += 1
        return changed, rest

    def _end_fence(self, fence: OpenFence) -> int:
        ending = fence.ending()
        if ending is None:
            return len(self.blocks)
        code, short = ending
        (block,) = build(short, self._next_id).blocks
        if code and isinstance(block, CodeBlock):
            block = replace(block, code=(code + block.code[2:]).removesuffix("\n"))
        return self._replace(self._settled, [block])

    def _advance_tail(self, text: str) -> tuple[int, str | None]:
        self._tail += text
        grown = self._growing.feed(text) if self._growing else None
        if grown is not None:
            changed = len(self.blocks) - (grown is not self.blocks[-1])
            self.blocks[-1] = grown
            return changed, None
        self._growing = None
        if self._context is NOTHING_OPEN:
            self._tail = _BLANK_LINES.sub("", self._tail, count=1)
            opened = OpenFence.at_start_of(self._tail)
            if opened is not None:
                self._fence, rest = opened
                self._tail = ""
                self._spent = 0
                return len(self.blocks), rest
        changed = len(self.blocks)
        complete = self._tail.rfind("\n") + 1
        if "\n" in text and complete:
            # What a line is may depend on its last character: only whole lines settle anything.
            built = self._build(self._tail[:complete])
            is_all = complete == len(self._tail)
            if built.cut or is_all:
                changed = self._show(built)
            self._settle(built)
            if is_all:
                return changed, None
        built = self._build(self._tail)
        changed = min(changed, self._show(built))
        if built.ends_with_text:
            self._growing = Growing.of(self.blocks[-1], self._tail, self._spent, self._reading)
        return changed, None

    def _build(self, text: str) -> Built:
        return build(text, self._next_id, self._context, self._spent, self._reading)

    def _show(self, built: Built) -> int:
        changed = self._replace(self._settled, built.blocks)
        for list_id, tight in built.tight.items():
            if self._tight.get(list_id) != tight:
                changed = min(changed, self._tighten(list_id, tight))
                self._tight[list_id] = tight
        return changed

    def _settle(self, built: Built) -> None:
        cut = built.cut
        if cut is None:
            self._settle_definitions(built)
            return
        source = self._tail.encode()
        at = cut.at - len(self._context.prefix.encode())
        self._spend(source[:at].decode())
        self._tail = source[at:].decode()
        self._settled += cut.blocks
        self._next_id = cut.next_id
        self._context = cut.context if cut.context.is_needed() else NOTHING_OPEN
        self._tight = {each.id: each.tight for each in cut.context.lists()}

    def _settle_definitions(self, built: Built) -> None:
        """Definitions become no blocks: of many only the last one stays open."""
        last = self._tail.rfind("\n[", 0, self._tail.rfind("\n")) + 1
        if built.blocks or last < _MANY_DEFINITIONS or self._context is not NOTHING_OPEN:
            return
        if not self._build(self._tail[:last]).blocks:
            self._spend(self._tail[:last])
            self._tail = self._tail[last:]

    def _spend(self, text: str) -> None:
        self._spent = spent_by(text, self._spent, tables=self._reading.tables)

    def _tighten(self, list_id: int, tight: bool) -> int:
        """A list that turns loose late is changed where it is settled, too."""
        index = self._settled
        while index > 0:
            block = self.blocks[index - 1]
            path = tuple(
                replace(each, tight=tight)
                if isinstance(each, Item) and each.list_id == list_id
                else each
                for each in block.path
            )
            if path == block.path:
                break
            index -= 1
            self.blocks[index] = replace(block, path=path)
        return index

    def _replace(self, first: int, blocks: list[Block]) -> int:
        """Equal blocks keep their objects up to the first that differs; its index is returned."""
        old = self.blocks[first:]
        same = 0
        while same < min(len(old), len(blocks)) and old[same] == blocks[same]:
            same += 1
        self.blocks[first + same :] = blocks[same:]
        return first + same


class _SecondPass:
    """A whole long text once more, knowing its definitions, a slice at a time."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._place = 0
        self._stream = BlockStream(reading)

    @property
    def blocks(self) -> list[Block]:
        return self._stream.blocks

    def advance(self) -> bool:
        """Whether it is complete now."""
        self._stream.feed(self._text[self._place : self._place + _SLICE])
        self._place += _SLICE
        if self._place < len(self._text):
            return False
        self._stream.end()
        return True


class _LineEnds:
    """The door, and one spelling of line ends; what may be half of a pair waits."""

    def __init__(self) -> None:
        self._door = Door()
        self._held = ""

    def feed(self, text: str) -> str:
        text = self._held + self._door.clean(text)
        self._held = "\r" if text.endswith("\r") else ""
        return _normal(text.removesuffix("\r"))

    def end(self) -> str:
        text = self._held + self._door.end()
        self._held = ""
        return _normal(text)
