"""The text of a message and the blocks it becomes, whole or while it grows."""

from collections.abc import Sequence

from promptrun_desktop.text.block import Block
from promptrun_desktop.text.blocks import BlockStream, parse


class Source:
    """`text` is exactly what arrived; `blocks` are what of it is drawn."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._stream: BlockStream | None = None
        self.blocks: Sequence[Block] = ()

    @property
    def text(self) -> str:
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def grow(self, text: str) -> int:
        """Return the number of the first block that changed."""
        if self._stream is None:
            self._stream = BlockStream()
            text = self.text + text
            self._pieces = []
        self._pieces.append(text)
        changed = self._stream.feed(text)
        self.blocks = self._stream.blocks
        return changed

    def set(self, text: str, *, growing: bool) -> int:
        """The whole text; what equals the text that grew only ends it. Returns as `grow`."""
        if growing:
            return self._set_growing(text)
        stream, self._stream = self._stream, None
        if stream is not None and text == self.text:
            changed = stream.finish()
            self.blocks = list(stream.blocks)
            return changed
        if text == self.text and self.blocks:
            return len(self.blocks)
        self._pieces = [text]
        self.blocks = parse(text)
        return 0

    def _set_growing(self, text: str) -> int:
        if self._stream is not None and text.startswith(self.text):
            return self.grow(text[len(self.text) :])
        self._stream, self._pieces = None, []
        self.grow(text)
        return 0
