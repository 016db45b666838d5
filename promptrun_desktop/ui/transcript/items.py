"""Which item draws which block, and how much room is between two of them."""

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Table,
)
from promptrun_desktop.text.block import Item as ListItem
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.item import Item
from promptrun_desktop.ui.transcript.paragraph import ParagraphItem, RuleItem
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.table_card import TableCard


def make_item(sheet: Sheet, block: Block) -> Item:
    if isinstance(block, Paragraph | Heading | RawHtml):
        return ParagraphItem(sheet, block)
    if isinstance(block, CodeBlock):
        return CodeCard(sheet, block)
    if isinstance(block, Table):
        return TableCard(sheet, block)
    if isinstance(block, Rule):
        return RuleItem(sheet, block)
    raise TypeError(f"no item for {type(block).__name__}")


def gap(before: Block | None, block: Block) -> int:
    """The room above a block in design pixels."""
    if before is None:
        return 0
    if isinstance(block, Heading):
        return 20 if block.level <= 2 else 16
    if isinstance(before, Heading):
        return 6
    return 4 if tight(before, block) else 10


def tight(before: Block, block: Block) -> bool:
    """Whether both are text of the same list, written without empty lines."""
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    inner = _list_item(block)
    return _list_item(before) is not None and inner is not None and inner.tight


def _list_item(block: Block) -> ListItem | None:
    for container in reversed(block.path):
        if isinstance(container, ListItem):
            return container
    return None
