"""The lists of a Word document: each is one of Word's own, and begins with its own number."""

from collections.abc import Callable, Iterable, Iterator

from promptrun_desktop.formats.word_styles import NAMESPACES, UNIT
from promptrun_desktop.text.block import Block, Item

LEVELS = 9  # Word knows no more
_LARGEST = 32_767
_BULLETS = "•◦▪"
# Lists that count nothing: all of them are one to Word.
_BULLETED, _UNMARKED = 1, 2
_DIGIT = 120


class Numbering:
    """Which of Word's lists stands for which list of a message, and the room that marks need."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int]] = []  # level and first number
        self._lists: dict[int, int] = {}
        self._largest: dict[int, int] = {}

    def begin(self, blocks: Iterable[Block]) -> None:
        """What follows is another message: its lists are counted from 0 again."""
        self._lists.clear()
        self._largest.clear()
        for block in blocks:
            for each in block.path[len(block.path) - block.opens :]:
                if isinstance(each, Item) and each.number is not None:
                    known = self._largest.get(each.list_id, 0)
                    self._largest[each.list_id] = max(known, each.number)

    def properties(self, item: Item, level: int) -> str:
        """What makes a paragraph an item; `level` counts from 0."""
        level = min(level, LEVELS - 1)
        number = self._id(item, level)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def sign(self, item: Item) -> str:
        """What stands at the beginning of its text: its box, or a number too large for Word."""
        number = f"{item.number}.\t" if item.number is not None and self._is_large(item) else ""
        if item.task is None:
            return number
        box = "☑" if item.task else "☐"
        return f"{number}{box} " if item.number is not None else f"{box}\t"

    def width(self, item: Item) -> int:
        """How far its text is moved in, in twentieths of a point."""
        digits = len(str(self._largest.get(item.list_id, 0)))
        return max(UNIT, _DIGIT * (digits + 1)) if item.number is not None else UNIT

    def part(self) -> Iterator[str]:
        """Read when the document is complete."""
        yield f"<w:numbering {NAMESPACES}>\n"
        yield from _kind(0, lambda level: ("bullet", _BULLETS[level % 3], "tab"))
        yield from _kind(1, lambda _level: ("none", "", "nothing"))
        yield from _kind(2, lambda level: ("decimal", f"%{level + 1}.", "tab"))
        for number in (_BULLETED, _UNMARKED):
            yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>\n'
        for number, (level, start) in enumerate(self._starts, _UNMARKED + 1):
            yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>'
            yield f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
            yield "</w:lvlOverride></w:num>\n"
        yield "</w:numbering>\n"

    def _id(self, item: Item, level: int) -> int:
        if item.number is None:
            return _BULLETED if item.task is None else _UNMARKED
        if self._is_large(item):
            return _UNMARKED
        known = self._lists.get(item.list_id)
        if known is None:
            self._starts.append((level, item.number))
            known = self._lists[item.list_id] = _UNMARKED + len(self._starts)
        return known

    def _is_large(self, item: Item) -> bool:
        return self._largest.get(item.list_id, 0) > _LARGEST


def _kind(number: int, marks: Callable[[int], tuple[str, str, str]]) -> Iterator[str]:
    """`marks` of a level: how it counts, what is written, and what follows it."""
    yield f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>\n'
    for level in range(LEVELS):
        counting, text, behind = marks(level)
        yield f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{counting}"/>'
        yield f'<w:suff w:val="{behind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        yield f'<w:pPr><w:ind w:left="{UNIT * (level + 1)}" w:hanging="{UNIT}"/></w:pPr></w:lvl>\n'
    yield "</w:abstractNum>\n"
