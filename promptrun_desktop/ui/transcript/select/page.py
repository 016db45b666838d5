"""What selecting, copying and finding ask of the page: messages by number, places by point."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPointF

from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.select.spot import Spot


class Row(Protocol):
    """A leaf that is seen."""

    @property
    def leaf(self) -> Leaf: ...


class Page(Protocol):
    """Points are those of the viewport. `part` is THOUGHT or BODY."""

    def count(self) -> int: ...

    def is_loaded(self, message: int) -> bool: ...

    def is_plain(self, message: int) -> bool:
        """Whether its text is drawn as it was typed; such a message has no blocks."""

    def source(self, message: int) -> str:
        """Exact; "" while it is not loaded."""

    def thought(self, message: int) -> str:
        """The text of the part THOUGHT as it is drawn, "" while it is folded."""

    def blocks(self, message: int) -> Sequence[Block]:
        """Those the leaves were made of."""

    def leaves(self, message: int, part: int) -> Sequence[Leaf]:
        """Built if need be, never laid out."""

    def spot_at(self, point: QPointF) -> Spot | None:
        """The nearest place in a text that is seen."""

    def href_at(self, point: QPointF) -> str: ...

    def row_at(self, point: QPointF) -> Any:
        """The Row that covers a height, or the nearest; None on an empty page."""

    def inside(self, row: Any, point: QPointF) -> QPointF:
        """The same point, from the leaf's corner."""

    def top_of(self, message: int, part: int, leaf: int) -> int | None:
        """Where a leaf begins in the viewport; None for what is not seen."""

    def reveal(self, spot: Spot) -> None:
        """Scroll just so far that its line is seen."""

    def scroll_by(self, pixels: int) -> None: ...

    def repaint(self) -> None:
        """Marks changed: paint what is seen again."""
