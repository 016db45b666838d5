"""From box to box in the order of reading, over leaves, parts and messages."""

from collections.abc import Iterator

from PySide6.QtCore import QTextBoundaryFinder

from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot
from promptrun_desktop.ui.transcript.text_box import TextBox


def box_of(page: Page, spot: Spot) -> TextBox | None:
    """None where the text has changed so that there is no such box."""
    if not 0 <= spot.message < page.count():
        return None
    leaves = page.leaves(spot.message, spot.part)
    if spot.leaf >= len(leaves) or spot.box >= len(leaves[spot.leaf].boxes):
        return None
    return leaves[spot.leaf].boxes[spot.box]


def after(page: Page, spot: Spot) -> Iterator[Spot]:
    """The starts of the boxes behind that of a spot."""
    message, part, leaf, box = spot.message, spot.part, spot.leaf, spot.box + 1
    while message < page.count():
        leaves = page.leaves(message, part)
        while leaf < len(leaves):
            for number in range(box, len(leaves[leaf].boxes)):
                yield Spot(message, part, leaf, number, 0)
            leaf, box = leaf + 1, 0
        message, part = (message, BODY) if part == THOUGHT else (message + 1, THOUGHT)
        leaf = box = 0


def before(page: Page, spot: Spot) -> Iterator[Spot]:
    """The ends of the boxes in front of that of a spot, the nearest first."""
    message, part, leaf, box = spot.message, spot.part, spot.leaf, spot.box - 1
    while message >= 0:
        leaves = page.leaves(message, part)
        for number in range(min(leaf, len(leaves) - 1), -1, -1):
            boxes = leaves[number].boxes
            last = box if number == leaf else len(boxes) - 1
            for each in range(min(last, len(boxes) - 1), -1, -1):
                yield Spot(message, part, number, each, boxes[each].length)
        message, part = (message, THOUGHT) if part == BODY else (message - 1, BODY)
        leaf, box = 1 << 30, -1


def first_spot(page: Page) -> Spot | None:
    return next(after(page, Spot(0, THOUGHT, 0, -1, 0)), None)


def last_spot(page: Page) -> Spot | None:
    return next(before(page, Spot(page.count() - 1, BODY, 1 << 30, 0, 0)), None)


def clamped(page: Page, spot: Spot) -> Spot | None:
    """The spot itself, or the last place before it that still exists; None if there is none."""
    box = box_of(page, spot)
    if box is not None:
        return spot._replace(offset=whole(box, spot.offset))
    if spot.message >= page.count():
        return last_spot(page)
    if spot.part == THOUGHT and not page.leaves(spot.message, THOUGHT):
        return next(after(page, Spot(spot.message, BODY, 0, -1, 0)), None)
    return next(before(page, spot), None) or first_spot(page)


def whole(box: TextBox, offset: int) -> int:
    """Never beyond the end, never between the halves of a surrogate pair."""
    text = box.text
    length = box.length
    offset = min(max(0, offset), length)
    if length == len(text) or offset in (0, length):
        return offset
    pair = text.encode("utf-16-le")[2 * offset : 2 * offset + 2]
    return offset - 1 if 0xDC00 <= int.from_bytes(pair, "little") <= 0xDFFF else offset


def next_letter(text: str, offset: int, step: int) -> int:
    """Where the caret may stand next, -1 at the end; joined emoji are one letter."""
    return _boundary(text, offset, step, QTextBoundaryFinder.BoundaryType.Grapheme)


def next_word(text: str, offset: int, step: int) -> int:
    """The start of the next word, or the start of this one; -1 at the end."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    finder.setPosition(offset)
    starts = QTextBoundaryFinder.BoundaryReason.StartOfItem
    while True:
        place = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
        if place < 0 or finder.boundaryReasons() & starts:
            return int(place)
        if step > 0 and place >= _units(text):
            return int(place)
        if step < 0 and place == 0:
            return 0


def _boundary(text: str, offset: int, step: int, kind: QTextBoundaryFinder.BoundaryType) -> int:
    finder = QTextBoundaryFinder(kind, text)
    finder.setPosition(offset)
    return int(finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
