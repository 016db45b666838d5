"""Finding in the open conversation: the bar, the hits in the text, the marks at its side."""

from collections.abc import Callable
from itertools import accumulate

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.find.bar import FindBar
from promptrun_desktop.ui.transcript.find.finder import Finder
from promptrun_desktop.ui.transcript.find.marks import FindMarks
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.page.sight import Sight
from promptrun_desktop.ui.transcript.select.spot import Spot


class Finding(QObject):
    """`bar` is to be placed by whoever shows the conversation, `marks` stand beside the scroll
    bar; `stay` is called where the view shows a hit: what grows is not followed then."""

    def __init__(
        self,
        look: Look,
        reach: Reach,
        entries: Entries,
        sight: Sight,
        stay: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._reach = reach
        self._entries = entries
        self._sight = sight
        self._stay = stay
        self._marked: list[tuple[int, float]] = []
        # The view goes to what was typed once; what is found later does not move it.
        self._awaited = False
        self.finder = Finder(reach, self)
        self.bar = FindBar(look)
        self.marks = FindMarks(look, parent)
        self.bar.edited.connect(self._search)
        self.bar.next_wanted.connect(lambda: self._go(self.finder.next()))
        self.bar.previous_wanted.connect(lambda: self._go(self.finder.previous()))
        self.bar.closed.connect(self.finder.clear)
        self.marks.chosen.connect(self._go_to_mark)
        self.finder.changed.connect(self._show)

    def place_marks(self) -> None:
        """The page became longer or shorter: every mark is at another share of it."""
        if not self._marked:
            return
        heights = self._entries.heights.values
        tops = list(accumulate(heights, initial=self._sight.above))
        extent = max(1, self._sight.extent)
        self.marks.set_marks(
            [
                (tops[message] + share * heights[message]) / extent
                for message, share in self._marked
                # One that was removed just now is still looked for.
                if message < len(heights)
            ],
            self.finder.number - 1 if len(self._marked) == self.finder.count else -1,
        )

    def _search(self, text: str) -> None:
        self._awaited = True
        self.finder.search(text)

    def _show(self) -> None:
        self.bar.show_count(self.finder.number, self.finder.count, searching=self.finder.searching)
        self._marked = list(self.finder.marks())
        if self._marked:
            self.place_marks()
        else:
            self.marks.set_marks([])
        current = self.finder.current()
        if self._awaited and current is not None:
            self._awaited = False
            self._go(current[0], again=True)
        self._awaited = self._awaited and self.finder.searching
        self._reach.repaint()

    def _go(self, spot: Spot | None, *, again: bool = False) -> None:
        if spot is not None:
            self._stay()
            if not (again and self._is_seen(spot)):
                self._reach.reveal(spot)

    def _is_seen(self, spot: Spot) -> bool:
        return self._reach.top_of(spot.message, spot.part, spot.leaf) is not None

    def _go_to_mark(self, number: int) -> None:
        if number < len(self._marked):
            self._go(self.finder.go_to(*self._marked[number]))
