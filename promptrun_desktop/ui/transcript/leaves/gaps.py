"""How much room is between two blocks."""

from promptrun_desktop.text.block import Block, Heading, Item, Paragraph


def gap(before: Block | None, block: Block) -> int:
    """The room above a block in design pixels."""
    if before is None:
        return 0
    if isinstance(block, Heading):
        return 20 if block.level <= 2 else 16
    if isinstance(before, Heading):
        return 6
    return 4 if _tight(before, block) else 10


def _tight(before: Block, block: Block) -> bool:
    """Whether both are text of the same list, written without empty lines."""
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    inner = _list_item(block)
    return _list_item(before) is not None and inner is not None and inner.tight


def _list_item(block: Block) -> Item | None:
    for container in reversed(block.path):
        if isinstance(container, Item):
            return container
    return None
