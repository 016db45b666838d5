"""The scrolling surface: lays out what is seen, moves pixels, paints what changed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS, Leaf, Marks
from promptrun_desktop.ui.transcript.page.damage import NOTHING, damage, remember
from promptrun_desktop.ui.transcript.page.drawing import Drawing
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.follow import Follow
from promptrun_desktop.ui.transcript.page.kept import Kept
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.page.scroll_bar import BarSync
from promptrun_desktop.ui.transcript.page.sight import Sight
from promptrun_desktop.ui.transcript.row_tools import RowTools
from promptrun_desktop.ui.transcript.sheet import Sheet

WIDEST = 728
MARGIN = 24
# The last message brings most of its distance to the end itself.
_ABOVE, _BELOW = 20, 4
# Beyond so many views a move is a jump: what lies between is not measured.
_FAR = 4
_SETTLE_MS = 150
_ALL = (0, 0)
_NONE = (1 << 30, 0)


class Canvas(QAbstractScrollArea):
    """Whoever changes the entries does it inside `rearrange`, which keeps the view where it
    belongs: at the end if it follows, else at the leaf that was at the top.

    `moved` fires when another place of the page is seen; `zoomed` with the steps of a wheel.
    """

    moved = Signal()
    zoomed = Signal(int)

    def __init__(self, sheet: Sheet, entries: Entries, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.entries = entries
        self.follow = Follow()
        self.kept = Kept()
        self.sight = Sight(entries, self.kept.use)
        self.fittings = Fittings(sheet, self.viewport(), self)
        self._tools = RowTools(self.fittings, entries)
        self.drawing = Drawing(sheet, entries, self.sight, self.marks_of)
        self.left = 0
        self._painted = NOTHING
        self._bar = BarSync(self.verticalScrollBar(), self.sight, self._on_bar, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._working = QTimer(self, singleShot=True, interval=0)
        self._working.timeout.connect(self._go_on)
        self._tidy = Throttle(self._forget_far, 400, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        sheet.look.changed.connect(self._restyle)

    def marks_of(self, row: Row) -> Marks:
        return NO_MARKS

    def rearrange(
        self, work: Callable[[], object], *, pinned: bool = False, fresh: tuple[int, int] = _ALL
    ) -> None:
        """Do it; then the end is shown if the view follows and is not `pinned`, else what was at
        the top stays there. `fresh` names a message by number, and the first of its leaves that
        is another now; before it everything is as it was."""
        if self.follow.following and not pinned:
            work()
            self.sight.go_to_end()
        else:
            with self.sight.holding():
                work()
        self._show(fresh)

    def grown(self, number: int, work: Callable[[], int]) -> None:
        """Text came to a message; `work` returns the first of its leaves that changed."""
        follows = self.follow.following
        held = None if follows else self.sight.hold()
        first = work()
        entry = self.entries[number]
        if entry.leaves is None:
            return
        self.entries.changed(number)
        if follows:
            self.sight.go_to_end()
        elif held is not None and held.message == entry.id and first <= entry.number_of(*held[1:3]):
            self.sight.put_back(held)
        else:
            self.sight.lay_out()
        self.follow.grew(hidden=not self.sight.at_end)
        self._show((number, first), lazily=True)

    def move_by(self, pixels: int) -> None:
        """A person moves the view by that; positive is down."""
        if pixels:
            self.sight.scroll_by(pixels)
            self._scrolled(down=pixels > 0)

    def move_to(self, value: int) -> None:
        """A person wants a height of the page. Its ends are its ends, also where what lies
        between is as high as nobody guessed."""
        pixels = value - self.sight.value
        if pixels and value >= self.sight.end:
            self.sight.go_to_end()
            self._scrolled(down=True)
        elif value <= 0 or abs(pixels) > _FAR * self.sight.height:
            self.sight.go_to(value)
            self._scrolled(down=pixels > 0)
        else:
            self.move_by(pixels)

    def scroll_to_end(self) -> None:
        self.follow.go_to_end()
        self.sight.go_to_end()
        self._show(_NONE)
        self.moved.emit()

    def scroll_to_start(self) -> None:
        self.move_to(0)

    def show_leaf(self, entry: int, leaf: int, y: int) -> None:
        """Bring a leaf to a height of the view; what grows is not followed then."""
        self.sight.show(entry, leaf, y)
        self._scrolled(down=False)

    def repaint_all(self) -> None:
        self.viewport().update()

    def repaint_leaf(self, leaf: Leaf, top: int, bottom: int) -> None:
        """It looks different now between two heights, in the room it has."""
        for row in self.sight.rows:
            if row.leaf is leaf:
                self.viewport().update(0, row.y + top, self.viewport().width(), bottom - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_size()
        self.after_resize()

    def after_resize(self) -> None:
        """Place what stands over the view."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.drawing.paint(painter, event.rect(), self.left)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moving pixels is done where it is known what moved."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        notches = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if notches:
                self.zoomed.emit(1 if notches > 0 else -1)
            return
        pixels = event.pixelDelta().y() or notches * 3 * self.sheet.line // 120
        self.move_by(-pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(40, self.sight.height - 2 * self.sheet.line)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.scroll_to_start()
        elif key == Qt.Key.Key_End:
            self.scroll_to_end()
        elif key == Qt.Key.Key_Space:
            self.move_by(-page if shift else page)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_by(page if key == Qt.Key.Key_PageDown else -page)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_by(40 if key == Qt.Key.Key_Down else -40)
        else:
            event.ignore()

    def changed_page(self) -> None:
        """Everything is another: nothing of what was seen can be used."""
        self._painted = NOTHING
        self._show(_ALL)

    def _scrolled(self, *, down: bool) -> None:
        self.follow.moved(down, self.sight.value, self.sight.end)
        self._show(_NONE)
        self.moved.emit()

    def _show(self, fresh: tuple[int, int], *, lazily: bool = False) -> None:
        """Bring what is laid out to the screen."""
        rows = self.sight.rows
        seen = {row.leaf for row in rows}
        self.kept.trim(seen)
        has_moved = self._paint_damage(fresh)
        self._painted = remember(rows)
        self._tools.fit(rows, self.left, has_moved=has_moved)
        if lazily:
            self._bar.sync_soon()
        else:
            self._bar.sync()
        if self._entry_waits():
            self._working.start()
        self._tidy.request()
        self.after_move()

    def after_move(self) -> None:
        """Another part of the page is seen, or its length is another."""

    def _paint_damage(self, fresh: tuple[int, int]) -> bool:
        """Whether pixels were moved, and the widgets among them."""
        viewport, rows = self.viewport(), self.sight.rows
        if not self._painted.rows or not rows or fresh == _ALL:
            viewport.update()
            return False
        found = damage(self._painted, rows, self.sight.height, fresh)
        if found.shift is None:
            viewport.update()
            return False
        if found.shift:
            viewport.scroll(0, found.shift)
        for top, bottom in found.stretches:
            viewport.update(0, top, viewport.width(), bottom - top)
        return bool(found.shift)

    def _take_size(self) -> None:
        size = self.viewport().size()
        # As if the bar were part of it: the column stands in the middle of the pane.
        whole = self.width()
        width = max(1, min(WIDEST, whole - 2 * MARGIN))
        self.left = (whole - width) // 2
        sight = self.sight
        held = sight.hold()
        sight.above, sight.below = self.sheet.px(_ABOVE), self.sheet.px(_BELOW)
        sight.height = max(1, size.height())
        if width != self.entries.width:
            self.entries.width = width
            self._settling.start()
        if self.follow.following:
            sight.go_to_end()
        else:
            sight.put_back(held)
        self._show(_ALL)

    def _settle(self) -> None:
        """The width stays: what is not seen gets estimates for it, and the bar is right again."""
        first, last = self._span()
        self.entries.forget(first, last)
        self.rearrange(self.entries.estimate_all, fresh=_NONE)

    def _restyle(self) -> None:
        def restyle() -> None:
            first, last = self._span()
            self.sheet.reset()
            self.kept.clear()
            self.entries.forget(first, last)
            # What is being written keeps its leaves, wherever it is.
            for entry in self.entries.made():
                entry.restyle()
            self.entries.estimate_all()
            self._tools.restyle()

        self.rearrange(restyle)
        self._take_size()
        self.after_resize()

    def _span(self) -> tuple[int, int]:
        """The first and the last message that are seen."""
        return self.sight.span

    def _entry_waits(self) -> bool:
        first, last = self._span()
        return any(self.entries[number].is_waiting for number in range(first, last + 1))

    def _go_on(self) -> None:
        """A slice of a long text that is not parsed to its end."""
        first, last = self._span()
        for number in range(first, last + 1):
            entry = self.entries[number]
            if entry.is_waiting:
                self.rearrange(partial(self._work_on, number))
                return

    def _work_on(self, number: int) -> None:
        self.entries[number].go_on()
        self.entries.changed(number)

    def _forget_far(self) -> None:
        self.entries.forget_far(*self._span())

    def _on_bar(self, value: int) -> None:
        self.move_to(value)
