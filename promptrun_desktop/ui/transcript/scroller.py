"""Where the view is: it follows its end or stays, and lays out what is near before what is far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.buttons import PILL, SmallButton
from promptrun_desktop.ui.transcript.column import Column
from promptrun_desktop.ui.transcript.follow import Follow
from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.transcript.sheet import Sheet

_SLICE_MS = 8
_RELEASE_MS = 400


class Scroller(QScrollArea):
    """Whoever changes the column does it inside `keeping_place`."""

    def __init__(
        self,
        sheet: Sheet,
        make_row: Callable[[Message, QWidget], MessageWidget],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.follow = Follow()
        self.column = Column(sheet, make_row, self)
        self._moving = False
        self._releasing = Throttle(self._release, _RELEASE_MS, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.column)
        self._new_text = self._make_pill()
        bar = self.verticalScrollBar()
        self._value = bar.value()
        bar.valueChanged.connect(self._on_scrolled)
        sheet.look.changed.connect(self._restyle)

    def scroll_to_end(self) -> None:
        self.follow.go_to_end()
        with self.keeping_place():
            pass
        self.column.freshen(self._value - self.height(), self._value + self.height())
        self._update_pill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.keeping_place():
            super().resizeEvent(event)
            self.set_width()
            self._freshen()
            self.column.place()
        self._place_pill()
        self.settle_soon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The viewport beside the column, where the bar may come."""
        QPainter(self.viewport()).fillRect(event.rect(), self.sheet.colour("bg"))

    def _make_pill(self) -> SmallButton:
        pill = SmallButton(
            self.sheet,
            "new_text",
            icon="arrow-down",
            text=self.tr("New text"),
            shape=PILL,
            parent=self,
        )
        pill.setToolTip(self.tr("Go to the end of the chat"))
        pill.clicked.connect(self.scroll_to_end)
        pill.hide()
        return pill

    @contextmanager
    def keeping_place(self, *, pinned: bool = False) -> Iterator[None]:
        """Whatever changes inside, the view then shows the end if it follows, else the place
        it showed before; `pinned` keeps the place even so."""
        bar = self.verticalScrollBar()
        pinned = pinned or not self.follow.following
        anchor = self.column.anchor_at(bar.value()) if pinned else None
        self._moving = True
        try:
            yield
            end = max(0, self.column.height() - self.viewport().height())
            bar.setRange(0, end)
            if not pinned:
                bar.setValue(end)
            elif anchor is not None and anchor.row in self.column.rows:
                bar.setValue(self.column.y_of(anchor))
        finally:
            self._moving = False
            self._value = bar.value()
        if pinned:
            self.follow.stay(self._value, end)
        self._update_pill()

    def set_width(self) -> None:
        # As if the bar were always there: its coming must not lay everything out again.
        bar = self.verticalScrollBar().sizeHint().width()
        self.column.set_width(self.width(), max(1, self.width() - bar))

    def _freshen(self) -> bool:
        seen = self.viewport().height()
        value = self.verticalScrollBar().value()
        return self.column.freshen(value - seen // 2, value + seen + seen // 2)

    def note_growth(self) -> None:
        self.follow.grew()
        self._update_pill()

    def settle_soon(self) -> None:
        """There is more to lay out than what is seen."""
        self._settling.start(0)

    def _settle(self) -> None:
        """Lay out what is not seen, a slice at a time, so that the window stays lively."""
        with self.keeping_place():
            self.column.settle(_SLICE_MS)
        if self.column.settled:
            self._releasing.request()
        else:
            self._settling.start(0)

    def _release(self) -> None:
        seen = self.viewport().height()
        self.column.release_beyond(self._value - 2 * seen, self._value + 3 * seen)

    def _restyle(self) -> None:
        with self.keeping_place():
            self.sheet.reset()
            self.column.restyle()
            self._freshen()
            self.column.place()
        self._place_pill()
        self._new_text.update()
        self._settling.start(0)

    def _on_scrolled(self, value: int) -> None:
        if self._moving:
            return
        self.follow.moved(self._value, value, self.verticalScrollBar().maximum())
        self._value = value
        if not self.column.settled:
            with self.keeping_place():
                if self._freshen():
                    self.column.place()
        self._update_pill()
        self._releasing.request()

    def _update_pill(self) -> None:
        if self.follow.unread != self._new_text.isVisibleTo(self):
            self._new_text.setVisible(self.follow.unread)
            self._place_pill()

    def _place_pill(self) -> None:
        size = self._new_text.sizeHint()
        x = (self.width() - size.width()) // 2
        y = self.height() - size.height() - self.sheet.px(10)
        self._new_text.setGeometry(x, y, size.width(), size.height())
        self._new_text.raise_()
