"""Which tools stand where: those of the leaves that are seen, for each frame."""

from collections.abc import Sequence

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.measuring import Row


class RowTools:
    def __init__(self, fittings: Fittings, entries: Entries) -> None:
        self._fittings = fittings
        self._entries = entries
        # What was fitted last, and where: in most frames of a growing reply nothing else changes.
        self._what: list[object] = []
        self._where: list[tuple[Leaf, int]] = []
        # Leaves whose tools show nothing, wherever they are: as below a reply that is written.
        self._empty: set[Leaf] = set()

    def fit(self, rows: Sequence[Row], left: int, *, has_moved: bool) -> None:
        """`left` is where the column begins in the viewport, in pixels; `has_moved` says that the
        widgets were moved with the pixels around them."""
        before = self._what, self._where
        self._what, self._where = self._stands(rows, left)
        if self._what != before[0]:
            self._fit_all(rows, left)
        elif has_moved or self._where != before[1]:
            for leaf, y in self._where:
                if leaf not in self._empty:
                    self._fittings.move(leaf, y)

    def restyle(self) -> None:
        """The look changed: the next frame fits everything anew."""
        self._what = []
        self._fittings.restyle()

    def _stands(
        self, rows: Sequence[Row], left: int
    ) -> tuple[list[object], list[tuple[Leaf, int]]]:
        """All that what is to be fitted depends on, and the heights."""
        entries = self._entries
        what: list[object] = [left, entries.width, len(entries)]
        where: list[tuple[Leaf, int]] = []
        last = -1
        for row in rows:
            if row.entry != last:
                last = row.entry
                entry = entries[last]
                what.append(entry.message)
                if row.number and entry.leaves and entry.leaves[0].tool == "card_actions":
                    what.append(entry.leaves[0])
                    where.append((entry.leaves[0], row.y - entry.tops[row.number]))
            leaf = row.leaf
            if leaf.tool:
                what += (leaf, leaf.tool_state)
                where.append((leaf, row.y))
        return what, where

    def _fit_all(self, rows: Sequence[Row], left: int) -> None:
        self._empty.clear()
        self._fittings.begin()
        done = -1
        for row in rows:
            if row.entry != done:
                done = row.entry
                self._fit_card(row, left)
            if row.leaf.tool:
                self._fit(row.entry, row.number, row.y, left)
        self._fittings.end()

    def _fit_card(self, row: Row, left: int) -> None:
        """What stands beside the card of a question does so for as long as that is seen."""
        entry = self._entries[row.entry]
        if row.number and entry.leaves and entry.leaves[0].tool == "card_actions":
            # It may be out of sight, and never have been measured.
            entry.leaves[0].measure(entry.width)
            self._fit(row.entry, 0, row.y - entry.tops[row.number], left)

    def _fit(self, number: int, leaf: int, y: int, left: int) -> None:
        entry = self._entries[number]
        message, leaves = entry.message, entry.leaves or []
        if isinstance(message, Message):
            x, width = entry.box_of(leaf)
            last = number == len(self._entries) - 1
            each = leaves[leaf]
            if not self._fittings.show(each, each, message, left + x, y, width, last=last):
                self._empty.add(each)
