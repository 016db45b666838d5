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
from promptrun_desktop.ui.transcript.colouring import Highlighter
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.formulas import Formulas, Key
from promptrun_desktop.ui.transcript.growth import Growth
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.entry import FOLDED, Entry
from promptrun_desktop.ui.transcript.page.guess import guesses
from promptrun_desktop.ui.transcript.page.kit import Kit
from promptrun_desktop.ui.transcript.page.question import Question
from promptrun_desktop.ui.transcript.page.reply import Reply
from promptrun_desktop.ui.transcript.page.sight import Held
from promptrun_desktop.ui.transcript.select.spot import THOUGHT
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.versioned import VersionedView

_FRAME_MS = 16


class TranscriptView(VersionedView):
    """Shows messages by id; never opens, sends or deletes anything itself."""

    edit_requested = Signal(str)
    retry_requested = Signal(str)
    branch_requested = Signal(str)
    compare_requested = Signal(str)
    delete_requested = Signal(str)
    action_requested = Signal(str, str)

    def __init__(
        self,
        look: Look,
        endings: Callable[[Message], Ending | None],
        parent: QWidget | None = None,
    ) -> None:
        formulas, highlighter = Formulas(), Highlighter()
        sheet = Sheet(look, formulas)
        self._name_of: Callable[[str], str] = lambda model: ""
        self._kit = Kit(
            sheet, highlighter, endings, self._call, self.repaint_leaf, self.versions_of
        )
        super().__init__(sheet, Entries(self._make, self._guess_at), parent)
        for worker in (formulas, highlighter):
            worker.setParent(self)
        formulas.ready.connect(self._on_formulas)
        self._growth = Growth()
        self._throttle = Throttle(self._show_growth, _FRAME_MS, self)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Chat"))
        self.fittings.edit.connect(self.edit_requested)
        self.fittings.retry.connect(self.retry_requested)
        self.fittings.go_on.connect(lambda key: self.action_requested.emit("continue", key))
        self.fittings.branch.connect(self.branch_requested)
        self.fittings.compare.connect(self.compare_requested)
        self.fittings.delete.connect(self.delete_requested)
        self.fittings.action.connect(self.action_requested)
        self.fittings.thinking_toggled.connect(self._toggle_thoughts)

    def set_messages(self, messages: Sequence[AnyMessage], place: Place | None = None) -> None:
        """Show these. What is shown of the same chat already stays where it is, but a reply that
        is new comes under its question; another chat opens at its place, or at its end."""
        if self.entries.knows_any(messages):
            self.update_messages(messages)
            return
        removed = len(self.entries)
        self._growth.clear()
        self._throttle.cancel()
        self._kit.highlighter.forget_all()
        self.kept.clear()
        self.entries.replace(messages)
        self.sight.reset()
        if place is None or place.at_end or self.entries.number(place.message_id) is None:
            self.follow.go_to_end()
            self.sight.go_to_end()
        else:
            self.follow.let_go()
            # A question that stood at the top of a short answer does so again.
            self.sight.pinned = place.message_id
            self.sight.put_back(Held(place.message_id, FOLDED, place.leaf, -place.offset, 0))
        self.interaction.selecting.reset()
        self.finding.finder.reset()
        self.announcer.messages_changed(0, removed, len(self.entries))
        self.changed_page()

    def update_messages(self, messages: Sequence[AnyMessage], version: str = "") -> None:
        """Show these of the chat that is shown already. `version` names a message that takes the
        place of another of its versions: it comes where that was."""
        removed = len(self.entries)
        if not messages or not removed:
            self.set_messages(messages)
            return
        # What waits to be drawn is in the messages already.
        self._growth.clear()
        self._throttle.cancel()
        self.interaction.selecting.clear()
        last = messages[-1] if messages else None
        begun = (
            last is not None
            and last.state is State.WRITING
            and self.entries.number(last.id) is None
        )
        number = next((at for at, each in enumerate(messages) if each.id == version), None)
        if number is not None:
            self.exchange(messages, number)
        elif begun and len(messages) > 1:
            self.entries.replace(messages)
            self._put_on_top(len(messages) - 2)
        else:
            self.rearrange(partial(self.entries.replace, messages), pinned=True)
        self.finding.finder.reset()
        self.announcer.messages_changed(0, removed, len(messages))

    def set_busy(self, busy: bool) -> None:
        """While an answer is written nothing else can be asked."""
        self.fittings.set_busy(busy)

    def fill(self, messages: Sequence[Message]) -> None:
        """The texts of messages that were outlines."""
        seen = False
        for message in messages:
            if self.entries.fill(message):
                number = self.entries.number(message.id)
                seen = seen or number in self.sight.unread
                if number is not None:
                    self.interaction.selecting.grew(number)
                    self.finding.finder.loaded(number)
        if seen:
            self.rearrange(lambda: None)

    def place(self) -> Place | None:
        """Where one is reading, to come back to it."""
        held = self.sight.hold()
        entry = self.entries.get(held.message) if held is not None else None
        if held is None or entry is None:
            return None
        at_end = self.follow.following
        if held.part == FOLDED:
            return Place(held.message, held.leaf, -held.y, at_end)
        leaf = entry.folded(entry.number_of(held.part, held.leaf))
        return Place(held.message, leaf, 0 if held.part == THOUGHT else -held.y, at_end)

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
        was_writing = entry.message.state is State.WRITING
        ending = self._kit.endings(message)
        if isinstance(entry, Reply) and entry.leaves is not None:

            def work() -> None:
                entry.change(message)
                self.entries.changed(number)

            self.rearrange(work, pinned=ending is None or entry.has_strip())
        else:
            self.rearrange(partial(entry.fill, message))
        self._note_change(message.id)
        if was_writing and message.state is not State.WRITING:
            self.announcer.name_changed(number)
            if ending is None:
                self.announcer.reply_complete(message.text)
            else:
                self.announcer.say(ending.text)

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

    def thought_for(self, message_id: str, seconds: float) -> None:
        """May be called for each delta: it is told with the frame that shows the text."""
        entry = self.entries.get(message_id)
        if isinstance(entry, Reply):
            entry.thought_for(seconds)

    def copy_last_reply(self) -> None:
        """The newest reply, to the clipboard, with all that has arrived."""
        self._throttle.flush()
        super().copy_last_reply()

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

    def _call(self, model: str) -> str:
        return self._name_of(model)

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
        # A question at the top stays there, whatever is unfolded below it.
        self.follow.following = self.follow.following and self.sight.at_end
        self._note_change(message_id)
