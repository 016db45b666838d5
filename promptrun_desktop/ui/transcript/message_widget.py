"""What every message has: a text, actions, a size for a width, a place in the tab order."""

from itertools import pairwise

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.ui.transcript import facts
from promptrun_desktop.ui.transcript.actions_row import ActionsRow
from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.copy_buttons import COPIED_MS
from promptrun_desktop.ui.transcript.mouse_area import MouseArea
from promptrun_desktop.ui.transcript.sheet import Sheet

_DESCRIBED = 2000
# Places of the column: its left edge and width, and the width of the whole view, in pixels.
Span = tuple[int, int, int]


class MessageWidget(MouseArea):
    """`fit` lays out and sets the size; whoever holds the column then places it.

    `source` is the exact text that is shown, of a growing reply as far as it is drawn.
    """

    retry_clicked = Signal(str)
    delete_clicked = Signal(str)
    action_clicked = Signal(str, str)
    folded = Signal(object)

    def __init__(self, sheet: Sheet, message: Message, parent: QWidget, *, veiled: bool) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.message = message
        self.is_last = False
        self.body = Body(sheet)
        self.tools = ActionsRow(sheet, veiled=veiled, parent=self)
        # The first item that is to be laid out again, and whether anything else changed too.
        self.dirty = 0
        self._only_grown = False
        self._span: Span | None = None
        self._last_span: Span | None = None
        self.setObjectName("message")
        self.tools.copy_clicked.connect(self.copy_source)
        self.tools.retry_clicked.connect(lambda: self.retry_clicked.emit(self.id))
        self.tools.delete_clicked.connect(lambda: self.delete_clicked.emit(self.id))

    @property
    def id(self) -> str:
        return self.message.id

    @property
    def source(self) -> str:
        return self.message.text

    @property
    def writing(self) -> bool:
        return self.message.state is State.WRITING

    @property
    def has_strip(self) -> bool:
        """Whether it says how the reply ended."""
        return False

    def change(self, message: Message) -> None:
        """Another value of the same message; what stayed equal keeps its layout."""
        self.message = message
        self.show_message(message)
        self.tools.setVisible(not self.writing)
        self.tools.retry.setVisible(self.can_retry())
        self.tools.set_facts(facts.costs(message))
        self.setAccessibleName(facts.spoken_name(message))
        self.setAccessibleDescription(self.body.plain_text(_DESCRIBED))
        self.refit()

    def show_message(self, message: Message) -> None:
        raise NotImplementedError

    def can_retry(self) -> bool:
        raise NotImplementedError

    def fit_parts(self, left: int, width: int) -> int:
        """Lay out and place what is inside; the height in pixels."""
        raise NotImplementedError

    def paint_parts(self, painter: QPainter, clip: QRectF) -> None:
        """Whatever is not the body."""
        raise NotImplementedError

    def tab_stops(self) -> list[QWidget]:
        """Buttons before the actions, in the order of the eye."""
        return []

    def grow(self, text: str, reasoning: str) -> None:
        """Only replies do."""

    def rename(self) -> None:
        """The names of models changed."""

    def set_last(self, last: bool) -> None:
        if last != self.is_last:
            self.is_last = last
            self.tools.retry.setVisible(self.can_retry())
            self.refit()

    def restyle(self) -> None:
        for body in self.bodies():
            body.restyle()
            body.width = 0
        self.dirty = 0
        self.refit()

    def release(self) -> None:
        """Far out of sight: forget layouts, not heights."""
        for body in self.bodies():
            body.release()
        self.holds_layouts = False

    def refit(self) -> None:
        """Something around the text changed."""
        self._span = None
        self._only_grown = False

    def regrow(self, first: int) -> None:
        """The text changed from that item on."""
        self.dirty = min(self.dirty, first)
        self._span = None

    def fit(self, span: Span) -> int:
        """Lay out what changed; the height, which the widget then has."""
        if span != self._span:
            self._only_grown = self._only_grown and span == self._last_span
            self._span = self._last_span = span
            left, width, whole = span
            self.resize(whole, self.fit_parts(left, width))
            self._update_from(self.dirty if self._only_grown else 0)
            self._only_grown = True
            self.dirty = len(self.body.items)
            self.holds_layouts = True
        return self.height()

    def chain(self, before: QWidget | None = None) -> None:
        """Bring the tab order into the order of the eye, after `before`."""
        order = [before] if before is not None else []
        order += [*self.tab_stops(), *self.tools.buttons()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def last_button(self) -> QWidget:
        return self.tools.delete

    def bodies(self) -> list[Body]:
        return [self.body]

    def copy_source(self) -> None:
        """The message as it was written, with its Markdown."""
        QGuiApplication.clipboard().setText(self.source)
        self.tools.show_copied(True)
        QTimer.singleShot(COPIED_MS, self, lambda: self.tools.show_copied(False))

    def set_hovered(self, hovered: bool) -> None:
        self.tools.set_hovered(hovered)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.holds_layouts = True
        clip = QRectF(event.rect())
        self.paint_parts(painter, clip)
        self.body.paint(painter, clip, self.pointer.href)

    def _update_from(self, item: int) -> None:
        """What is above the first changed item stays on the screen as it is."""
        items = self.body.items
        top = self.body.y + items[item].top if 0 < item < len(items) else 0
        self.update(0, top, self.width(), self.height() - top)
