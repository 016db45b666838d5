"""A reply: header, what was thought before it, its blocks, how it ended."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript import facts
from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.code_card import CodeCard
from promptrun_desktop.ui.transcript.copy_buttons import CopyButtons
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.header import Header
from promptrun_desktop.ui.transcript.highlighter import Highlighter, Tones
from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.source import Source
from promptrun_desktop.ui.transcript.state_strip import StateStrip
from promptrun_desktop.ui.transcript.thinking import Thinking


class ReplyWidget(MessageWidget):
    """`name_of` says what to call a model id; "" leaves the last part of the id."""

    def __init__(
        self,
        sheet: Sheet,
        message: Message,
        parent: QWidget,
        highlighter: Highlighter,
        endings: Callable[[Message], Ending | None],
        name_of: Callable[[str], str],
    ) -> None:
        super().__init__(sheet, message, parent, veiled=False)
        self._highlighter = highlighter
        self._endings = endings
        self._name_of = name_of
        self._source = Source()
        self._copies = CopyButtons(sheet, self.body, self)
        self.header = Header(sheet)
        # Most replies have neither: a widget that is not there costs nothing.
        self.thinking: Thinking | None = None
        self.strip: StateStrip | None = None
        self.change(message)

    @property
    def source(self) -> str:
        return self._source.text

    @property
    def has_strip(self) -> bool:
        return self.strip is not None

    def show_message(self, message: Message) -> None:
        self._show_blocks(self._source.set(message.text, growing=self.writing))
        if message.reasoning.strip():
            self._thinking().set_text(message.reasoning)
        self._show_ending(self._endings(message))
        self.rename()

    def can_retry(self) -> bool:
        return True

    def grow(self, text: str, reasoning: str) -> None:
        if reasoning and (self.thinking is not None or reasoning.strip()):
            self._thinking().add_text(reasoning)
            self.refit()
        if text:
            self._show_blocks(self._source.grow(text))

    def rename(self) -> None:
        model = self.message.model
        slug = facts.model_slug(model)
        name = (self._name_of(model) if model else "") or slug
        self.header.name = name or self.tr("Reply")
        self.header.small = facts.small_print(self.message, named=self.header.name != slug)
        self.update()

    def restyle(self) -> None:
        super().restyle()
        if self.strip is not None:
            self.strip.restyle()

    def bodies(self) -> list[Body]:
        if self.thinking is not None and self.thinking.open:
            return [self.thinking.body, self.body]
        return [self.body]

    def tab_stops(self) -> list[QWidget]:
        stops: list[QWidget] = [self.thinking.button] if self.thinking is not None else []
        stops += self._copies.in_order()
        return [*stops, self.strip.button] if self.strip is not None else stops

    def code_at(self, point: QPointF) -> str:
        return self._copies.code_at(point)

    def fit_parts(self, left: int, width: int) -> int:
        px = self.sheet.px
        y = self.header.arrange(left, 0, width) + px(6)
        if self.thinking is not None:
            y += self.thinking.arrange(left, y, width) + px(10 if self.thinking.open else 6)
        self.body.x, self.body.y = left, y
        if self.body.lay_out(width, self.dirty):
            y += self.body.height + px(10)
        if self._copies.arrange():
            self.chain()
        if self.strip is not None:
            height = self.strip.arrange(width)
            self.strip.setGeometry(left, y, width, height)
            y += height + px(8)
        # While it is written the row keeps its place: its coming must not move the text.
        size = self.tools.arrange(width)
        self.tools.setGeometry(left, y, size.width(), size.height())
        return y + size.height() + px(20)

    def paint_parts(self, painter: QPainter, clip: QRectF) -> None:
        self.header.paint(painter)
        if self.thinking is not None:
            self.thinking.paint_text(painter, clip)
        self._ask_for_colours(clip)

    def _show_blocks(self, changed: int) -> None:
        self.regrow(self.body.show(self._source.blocks, changed))

    def _show_ending(self, ending: Ending | None) -> None:
        if ending is None and self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
        elif ending is not None:
            if self.strip is None:
                self.strip = StateStrip(self.sheet, self)
                self.strip.clicked.connect(lambda action: self.action_clicked.emit(action, self.id))
                self.strip.show()
            self.strip.show_ending(ending)

    def _thinking(self) -> Thinking:
        if self.thinking is None:
            self.thinking = Thinking(self.sheet, self)
            self.thinking.toggled.connect(lambda: self.folded.emit(self))
            self.thinking.show()
            self.chain()
        return self.thinking

    def _ask_for_colours(self, clip: QRectF) -> None:
        """Only code that is seen is worth it."""
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
