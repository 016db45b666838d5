"""One message: header, thinking, text, how it ended, what can be done with it."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.transcript import facts
from promptrun_desktop.ui.transcript.actions_row import ActionsRow
from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.copy_buttons import COPIED_MS, CopyButtons
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.header import Header
from promptrun_desktop.ui.transcript.highlighter import Highlighter, Tones
from promptrun_desktop.ui.transcript.mouse_area import MouseArea
from promptrun_desktop.ui.transcript.sheet import BODY, Sheet
from promptrun_desktop.ui.transcript.source import Source
from promptrun_desktop.ui.transcript.state_strip import StateStrip
from promptrun_desktop.ui.transcript.thinking import Thinking

_DESCRIBED = 2000
_CARD_RADIUS = 12
# Places of the column: its left edge and width, and the width of the whole view, in pixels.
Span = tuple[int, int, int]


class MessageWidget(MouseArea):
    """`fit` lays out and sets the size; whoever holds the column then places it."""

    retry_clicked = Signal(str)
    delete_clicked = Signal(str)
    action_clicked = Signal(str, str)
    folded = Signal(object)

    def __init__(
        self,
        sheet: Sheet,
        highlighter: Highlighter,
        message: Message,
        endings: Callable[[Message], Ending | None],
        name_of: Callable[[str], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._highlighter = highlighter
        self._endings = endings
        self._name_of = name_of
        self.message = message
        self._is_card = message.role is Role.USER
        self._is_last = False
        self._source = Source()
        self._span: Span | None = None
        self._dirty = 0
        self._card = QRectF()
        self.header = Header(sheet)
        self.body = Body(sheet)
        self.thinking = Thinking(sheet, self)
        self.strip = StateStrip(sheet, self)
        self.tools = ActionsRow(sheet, veiled=self._is_card, parent=self)
        self._copies = CopyButtons(sheet, self.body, self)
        self.setObjectName("message")
        self.thinking.toggled.connect(lambda: self.folded.emit(self))
        self.strip.clicked.connect(lambda action: self.action_clicked.emit(action, self.id))
        self.tools.copy_clicked.connect(self.copy_source)
        self.tools.retry_clicked.connect(lambda: self.retry_clicked.emit(self.id))
        self.tools.delete_clicked.connect(lambda: self.delete_clicked.emit(self.id))
        self.change(message)

    @property
    def id(self) -> str:
        return self.message.id

    @property
    def source(self) -> str:
        """The exact text that is shown, of a growing reply as far as it is drawn."""
        return self._source.text

    @property
    def writing(self) -> bool:
        return self.message.state is State.WRITING

    def change(self, message: Message) -> None:
        """Another value of the same message; what stayed equal keeps its layout."""
        self.message = message
        if self._is_plain():
            if message.text != self.source or not self.body.items:
                self._source.set_plain(message.text)
                self._dirty = self.body.show_plain(message.text, BODY)
        else:
            changed = self._source.set(message.text, growing=self.writing)
            self._show_from(changed)
        self.thinking.set_text(message.reasoning)
        self._show_around()
        self._span = None

    def grow(self, text: str, reasoning: str) -> None:
        if reasoning:
            self.thinking.add_text(reasoning)
            self.thinking.setVisible(True)
        if text:
            self._show_from(self._source.grow(text))
        self._span = None

    def set_last(self, last: bool) -> None:
        """Only the last question is asked again by itself; others have a reply to retry."""
        if last != self._is_last:
            self._is_last = last
            self._show_around()
            self._span = None

    def rename(self) -> None:
        self._show_header()
        self.update()

    def restyle(self) -> None:
        for body in (self.body, self.thinking.body):
            body.restyle()
            body.width = 0
        self.strip.restyle()
        self._span = None
        self._dirty = 0

    def release(self) -> None:
        """Far out of sight: forget layouts, not heights."""
        for body in self.bodies():
            body.release()
        self.holds_layouts = False

    def refit(self) -> None:
        """Something around the text changed its height."""
        self._span = None

    def is_fit(self, span: Span) -> bool:
        return span == self._span

    def fit(self, span: Span) -> int:
        """Lay out what changed; the height, which the widget then has."""
        if not self.is_fit(span):
            self._span = span
            left, width, whole = span
            height = self._fit_card(left, width) if self._is_card else self._fit_reply(left, width)
            self._dirty = len(self.body.items)
            self.holds_layouts = True
            if self._copies.arrange():
                self.chain()
            self.resize(whole, height)
            self.update()
        return self.height()

    def chain(self, before: QWidget | None = None) -> None:
        """Bring the tab order into the order of the eye, after `before`."""
        order: list[QWidget] = [before] if before is not None else []
        order += [self.thinking.button, *self._copies.in_order(), self.strip.button]
        order += self.tools.buttons()
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def last_button(self) -> QWidget:
        return self.tools.delete

    def bodies(self) -> list[Body]:
        return [self.thinking.body, self.body] if self.thinking.open else [self.body]

    def code_at(self, point: QPointF) -> str:
        return self._copies.code_at(point)

    def copy_source(self) -> None:
        """The message as it was written, with its Markdown."""
        QGuiApplication.clipboard().setText(self.message.text or self.source)
        self.tools.show_copied(True)
        QTimer.singleShot(COPIED_MS, self, lambda: self.tools.show_copied(False))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.holds_layouts = True
        clip = QRectF(event.rect())
        if self._is_card:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._sheet.colour("user"))
            painter.drawRoundedRect(self._card, _CARD_RADIUS, _CARD_RADIUS)
        else:
            self.header.paint(painter)
            self.thinking.paint_text(painter, clip)
        self._ask_for_colours(clip)
        self.body.paint(painter, clip, self.pointer.href)

    def set_hovered(self, hovered: bool) -> None:
        self.tools.set_hovered(hovered)

    def _fit_card(self, left: int, width: int) -> int:
        px = self._sheet.px
        inset = min(px(72), width // 4)
        pad, rise = px(14), px(10)
        self.body.x, self.body.y = left + inset + pad, rise
        height = self.body.lay_out(width - inset - 2 * pad, self._dirty) + 2 * rise
        self._card = QRectF(left + inset, 0, width - inset, height)
        size = self.tools.arrange(left + inset)
        x = left + inset - px(6) - size.width()
        self.tools.setGeometry(max(0, x), px(7), size.width(), size.height())
        return height + px(22)

    def _fit_reply(self, left: int, width: int) -> int:
        px = self._sheet.px
        y = self.header.arrange(left, 0, width) + px(6)
        if self.thinking.text.strip():
            y += self.thinking.arrange(left, y, width) + px(10 if self.thinking.open else 6)
        self.body.x, self.body.y = left, y
        if self.body.lay_out(width, self._dirty):
            y += self.body.height + px(10)
        if self.strip.isVisibleTo(self):
            height = self.strip.arrange(width)
            self.strip.setGeometry(left, y, width, height)
            y += height + px(8)
        # While it is written the row keeps its place: its coming must not move the text.
        size = self.tools.arrange(width)
        self.tools.setGeometry(left, y, size.width(), size.height())
        return y + size.height() + px(20)

    def _show_from(self, changed: int) -> None:
        first = self.body.show(self._source.blocks, changed)
        self._dirty = min(self._dirty, first)

    def _show_around(self) -> None:
        message = self.message
        self._show_header()
        self.thinking.setVisible(bool(self.thinking.text.strip()))
        ending = self._endings(message)
        self.strip.setVisible(ending is not None)
        if ending is not None:
            self.strip.show_ending(ending)
        self.tools.setVisible(not self.writing)
        self.tools.retry.setVisible(
            message.role is Role.ASSISTANT or (self._is_card and self._is_last)
        )
        self.tools.set_facts(facts.costs(message))
        self.setAccessibleName(facts.spoken_name(message))
        self.setAccessibleDescription(self.body.plain_text(_DESCRIBED))

    def _show_header(self) -> None:
        model = self.message.model
        slug = facts.model_slug(model)
        name = (self._name_of(model) if model else "") or slug
        if self.message.role is Role.SYSTEM:
            name = self.tr("Instructions")
        self.header.name = name or self.tr("Reply")
        self.header.small = facts.small_print(self.message, named=self.header.name != slug)

    def _is_plain(self) -> bool:
        """People write no Markdown: what they typed is shown as they typed it."""
        return self.message.role is not Role.ASSISTANT

    def _ask_for_colours(self, clip: QRectF) -> None:
        for number in range(self.body.index_at(clip.top()), len(self.body.items)):
            item = self.body.items[number]
            if self.body.y + item.top > clip.bottom():
                break
            if isinstance(item, CodeCard) and item.wants_colours():
                item.asked_for_colours()
                self._ask(item)

    def _ask(self, card: CodeCard) -> None:
        code = card.code.code

        def answer(tones: Tones) -> None:
            if Shiboken.isValid(self) and card.code.code.startswith(code):
                card.colour(tones)
                self.update()

        self._highlighter.ask(card.code.language, code, answer)
