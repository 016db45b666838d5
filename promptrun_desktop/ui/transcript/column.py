"""The messages below each other: built and laid out from what is seen outwards."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.transcript.sheet import Sheet

WIDEST = 728
MARGIN = 24
# The last message brings most of its distance to the end itself.
_ABOVE, _BELOW = 20, 4
_JOINED = 24


class Anchor(NamedTuple):
    """A place that stays where it is: an item of a message, -1 for what is above the first, and
    how far the view's top is below the item's, in pixels."""

    row: MessageWidget
    item: int
    offset: int


class Column(QWidget):
    """`make` builds the widget of a message; who calls `place` keeps the view where it was."""

    def __init__(
        self, sheet: Sheet, make: Callable[[Message, QWidget], MessageWidget], view: QWidget
    ) -> None:
        super().__init__()
        self._sheet = sheet
        self._make = make
        self._view = view
        self._older: list[Message] = []
        self._stale: list[MessageWidget] = []
        self._ready: list[MessageWidget] = []
        self.rows: list[MessageWidget] = []
        self._span = (0, 1, 1)
        self.setObjectName("transcript_column")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def settled(self) -> bool:
        """Whether every message has its widget, laid out for the width of now."""
        return not (self._older or self._ready or self._stale)

    def messages(self) -> list[tuple[str, str]]:
        older = [(message.id, message.text) for message in self._older]
        return older + [(row.id, row.source) for row in self._all_rows()]

    def _all_rows(self) -> list[MessageWidget]:
        return [*reversed(self._ready), *self.rows]

    def row(self, message_id: str) -> MessageWidget | None:
        # The one that grows is the last, or near it.
        rows = reversed(self._all_rows())
        return next((row for row in rows if row.id == message_id), None)

    def set_width(self, whole: int, viewport: int) -> bool:
        """`whole` is the view with its scroll bar: the column keeps its place without one."""
        width = max(1, min(WIDEST, whole - 2 * MARGIN))
        span = ((whole - width) // 2, width, viewport)
        changed = span != self._span
        self._span = span
        if changed:
            self._stale = self._all_rows()
        return changed

    def replace(self, messages: Sequence[Message], seen: int) -> None:
        """Show these; only as many as fill `seen` pixels, from the end, are built at once."""
        for row in self.rows + self._ready:
            row.hide()
            row.deleteLater()
        self.rows, self._ready, self._stale = [], [], []
        self._older = list(messages)
        height = 0
        while self._older and height < seen:
            self._ready.append(self._build_older())
            height += self._ready[-1].height()
        self._join_ready()
        self._mark_last()
        self.place()

    def add(self, message: Message) -> MessageWidget:
        row = self._make(message, self)
        before = self.rows[-1].last_button() if self.rows else self._view
        self.rows.append(row)
        row.chain(before)
        self._mark_last()
        self.place(len(self.rows) - 2)
        row.show()
        return row

    def remove(self, message_id: str) -> None:
        self._older = [message for message in self._older if message.id != message_id]
        row = self.row(message_id)
        if row is not None:
            self.rows = [each for each in self.rows if each is not row]
            self._ready = [each for each in self._ready if each is not row]
            self._stale = [each for each in self._stale if each is not row]
            row.hide()
            row.deleteLater()
            self._mark_last()
            self.place()

    def update_message(self, message: Message) -> None:
        """Take the new value; `place_message` then makes room for it."""
        row = self.row(message.id)
        if row is not None:
            row.change(message)
        else:
            self._older = [message if old.id == message.id else old for old in self._older]

    def place_message(self, message_id: str, *, changed: bool = False) -> None:
        row = self.row(message_id)
        if row is not None:
            if changed:
                row.refit()
            self.place(self._index(row))

    def grow(self, message_id: str, text: str, reasoning: str) -> None:
        row = self.row(message_id)
        if row is not None:
            row.grow(text, reasoning)
            self.place(self._index(row))

    def place(self, first: int = 0) -> None:
        """Lay out what changed and put the rows from `first` on in their places."""
        first = max(0, first)
        above = self.rows[first - 1] if first else None
        top = above.y() + above.height() if above else self._sheet.px(_ABOVE)
        stale = set(self._stale)
        for row in self.rows[first:]:
            height = row.height() if row in stale else row.fit(self._span)
            if row.pos().y() != top or row.pos().x():
                row.move(0, top)
            top += height
        self.resize(self._span[2], top + self._sheet.px(_BELOW))

    def freshen(self, top: int, bottom: int) -> bool:
        """Lay out what is stale between two heights; whether there was anything."""
        near = [row for row in self._stale if row.y() < bottom and row.y() + row.height() > top]
        self._fit(near)
        joined = top < 0 and self._join_ready()
        return bool(near) or joined

    def settle(self, budget: float) -> None:
        """Go on with what is not seen, for so many ms: rows of an old width, then older ones.

        Moving all rows for each new one would be quadratic: they are joined some at a time.
        """
        clock = QElapsedTimer()
        clock.start()
        while self._stale and clock.elapsed() < budget:
            some = self._stale[-4:]
            self._fit(some)
            for row in some:
                row.release()
            if not self._stale:
                self.place()
        while self._older and not self._stale and clock.elapsed() < budget:
            self._ready.append(self._build_older())
            self._ready[-1].release()
        if not self._older or len(self._ready) >= _JOINED:
            self._join_ready()

    def restyle(self) -> None:
        self._stale = self._all_rows()
        for row in self._stale:
            row.restyle()
        self.update()

    def release_beyond(self, top: int, bottom: int) -> None:
        """Rows outside these heights give their layouts back."""
        for row in self.rows:
            if row.holds_layouts and (row.y() > bottom or row.y() + row.height() < top):
                row.release()

    def anchor_at(self, y: int) -> Anchor | None:
        for row in self.rows:
            if row.y() + row.height() > y:
                above = not row.body.items or y - row.y() < row.body.y
                item = -1 if above else row.body.index_at(y - row.y())
                return Anchor(row, item, y - row.y() - _item_top(row, item))
        return None

    def y_of(self, anchor: Anchor) -> int:
        return anchor.row.y() + _item_top(anchor.row, anchor.item) + anchor.offset

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._sheet.colour("bg"))

    def _build_older(self) -> MessageWidget:
        row = self._make(self._older.pop(), self)
        row.fit(self._span)
        return row

    def _join_ready(self) -> bool:
        """Put the rows that were built out of sight above the others."""
        ready, self._ready = self._ready, []
        for row in ready:
            self.rows.insert(0, row)
            row.chain(self._view)
            row.show()
        self.place()
        return bool(ready)

    def _index(self, row: MessageWidget) -> int:
        return self.rows.index(row) if row in self.rows else len(self.rows)

    def _fit(self, rows: list[MessageWidget]) -> None:
        for row in rows:
            row.fit(self._span)
        done = set(rows)
        self._stale = [row for row in self._stale if row not in done]

    def _mark_last(self) -> None:
        for row in self.rows[-2:]:
            row.set_last(row is self.rows[-1])


def _item_top(row: MessageWidget, item: int) -> int:
    items = row.body.items
    if item < 0 or not items:
        return 0
    return row.body.y + items[min(item, len(items) - 1)].top
