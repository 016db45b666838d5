"""The text of a reply and the blocks it becomes: at once, in slices, or while it grows."""

from collections.abc import Sequence
from time import monotonic

from promptrun_desktop.text.block import Block
from promptrun_desktop.text.blocks import BlockStream, parse

# Characters: what is parsed at once, and the slices of what is longer; short paragraphs by the
# thousand cost much more than running text, so that a turn is counted in seconds.
AT_ONCE = 8_000
SLICE = 2_000
_FIRST_TURN, _TURN = 0.012, 0.006


class Source:
    """`text` is exactly what arrived; `blocks` are what of it is drawn so far.

    A long stored text `is_waiting` for `go_on` until it is parsed to its end: one slice a turn
    of the loop. Methods that change the blocks return the first that changed.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._stream: BlockStream | None = None
        self._waiting = ""
        self._place = 0
        self._ends = False
        self.blocks: Sequence[Block] = ()

    @property
    def text(self) -> str:
        if len(self._pieces) != 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    @property
    def is_waiting(self) -> bool:
        unfinished = self._stream is not None and self._stream.unfinished
        return self._place < len(self._waiting) or self._ends or unfinished

    @property
    def waiting(self) -> int:
        """Characters that are not parsed yet."""
        return len(self._waiting) - self._place

    def set(self, text: str, *, growing: bool) -> int:
        """The whole text; one that equals what has grown only ends it."""
        if self._stream is not None and text.startswith(self.text):
            return self._end(text, growing=growing)
        if text == self.text and self._pieces and not growing:
            return len(self.blocks)
        self._pieces, self._stream, self.blocks = [text], None, ()
        self._waiting, self._place, self._ends = "", 0, False
        if len(text) <= AT_ONCE and not growing:
            self.blocks = parse(text)
            return 0
        self._stream = BlockStream()
        self._waiting, self._ends = text, not growing
        self._work(_FIRST_TURN)
        return 0

    def grow(self, text: str) -> int:
        if self._stream is None:
            return self.set(self.text + text, growing=True)
        self._pieces.append(text)
        if self.is_waiting:
            self._waiting += text
            return len(self.blocks)
        return self._feed(self._stream, text)

    def go_on(self) -> int:
        """Parse more of what waits, for some milliseconds."""
        return self._work(_TURN)

    def _work(self, seconds: float) -> int:
        until = monotonic() + seconds
        changed = self._step()
        while self.is_waiting and monotonic() < until:
            changed = min(changed, self._step())
        return changed

    def _step(self) -> int:
        stream = self._stream
        if stream is None:
            return len(self.blocks)
        if self._place < len(self._waiting):
            piece = self._waiting[self._place : self._place + SLICE]
            self._place += len(piece)
            if self._place >= len(self._waiting):
                self._waiting, self._place = "", 0
            return self._feed(stream, piece)
        if self._ends:
            self._ends = False
            return self._done(stream.finish())
        return self._done(stream.resume())

    def _end(self, text: str, *, growing: bool) -> int:
        rest = text[len(self.text) :]
        changed = self.grow(rest) if rest else len(self.blocks)
        if growing:
            return changed
        self._ends = True
        return min(changed, self.go_on()) if not self._waiting else changed

    def _feed(self, stream: BlockStream, text: str) -> int:
        changed = stream.feed(text)
        self.blocks = stream.blocks
        return changed

    def _done(self, changed: int) -> int:
        stream = self._stream
        if stream is not None:
            self.blocks = stream.blocks
            if not stream.unfinished:
                self.blocks, self._stream = list(stream.blocks), None
        return changed
