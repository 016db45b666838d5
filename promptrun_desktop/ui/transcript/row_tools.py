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
        self._done: list[object] = []
        # Leaves whose tools show nothing, wherever they are: as below a reply that is written.
        self._empty: set[Leaf] = set()

    def fit(self, rows: Sequence[Row], left: int) -> None:
        """`left` is where the column begins in the viewport, in pixels."""
        stands = self._stands(rows, left)
        if stands == self._done:
            return
        self._done = stands
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

    def restyle(self) -> None:
        """The look changed: the next frame fits everything anew."""
        self._done = []
        self._fittings.restyle()

    def _stands(self, rows: Sequence[Row], left: int) -> list[object]:
        """All that what is to be fitted depends on: in most frames of a growing reply nothing of
        it changes."""
        entries = self._entries
        stands: list[object] = [left, entries.width, len(entries)]
        last = -1
        for row in rows:
            if row.entry != last:
                last = row.entry
                entry = entries[last]
                stands.append(entry.message)
                if entry.leaves and entry.leaves[0].tool == "card_actions":
                    stands.append(row.y - entry.tops[row.number])
            leaf = row.leaf
            if leaf.tool:
                stands += (leaf, 0 if leaf in self._empty else row.y, leaf.tool_state)
        return stands

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
