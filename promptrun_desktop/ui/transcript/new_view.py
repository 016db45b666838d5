"""The conversation: its messages, what grows, where the view is."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.buttons import PILL, SmallButton
from promptrun_desktop.ui.transcript.canvas import Canvas
from promptrun_desktop.ui.transcript.colouring import Highlighter
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.growth import Growth
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.kit import Kit
from promptrun_desktop.ui.transcript.page.question import Question
from promptrun_desktop.ui.transcript.page.reply import Reply
from promptrun_desktop.ui.transcript.select.spot import BODY
from promptrun_desktop.ui.transcript.sheet import Sheet

_FRAME_MS = 16


class TranscriptView(Canvas):
    """Shows messages by id; never opens, sends or deletes anything itself.

    `texts_wanted` names messages in sight of which only outlines are known.
    """

    retry_requested = Signal(str)
    delete_requested = Signal(str)
    action_requested = Signal(str, str)
    link_activated = Signal(str)
    texts_wanted = Signal(list)

    def __init__(
        self,
        look: Look,
        endings: Callable[[Message], Ending | None],
        parent: QWidget | None = None,
    ) -> None:
        sheet = Sheet(look)
        self._name_of: Callable[[str], str] = lambda model: ""
        highlighter = Highlighter()
        self._kit = Kit(
            sheet, highlighter, endings, lambda model: self._name_of(model), self.repaint_leaf
        )
        super().__init__(sheet, Entries(self._make), parent)
        highlighter.setParent(self)
        self._growth = Growth()
        self._throttle = Throttle(self._show_growth, _FRAME_MS, self)
        self._pill = self._make_pill()
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Chat"))
        wishes = self.fittings
        wishes.retry.connect(self.retry_requested)
        wishes.delete.connect(self.delete_requested)
        wishes.action.connect(self.action_requested)
        wishes.thinking_toggled.connect(self._toggle_thoughts)

    def set_messages(self, messages: Sequence[AnyMessage], place: Place | None = None) -> None:
        """Show these. What is shown of the same chat already stays where it is, but a reply that
        is new comes under its question; another chat opens at its place, or at its end."""
        known = any(self.entries.number(message.id) is not None for message in messages)
        if known and len(self.entries):
            self._update_messages(messages)
            return
        self._growth.clear()
        self._throttle.cancel()
        self._kit.highlighter.forget_all()
        self.kept.clear()
        self.entries.replace(messages)
        self.sight.reset()
        number = self.entries.number(place.message_id) if place is not None else None
        if place is None or number is None or place.at_end:
            self.follow.go_to_end()
            self.sight.go_to_end()
        else:
            self.follow.let_go()
            leaf = self.entries.built(number).number_of(BODY, place.leaf - 1) if place.leaf else 0
            self.sight.show(number, leaf, -place.offset)
        self.changed_page()

    def fill(self, messages: Sequence[Message]) -> None:
        """The texts of messages that were outlines."""
        seen = False
        for message in messages:
            entry = self.entries.get(message.id)
            if entry is not None and not entry.is_loaded:
                seen = seen or entry.leaves is not None
                entry.fill(message)
        if seen:
            self.rearrange(lambda: None)

    def place(self) -> Place | None:
        """Where one is reading, to come back to it."""
        held = self.sight.hold()
        if held is None:
            return None
        leaf = held.leaf + 1 if held.part == BODY else 0
        return Place(held.message, leaf, -held.y, self.follow.following)

    def add(self, message: Message) -> None:
        """A question goes to the top, and its reply grows below it."""
        if message.role is Role.USER:
            number = self.entries.append(message)
            self._put_on_top(number)
        else:
            self.rearrange(lambda: self.entries.append(message), fresh=(len(self.entries), 0))

    def change(self, message: Message) -> None:
        """Another value of a message; the view stays, but for a strip that must be seen."""
        if message.id in self._growth.ids():
            self._show_growth()
        number = self.entries.number(message.id)
        if number is None:
            return
        entry = self.entries[number]
        if not isinstance(entry, Reply) or entry.leaves is None:
            entry.fill(message)
            self.rearrange(lambda: None)
            return
        ending = self._kit.endings(message)
        strip_comes = ending is not None and not entry.has_strip()

        def work() -> None:
            entry.change(message)
            self.entries.changed(number)

        self.rearrange(work, pinned=not strip_comes)

    def remove(self, message_id: str) -> None:
        self._growth.take(message_id)
        if self.entries.number(message_id) is not None:
            self.rearrange(lambda: self.entries.remove(message_id), pinned=True)

    def grow(self, message_id: str, text: str, reasoning: str) -> None:
        """Called for each delta: only collects; what came is drawn with the next frame."""
        self._growth.add(message_id, text, reasoning)
        self._throttle.request()

    def messages_shown(self) -> list[tuple[str, str]]:
        """Id and exact source text of every message, all that has arrived included."""
        self._throttle.flush()
        return [(entry.id, entry.source) for entry in self.entries]

    def name_models(self, name_of: Callable[[str], str]) -> None:
        """What to call a model id above its replies; "" leaves the last part of the id."""
        self._name_of = name_of
        for entry in self.entries:
            if isinstance(entry, Reply):
                entry.rename()
        self.repaint_all()

    def after_resize(self) -> None:
        self._place_pill()

    def after_move(self) -> None:
        if self.sight.unread:
            self.texts_wanted.emit([self.entries[number].id for number in self.sight.unread])
        if self.follow.unread and self.sight.at_end:
            self.follow.unread = False
        if self.follow.unread != self._pill.isVisibleTo(self):
            self._pill.setVisible(self.follow.unread)
            self._place_pill()

    def _make(self, message: AnyMessage) -> Entry:
        return (Reply if message.role is Role.ASSISTANT else Question)(self._kit, message)

    def _update_messages(self, messages: Sequence[AnyMessage]) -> None:
        last = messages[-1] if messages else None
        begun = (
            last is not None
            and last.state is State.WRITING
            and self.entries.number(last.id) is None
        )
        if begun and len(messages) > 1:
            self.entries.replace(messages)
            self._put_on_top(len(messages) - 2)
        else:
            self.rearrange(partial(self.entries.replace, messages), pinned=True)

    def _put_on_top(self, number: int) -> None:
        self.follow.let_go()
        self.sight.pinned = self.entries[number].id
        self.sight.show(number, 0, self.sight.above)
        self.changed_page()
        self.moved.emit()

    def _show_growth(self) -> None:
        for message_id in self._growth.ids():
            text, reasoning = self._growth.take(message_id)
            number = self.entries.number(message_id)
            entry = self.entries[number] if number is not None else None
            if number is not None and isinstance(entry, Reply):
                self.grown(number, partial(entry.grow, text, reasoning))

    def _toggle_thoughts(self, message_id: str) -> None:
        number = self.entries.number(message_id)
        entry = self.entries[number] if number is not None else None
        if number is None or not isinstance(entry, Reply):
            return

        def work() -> None:
            entry.unfold(not entry.unfolded)
            self.entries.changed(number)

        self.rearrange(work, pinned=True)
        self.follow.following = self.sight.at_end

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

    def _place_pill(self) -> None:
        size = self._pill.sizeHint()
        x = (self.width() - size.width()) // 2
        y = self.height() - size.height() - self.sheet.px(10)
        self._pill.setGeometry(x, y, size.width(), size.height())
        self._pill.raise_()
