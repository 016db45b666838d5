"""The conversation: its messages, what grows, where the view is."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
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
from promptrun_desktop.ui.transcript.find.bar import FindBar
from promptrun_desktop.ui.transcript.finding import Finding
from promptrun_desktop.ui.transcript.formulas import Formulas, Key
from promptrun_desktop.ui.transcript.growth import Growth
from promptrun_desktop.ui.transcript.interaction import Interaction
from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS, Marks
from promptrun_desktop.ui.transcript.menu import message_menu
from promptrun_desktop.ui.transcript.menu_choices import MenuChoices
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.guess import guesses
from promptrun_desktop.ui.transcript.page.kit import Kit
from promptrun_desktop.ui.transcript.page.question import Question
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.page.reply import Reply
from promptrun_desktop.ui.transcript.page.sight import Row
from promptrun_desktop.ui.transcript.select.flavours import plain_text
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.spoken import offer_to_readers

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
        formulas, highlighter = Formulas(), Highlighter()
        sheet = Sheet(look, formulas)
        self._name_of: Callable[[str], str] = lambda model: ""
        self._kit = Kit(sheet, highlighter, endings, self._call, self.repaint_leaf)
        super().__init__(sheet, Entries(self._make, self._guess_at), parent)
        for worker in (formulas, highlighter):
            worker.setParent(self)
        formulas.ready.connect(self._on_formulas)
        self.announcer = offer_to_readers(self)
        self._growth = Growth()
        self._throttle = Throttle(self._show_growth, _FRAME_MS, self)
        self._pill = self._make_pill()
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Chat"))
        self.reach = Reach(
            self.entries,
            self.sight,
            lambda: self.left,
            self.move_by,
            self.show_leaf,
            self.repaint_all,
        )
        self.interaction = Interaction(self.reach, self.viewport())
        self.finding = Finding(look, self.reach, self.entries, self.sight, self.follow.let_go, self)
        self._menu = MenuChoices(
            self.entries, self.reach, self.interaction, self.fittings, self.link_activated.emit
        )
        self._bind()

    @property
    def find_bar(self) -> FindBar:
        """To be placed above the view."""
        return self.finding.bar

    def set_messages(self, messages: Sequence[AnyMessage], place: Place | None = None) -> None:
        """Show these. What is shown of the same chat already stays where it is, but a reply that
        is new comes under its question; another chat opens at its place, or at its end."""
        if self.entries.knows_any(messages):
            self._update_messages(messages)
            return
        removed = len(self.entries)
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
        self.interaction.selecting.reset()
        self.finding.finder.reset()
        self.announcer.messages_changed(0, removed, len(self.entries))
        self.changed_page()

    def fill(self, messages: Sequence[Message]) -> None:
        """The texts of messages that were outlines."""
        seen = False
        for message in messages:
            if self.entries.fill(message):
                number = self.entries.number(message.id)
                seen = seen or number in self.sight.unread
                self._note_change(message.id)
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
            number = len(self.entries)
            self.rearrange(lambda: self.entries.append(message), fresh=(number, 0))
        self.finding.finder.inserted(number)
        self.announcer.messages_changed(number, 0, 1)

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
            self._note_change(message.id)
            return
        ending = self._kit.endings(message)
        strip_comes = ending is not None and not entry.has_strip()

        def work() -> None:
            entry.change(message)
            self.entries.changed(number)

        was_writing = entry.is_writing
        self.rearrange(work, pinned=not strip_comes)
        self._note_change(message.id)
        if was_writing and not entry.is_writing:
            self.announcer.name_changed(number)
            self.announcer.reply_complete(message.text)

    def remove(self, message_id: str) -> None:
        self._growth.take(message_id)
        number = self.entries.number(message_id)
        if number is not None:
            self.interaction.selecting.removed(number)
            self.rearrange(lambda: self.entries.remove(message_id), pinned=True)
            self.finding.finder.removed(number)
            self.announcer.messages_changed(number, 1, 0)

    def grow(self, message_id: str, text: str, reasoning: str) -> None:
        """Called for each delta: only collects; what came is drawn with the next frame."""
        self._growth.add(message_id, text, reasoning)
        self._throttle.request()

    def messages_shown(self) -> list[tuple[str, str]]:
        """Id and exact source text of every message, all that has arrived included."""
        self._throttle.flush()
        entries = self.entries
        return [
            (entries.message(number).id, entries.source(number)) for number in range(len(entries))
        ]

    def name_models(self, name_of: Callable[[str], str]) -> None:
        """What to call a model id above its replies; "" leaves the last part of the id."""
        self._name_of = name_of
        for entry in self.entries.made():
            if isinstance(entry, Reply):
                entry.rename()
        self.repaint_all()

    def copy_last_reply(self) -> None:
        """The newest reply, to the clipboard."""
        self._throttle.flush()
        for number in range(len(self.entries) - 1, -1, -1):
            if isinstance(self.entries[number], Reply):
                self._copy_message(self.entries[number].id)
                return

    def selected_text(self) -> str:
        """As plain text; of many messages as many as are drawn."""
        selection = self.interaction.selecting.selection
        return plain_text(self.reach, selection) if selection is not None else ""

    def open_find(self) -> None:
        """The bar, with what is selected in it."""
        selection = self.interaction.selecting.selection
        short = selection is not None and selection.start[:2] == selection.end[:2]
        self.find_bar.open(self.selected_text() if short else "")

    def find_again(self, step: int) -> None:
        """To the next result, or the one before."""
        (self.find_bar.next_wanted if step > 0 else self.find_bar.previous_wanted).emit()

    def marks_of(self, row: Row) -> Marks:
        part, leaf = self.entries[row.entry].part_of(row.number)
        if part not in (THOUGHT, BODY):
            return NO_MARKS
        selected = self.interaction.selecting.ranges(row.entry, part, leaf, row.leaf)
        found = self.finding.finder.found(row.entry, part, leaf, row.leaf)
        return Marks(selected, found.ranges, found.current, self.interaction.href)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.interaction.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.interaction.press_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the links that are seen, then on to the buttons."""
        if self.hasFocus() and self.interaction.links.go(1 if next else -1):
            return True
        self.interaction.links.leave()
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.interaction.links.leave()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """From the keyboard: for what is in the middle of the view."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            middle = self.viewport().rect().center()
            self._open_menu(QPointF(middle), self.viewport().mapToGlobal(middle))

    def after_resize(self) -> None:
        self._place_pill()
        bar, marks = self.verticalScrollBar(), self.finding.marks
        width = marks.sizeHint().width()
        marks.setGeometry(bar.geometry().left() - width, 0, width, self.height())

    def after_move(self) -> None:
        if self.sight.unread:
            self.texts_wanted.emit([self.entries[number].id for number in self.sight.unread])
        if self.follow.unread and self.sight.at_end:
            self.follow.unread = False
        if self.follow.unread != self._pill.isVisibleTo(self):
            self._pill.setVisible(self.follow.unread)
            self._place_pill()
        self.interaction.page_moved()
        self.finding.place_marks()

    def _bind(self) -> None:
        wishes, interaction = self.fittings, self.interaction
        wishes.retry.connect(self.retry_requested)
        wishes.delete.connect(self.delete_requested)
        wishes.action.connect(self.action_requested)
        wishes.thinking_toggled.connect(self._toggle_thoughts)
        wishes.copy_message.connect(self._copy_message)
        wishes.copy_code.connect(lambda leaf: interaction.clipboard.copy_code(leaf.code))
        wishes.copy_table.connect(lambda leaf: interaction.clipboard.copy_table(leaf.table))
        interaction.link_clicked.connect(self.link_activated)
        interaction.menu_wanted.connect(self._open_menu)
        interaction.hovered.connect(self._on_hovered)
        self.find_bar.closed.connect(self.setFocus)

    def _call(self, model: str) -> str:
        return self._name_of(model)

    def _open_menu(self, point: QPointF, where: QPoint) -> None:
        choices = self._menu.at(point)
        if choices:
            message_menu(choices, self).popup(where)

    def _on_hovered(self, number: int) -> None:
        self.fittings.set_hovered(self.entries[number].id if number >= 0 else "")

    def _copy_message(self, message_id: str) -> None:
        number = self.entries.number(message_id)
        if number is not None:
            entry = self.entries[number]
            self.interaction.clipboard.copy_message(entry.source, self.reach.blocks(number))
            self.fittings.show_copied(message_id)

    def _note_change(self, message_id: str) -> None:
        number = self.entries.number(message_id)
        if number is not None:
            self.interaction.selecting.grew(number)
            self.finding.finder.grew(number)

    def _on_formulas(self, keys: frozenset[Key]) -> None:
        if self.entries.formulas_came(keys):
            self.rearrange(lambda: None)

    def _guess_at(self, width: int) -> Callable[[AnyMessage], int]:
        return guesses(self.sheet, width).height

    def _make(self, message: AnyMessage) -> Entry:
        return (Reply if message.role is Role.ASSISTANT else Question)(self._kit, message)

    def _update_messages(self, messages: Sequence[AnyMessage]) -> None:
        removed = len(self.entries)
        self.interaction.selecting.clear()
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
        self.finding.finder.reset()
        self.announcer.messages_changed(0, removed, len(messages))

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
                blocks = len(entry.blocks)
                self.grown(number, partial(entry.grow, text, reasoning))
                self.interaction.selecting.grew(number)
                self.finding.finder.grew(number, max(0, blocks - 1))

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
        self._note_change(message_id)

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
