"""Markdown text into blocks: whole, or while it is being written."""

import re

from promptrun_desktop.text.block import Block
from promptrun_desktop.text.builder import Part, build
from promptrun_desktop.text.fence import OpenFence
from promptrun_desktop.text.limits import tables_are_bearable
from promptrun_desktop.text.unicode import Door, clean

_BLANK_LINES = re.compile(r"\A(?:[ \t]*+\n)++")


def parse(text: str) -> list[Block]:
    """Never raises; time and memory are linear in the text."""
    return _blocks_of(build(_with_line_feeds(clean(text))))


def _blocks_of(parts: list[Part]) -> list[Block]:
    return [block for part in parts for block in part.blocks]


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class BlockStream:
    """The blocks of a text that arrives in pieces; after finish() those of parse(the whole).

    Only the last block of the document itself is open: what comes before it is settled, never
    parsed again, and keeps its objects. `blocks` is changed in place.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines = _LineEnds()
        self._pieces: list[str] = []
        self._tail = ""
        self._settled = 0
        self._next_id = 0
        self._fence: OpenFence | None = None

    def feed(self, text: str) -> int:
        """Return the index of the first block that changed: len(blocks) if none did.

        Where there are fewer blocks than before, it is the new number of blocks.
        """
        return self._advance(self._lines.feed(text))

    def finish(self) -> int:
        """The text is complete. Returns as feed() does."""
        changed = self._advance(self._lines.end())
        if self._fence is not None:
            # The parser has its own view of a last line of blanks.
            ending = build(self._fence.source(), self._next_id)
            changed = min(changed, self._replace(self._settled, _blocks_of(ending)))
        whole = "".join(self._pieces)
        # A definition makes links of what came before it; a table too large to draw is text,
        # wherever it was cut.
        if "]:" in whole or not tables_are_bearable(whole):
            changed = min(changed, self._replace(0, _blocks_of(build(whole))))
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

    def _advance_tail(self, text: str) -> tuple[int, str | None]:
        self._tail += text
        self._tail = _BLANK_LINES.sub("", self._tail, count=1)
        opened = OpenFence.at_start_of(self._tail)
        if opened is not None:
            self._fence, rest = opened
            self._tail = ""
            return len(self.blocks), rest
        parts = build(self._tail, self._next_id)
        changed = self._replace(self._settled, _blocks_of(parts))
        self._settle(parts)
        return changed, None

    def _settle(self, parts: list[Part]) -> None:
        """Cut before the last part whose first line is complete: until then its kind is open."""
        source = self._tail.encode()
        for index in range(len(parts) - 1, 0, -1):
            start = parts[index].start
            if source.find(b"\n", start) >= 0:
                self._settled += sum(len(part.blocks) for part in parts[:index])
                self._next_id = parts[index - 1].next_id
                self._tail = source[source.rfind(b"\n", 0, start) + 1 :].decode()
                return

    def _replace(self, first: int, blocks: list[Block]) -> int:
        """Equal blocks keep their objects up to the first that differs; its index is returned."""
        old = self.blocks[first:]
        same = 0
        while same < min(len(old), len(blocks)) and old[same] == blocks[same]:
            same += 1
        self.blocks[first + same :] = blocks[same:]
        return first + same


class _LineEnds:
    """The door, and one spelling of line ends; what may be half of a pair waits."""

    def __init__(self) -> None:
        self._door = Door()
        self._held = ""

    def feed(self, text: str) -> str:
        text = self._held + self._door.clean(text)
        self._held = "\r" if text.endswith("\r") else ""
        return _with_line_feeds(text.removesuffix("\r"))

    def end(self) -> str:
        text = self._held + self._door.end()
        self._held = ""
        return _with_line_feeds(text)
