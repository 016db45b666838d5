"""Quotes and lists while they are open: what is known of them only later."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
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
    path: tuple[Container, ...] | None = None

    def frozen(self) -> Container:
        """Only once everything is known."""
        owner = self.list
        if owner is None:
            return Quote(self.id)
        number = None if owner.first is None else owner.first + self.index
        return _item(owner.id, self.index, number, owner.tight, self.task)


@lru_cache(maxsize=2_000)
def _item(list_id: int, index: int, number: int | None, tight: bool, task: bool | None) -> Item:
    """The same object for equal ones: deep paths are compared in no time."""
    return Item(list_id, index, number, tight, task)


def _path(frames: tuple[Frame, ...]) -> tuple[Container, ...]:
    """One value for all blocks inside the innermost of them."""
    if not frames:
        return ()
    last = frames[-1]
    if last.path is None:
        outer = frames[-2].path if len(frames) > 1 else ()
        if outer is None:
            outer = tuple(frame.frozen() for frame in frames[:-1])
        last.path = (*outer, last.frozen())
    return last.path


class Draft(NamedTuple):
    """A block whose containers are still open."""

    kind: Callable[..., Block]
    fields: dict[str, Any]
    frames: tuple[Frame, ...]
    opens: int

    def frozen(self) -> Block:
        return self.kind(path=_path(self.frames), opens=self.opens, **self.fields)
