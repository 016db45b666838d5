"""Selecting by keyboard: what the keys of a text do, from the last caret on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from promptrun_desktop.ui.transcript.select.caret import Caret
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.selecting import Selecting
from promptrun_desktop.ui.transcript.select.spot import Selection, Spot
from promptrun_desktop.ui.transcript.select.walk import box_of, first_spot, last_spot

_Key = QKeySequence.StandardKey
_STEPS: dict[QKeySequence.StandardKey, tuple[str, int]] = {
    _Key.SelectNextChar: ("letter", 1),
    _Key.SelectPreviousChar: ("letter", -1),
    _Key.SelectNextWord: ("word", 1),
    _Key.SelectPreviousWord: ("word", -1),
    _Key.SelectNextLine: ("vertical", 1),
    _Key.SelectPreviousLine: ("vertical", -1),
    _Key.SelectStartOfLine: ("line_end", -1),
    _Key.SelectEndOfLine: ("line_end", 1),
    _Key.SelectStartOfBlock: ("paragraph", -1),
    _Key.SelectEndOfBlock: ("paragraph", 1),
}
_SIDEWAYS = ("letter", "word")
_SEEN = ("vertical", "line_end")


class Keys:
    """`copy` puts the selection on the clipboard; `height` is that of the viewport in pixels."""

    def __init__(
        self,
        page: Page,
        selecting: Selecting,
        copy: Callable[[], object],
        height: Callable[[], int],
    ) -> None:
        self._page, self._selecting = page, selecting
        self._copy, self._height = copy, height
        self._caret = Caret(page)

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was one for selecting."""
        if event.matches(_Key.Copy):
            if self._selecting.empty:
                return False
            self._copy()
        elif event.matches(_Key.SelectAll):
            self._selecting.select_all()
        elif event.key() == Qt.Key.Key_Escape:
            if self._selecting.empty:
                return False
            self._selecting.clear()
        else:
            return self._extend(event)
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """For ShortcutOverride: before a shortcut of the window takes the key."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        if event.matches(_Key.SelectAll):
            return True
        copies = event.matches(_Key.Copy) or event.key() == Qt.Key.Key_Escape
        return (copies and not self._selecting.empty) or self._move_of(event) is not None

    def _extend(self, event: QKeyEvent) -> bool:
        move = self._move_of(event)
        if move is None:
            return False
        head = self._head()
        if head is None:
            return True
        if move[0] != "vertical":
            self._caret.x = None
        anchor = head if self._selecting.selection is None else self._selecting.selection.anchor
        moved = self._moved(head, *move)
        self._selecting.select(anchor, moved)
        self._page.reveal(moved)
        return True

    def _move_of(self, event: QKeyEvent) -> tuple[str, int] | None:
        if event.matches(_Key.SelectNextPage) or event.matches(_Key.SelectPreviousPage):
            return "page", 1 if event.matches(_Key.SelectNextPage) else -1
        if event.matches(_Key.SelectStartOfDocument):
            return "end", -1
        if event.matches(_Key.SelectEndOfDocument):
            return "end", 1
        held = Qt.KeyboardModifier
        if event.modifiers() & ~held.KeypadModifier == held.ControlModifier | held.ShiftModifier:
            arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.key() in arrows:
                return "paragraph", arrows[Qt.Key(event.key())]
        return next((move for key, move in _STEPS.items() if event.matches(key)), None)

    def _moved(self, head: Spot, name: str, step: int) -> Spot:
        if name == "page":
            return self._by_page(head, step)
        if name == "end":
            end = first_spot(self._page) if step < 0 else last_spot(self._page)
            return end or head
        if name in _SIDEWAYS and self._caret.is_rtl(head):
            step = -step  # the arrow says a side, not a way through the text
        if name in _SEEN:
            self._page.reveal(head)
        moved: Spot = getattr(self._caret, name)(head, step)
        return moved

    def _by_page(self, head: Spot, step: int) -> Spot:
        """The place that comes to stand where the caret was."""
        self._page.reveal(head)
        top = self._page.top_of(head.message, head.part, head.leaf)
        box = box_of(self._page, head)
        if top is None or box is None:
            return head
        rects = box.rects(max(0, head.offset - 1), head.offset + 1)
        where = rects[-1].center() if rects else QPointF(box.x, box.y)
        self._page.scroll_by(step * max(40, self._height() - 60))
        found = self._page.spot_at(QPointF(where.x(), min(max(0, top + where.y()), self._height())))
        if found is None or (found <= head if step > 0 else found >= head):
            end = last_spot(self._page) if step > 0 else first_spot(self._page)
            return end or head
        return found

    def _head(self) -> Spot | None:
        """The caret, or the first place that is seen."""
        selection: Selection | None = self._selecting.selection
        if selection is not None and box_of(self._page, selection.head) is not None:
            return selection.head
        return self._page.spot_at(QPointF(0, 0))
