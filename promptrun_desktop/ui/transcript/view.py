"""The conversation: its messages, what grows, where the view is, what is selected."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.growth import Growth
from promptrun_desktop.ui.transcript.highlighter import Highlighter
from promptrun_desktop.ui.transcript.menu import message_menu
from promptrun_desktop.ui.transcript.message_widget import MessageWidget
from promptrun_desktop.ui.transcript.question_widget import QuestionWidget
from promptrun_desktop.ui.transcript.reply_widget import ReplyWidget
from promptrun_desktop.ui.transcript.scroller import Scroller
from promptrun_desktop.ui.transcript.sheet import Sheet

_FRAME_MS = 16


class TranscriptView(Scroller):
    """Shows messages by id; never opens, sends or deletes anything itself."""

    retry_requested = Signal(str)
    delete_requested = Signal(str)
    action_requested = Signal(str, str)
    link_activated = Signal(str)

    def __init__(
        self,
        look: Look,
        endings: Callable[[Message], Ending | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Sheet(look), self._make_row, parent)
        self._endings = endings
        self._name_of: Callable[[str], str] = lambda model: ""
        self._selected: MessageWidget | None = None
        self._highlighter = Highlighter(_highlight, self)
        self._growth = Growth()
        self._throttle = Throttle(self._show_growth, _FRAME_MS, self)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Chat"))

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Replace all; the end is shown."""
        self._growth.clear()
        self._throttle.cancel()
        self._highlighter.forget_all()
        self._selected = None
        self.follow.go_to_end()
        with self.keeping_place():
            self.set_width()
            self.column.replace(messages, 2 * self.viewport().height())
        self.settle_soon()

    def add(self, message: Message) -> None:
        """A question is shown at once, wherever the view was; its reply grows below it."""
        if message.role is Role.USER:
            self.follow.go_to_end()
        with self.keeping_place():
            self.column.add(message)
        self.note_growth()

    def change(self, message: Message) -> None:
        """Another value of a message; the view stays, but for a strip that must be seen."""
        if message.id in self._growth.ids():
            self._show_growth()
        had_strip = self._has_strip(message.id)
        self.column.update_message(message)
        strip_came = not had_strip and self._has_strip(message.id)
        with self.keeping_place(pinned=not strip_came):
            self.column.place_message(message.id)

    def remove(self, message_id: str) -> None:
        self._growth.take(message_id)
        if self._selected is not None and self._selected.id == message_id:
            self._selected = None
        with self.keeping_place(pinned=True):
            self.column.remove(message_id)

    def grow(self, message_id: str, text: str, reasoning: str) -> None:
        """Called for each delta: only collects; what came is drawn with the next frame."""
        self._growth.add(message_id, text, reasoning)
        self._throttle.request()

    def messages_shown(self) -> list[tuple[str, str]]:
        """Id and exact source text of every message, all that has arrived included."""
        self._throttle.flush()
        return self.column.messages()

    def name_models(self, name_of: Callable[[str], str]) -> None:
        """What to call a model id above its replies; "" leaves the last part of the id."""
        self._name_of = name_of
        for row in self.column.rows:
            row.rename()

    def copy_last_reply(self) -> None:
        """The Markdown source of the newest reply, to the clipboard."""
        self._throttle.flush()
        for row in reversed(self.column.rows):
            if row.message.role is Role.ASSISTANT:
                row.copy_source()
                return

    def selected_text(self) -> str:
        return self._selected.selected_text() if self._selected is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text():
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._selected is not None:
            self._selected.select_all()
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
            and self.selected_text()
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Between the messages: nothing stays selected."""
        self._select_in(None)
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """From the keyboard: for the message in which something is selected, or the last."""
        row = self._selected or (self.column.rows[-1] if self.column.rows else None)
        if row is not None and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu(row, QPoint(-1, -1), self.mapToGlobal(QPoint(24, 24)))

    def _make_row(self, message: Message, parent: QWidget) -> MessageWidget:
        row: MessageWidget
        if message.role is Role.ASSISTANT:
            row = ReplyWidget(
                self.sheet, message, parent, self._highlighter, self._endings, self._call
            )
        else:
            row = QuestionWidget(self.sheet, message, parent)
        row.retry_clicked.connect(self.retry_requested)
        row.delete_clicked.connect(self.delete_requested)
        row.action_clicked.connect(self.action_requested)
        row.link_clicked.connect(self.link_activated)
        row.pressed.connect(self._on_pressed)
        row.dragged.connect(self._on_dragged)
        row.menu_wanted.connect(self._open_menu)
        row.folded.connect(self._on_folded)
        return row

    def _call(self, model: str) -> str:
        return self._name_of(model)

    def _show_growth(self) -> None:
        with self.keeping_place():
            for message_id in self._growth.ids():
                text, reasoning = self._growth.take(message_id)
                self.column.grow(message_id, text, reasoning)
        self.note_growth()

    def _has_strip(self, message_id: str) -> bool:
        row = self.column.row(message_id)
        return row is not None and row.has_strip

    def _on_pressed(self, row: MessageWidget) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._select_in(row)

    def _select_in(self, row: MessageWidget | None) -> None:
        if self._selected is not None and self._selected is not row:
            self._selected.clear_selection()
        self._selected = row

    def _on_dragged(self, row: MessageWidget, point: QPoint) -> None:
        """A selection dragged over the edge takes the view with it."""
        y = row.mapTo(self.viewport(), point).y()
        over = min(y, 0) or max(y - self.viewport().height(), 0)
        if over:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + over)

    def _on_folded(self, row: MessageWidget) -> None:
        with self.keeping_place(pinned=True):
            self.column.place_message(row.id, changed=True)

    def _open_menu(self, row: MessageWidget, point: QPoint, where: QPoint) -> None:
        message_menu(row, QPointF(point), self).popup(where)


def _highlight(language: str, code: str) -> Iterable[tuple[int, int, Any]]:
    # Loading the languages takes long, so the worker does it, when the first code is seen.
    from promptrun_desktop.text.highlight import highlight

    return highlight(language, code)
