"""Quotes and lists as they open and close from block to block, for whoever writes blocks out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from promptrun_desktop.text.block import Block, Container, Item, Paragraph


class Step(NamedTuple):
    """One block with what ends and begins before it, both from the outermost in.

    The first of `closed` and of `opened` may be two items of one list: see `goes_on`.
    """

    kept: int
    closed: Sequence[Container]
    opened: Sequence[Container]
    block: Block

    @property
    def goes_on(self) -> bool:
        """Whether the list whose item ended has its next item here."""
        return bool(self.closed and self.opened) and same_list(self.closed[0], self.opened[0])


def walk(blocks: Iterable[Block], deepest: int | None = None) -> Iterator[Step]:
    """The blocks may be cut out of the midst of others; nesting beyond `deepest` is drawn at it."""
    before: tuple[Container, ...] = ()
    for block in blocks:
        path = block.path[:deepest]
        kept = min(_shared(before, path), max(0, len(block.path) - block.opens))
        yield Step(kept, before[kept:], path[kept:], block)
        before = path


def same_list(one: Container, other: Container) -> bool:
    return isinstance(one, Item) and isinstance(other, Item) and one.list_id == other.list_id


def tight(before: Block, block: Block) -> bool:
    """Whether both are text of the same list, written without empty lines."""
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    inner = inner_item(block)
    return inner_item(before) is not None and inner is not None and inner.tight


def inner_item(block: Block) -> Item | None:
    """The innermost list item a block stands in."""
    for container in reversed(block.path):
        if isinstance(container, Item):
            return container
    return None


def marker(item: Item, bullet: str = "-", delimiter: str = ".") -> str:
    """As it is written in plain text, the box of a task included."""
    mark = f"{bullet} " if item.number is None else f"{min(item.number, 999_999_999)}{delimiter} "
    if item.task is not None:
        mark += "[x] " if item.task else "[ ] "
    return mark


def _shared(one: Sequence[Container], other: Sequence[Container]) -> int:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left is not right and left != right:
            break
        shared += 1
    return shared
