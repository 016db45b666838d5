"""Quotes and lists while they are open: what is known of them only later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from promptrun_desktop.text.block import Block, Container, Item, Quote


@dataclass(slots=True)
class List:
    """Whether it is loose shows only at text directly in one of its items.

    `told` is the place of the first such text in the source, -1 while there is none; `probed` is
    True where the parser was given such text to tell.
    """

    id: int
    first: int | None
    items: int = 0
    loose: bool = False
    told: int = -1
    probed: bool = False

    @property
    def tight(self) -> bool:
        return not self.loose or self.told < 0

    def tell(self, place: int) -> None:
        """Text stands directly in an item."""
        if self.told < 0:
            self.told = place


@dataclass(slots=True)
class Frame:
    """An open container; `list` None makes it a quote. `fresh` until its first block."""

    id: int
    list: List | None = None
    index: int = 0
    task: bool | None = None
    fresh: bool = True
    _frozen: Container | None = None

    def frozen(self) -> Container:
        """One value for all blocks inside; only once everything is known."""
        if self._frozen is None:
            self._frozen = self._item(self.list) if self.list else Quote(self.id)
        return self._frozen

    def _item(self, owner: List) -> Item:
        number = None if owner.first is None else owner.first + self.index
        return Item(owner.id, self.index, number, owner.tight, self.task)


class Draft(NamedTuple):
    """A block whose containers are still open."""

    kind: Callable[..., Block]
    fields: dict[str, Any]
    frames: tuple[Frame, ...]
    opens: int

    def frozen(self) -> Block:
        path = tuple(frame.frozen() for frame in self.frames)
        return self.kind(path=path, opens=self.opens, **self.fields)
