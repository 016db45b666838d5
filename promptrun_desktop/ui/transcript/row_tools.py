"""Which tools stand where: those of the leaves that are seen, for each frame."""

from collections.abc import Sequence

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.sight import Row


class RowTools:
    def __init__(self, fittings: Fittings, entries: Entries) -> None:
        self._fittings = fittings
        self._entries = entries

    def fit(self, rows: Sequence[Row], left: int) -> None:
        """`left` is where the column begins in the viewport, in pixels."""
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
            self._fit(row.entry, 0, row.y - entry.tops[row.number], left)

    def _fit(self, number: int, leaf: int, y: int, left: int) -> None:
        entry = self._entries[number]
        message, leaves = entry.message, entry.leaves or []
        if isinstance(message, Message):
            x, width = entry.box_of(leaf)
            last = number == len(self._entries) - 1
            each = leaves[leaf]
            self._fittings.show(each, each, message, left + x, y, width, last=last)
