"""Measuring what comes into sight: nothing else of a page is ever laid out."""

from collections.abc import Callable
from typing import NamedTuple

from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.entries import Entries


class Row(NamedTuple):
    """A leaf that is seen: its message, its number in it, and where it is in the view."""

    entry: int
    number: int
    leaf: Leaf
    y: int
    height: int


class Walk(NamedTuple):
    """What is seen from a place down: the rows, the messages in sight whose texts are not there,
    and where the last message ends, None if others follow it."""

    rows: list[Row]
    unread: list[int]
    bottom: int | None


class Measuring:
    """Brings guessed heights to exact ones. `used` hears of every leaf that is measured or seen;
    all numbers are pixels, and numbers of messages and of leaves in them."""

    def __init__(self, entries: Entries, used: Callable[[Leaf], None]) -> None:
        self._entries = entries
        self._used = used

    def walk(self, number: int, offset: int, height: int) -> Walk:
        """From so far below the top of a message, as far as the view is high."""
        entries, rows, unread = self._entries, list[Row](), list[int]()
        top = -offset
        while number < len(entries) and top < height:
            entry = entries.built(number)
            if not entry.is_loaded:
                unread.append(number)
            leaves = entry.leaves or []
            first = leaf = entry.leaf_at(-top) if top < 0 else 0
            dirty = len(leaves)
            y = top + entry.tops[leaf]
            used, box_of = self._used, entry.box_of
            while leaf < len(leaves) and y < height:
                each = leaves[leaf]
                room = box_of(leaf)[1]
                if not each.is_measured(room):
                    measured = each.measure(room)
                    if measured != entry.heights[leaf]:
                        entry.heights[leaf] = measured
                        dirty = min(dirty, leaf)
                used(each)
                high = each.height
                # One whose height was overestimated may end above the view.
                if y + high > 0:
                    rows.append(Row(number, leaf, each, y, high))
                y += high
                leaf += 1
            if dirty < len(leaves):
                entry.sum_up(max(first, dirty))
                entries.changed(number)
            top += entry.height
            number += 1
        return Walk(rows, unread, top if number >= len(entries) else None)

    def above(self, number: int, offset: int, pixels: int) -> int:
        """Measure the leaves within so many pixels above a height of a message; by how much
        that made it higher."""
        entry = self._entries[number]
        leaves = entry.leaves or []
        if not leaves or offset <= 0:
            return 0
        leaf, grown, dirty = entry.leaf_at(offset - 1), 0, -1
        while leaf >= 0 and entry.tops[leaf + 1] > offset + grown - pixels:
            each, room = leaves[leaf], entry.box_of(leaf)[1]
            if not each.is_measured(room):
                change = each.measure(room) - entry.heights[leaf]
                if change:
                    entry.heights[leaf] += change
                    dirty = leaf
                    # A leaf that is partly below stays where its lower end is.
                    grown += change
                self._used(each)
            leaf -= 1
        if dirty >= 0:
            entry.sum_up(dirty)
            self._entries.changed(number)
        return grown

    def leaf(self, number: int, leaf: int) -> int:
        """The height of one leaf."""
        entry = self._entries.built(number)
        each = (entry.leaves or [])[leaf]
        height = each.measure(entry.box_of(leaf)[1])
        if height != entry.heights[leaf]:
            entry.heights[leaf] = height
            entry.sum_up(leaf)
            self._entries.changed(number)
        self._used(each)
        return height
