"""Binds the open conversation to the widgets that show it, and unbinds it when another opens."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.drafts import NEW_CHAT, Drafts
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.editing import Editing
from promptrun_desktop.ui.parameters_panel import ParametersPanel


class ChatBinder(QObject):
    """The session is owned by the library; this holds it only while it is shown.

    `asking` fires when the shown chat begins another reply.
    """

    asking = Signal()

    def __init__(
        self,
        library: Library,
        drafts: Drafts,
        places: Places,
        page: ChatPage,
        panel: ParametersPanel,
    ) -> None:
        super().__init__(page)
        self._library = library
        self._drafts = drafts
        self._places = places
        self._page = page
        self._panel = panel
        self._session: ConversationSession | None = None
        self._undo: list[Callable[..., None]] = []
        # While a draft comes into the box nobody types.
        self._filling = False
        self.editing = Editing(drafts, page, self._fill, self)
        self._refused: dict[str, frozenset[str]] = {}
        self.destroyed.connect(library.opened.connect(self._show))
        page.composer.submitted.connect(self._send)
        page.composer.stop_requested.connect(self.stop)
        page.composer.text_changed.connect(self._remember_draft)
        page.composer.caret_moved.connect(self._remember_caret)
        page.empty.asked.connect(self._send)
        page.picker.picked.connect(self._set_model)
        page.transcript.retry_requested.connect(self.retry)
        page.transcript.moved.connect(self._remember_place)
        page.transcript.texts_wanted.connect(self._read_first)
        panel.parameters_changed.connect(self._set_parameters)
        panel.instructions_changed.connect(self._set_instructions)

    @property
    def session(self) -> ConversationSession | None:
        return self._session

    def stop(self) -> None:
        if self._session is not None:
            self._session.stop()

    def retry(self, message_id: str = "") -> None:
        """Ask for this reply again; without an id, for the last message."""
        if self._session is not None and (shown := self._session.shown):
            self._session.retry(message_id or shown[-1].id)

    def go_on(self, message_id: str = "") -> None:
        """Ask the model to take up an answer that ended early; without an id, the last."""
        if self._session is not None and (shown := self._session.shown):
            self._session.continue_reply(message_id or shown[-1].id)

    def save_again(self) -> None:
        """Store what a full disk refused; a question that was refused is asked again."""
        self._library.save_again()
        if self._session is not None and self._session.refused_question:
            if not self._page.composer.text().strip():
                self._page.composer.set_text(self._session.refused_question)
            self._page.composer.submit()

    def _show(self, session: ConversationSession) -> None:
        self._leave()
        self._session = session
        page = self._page
        self._undo = [
            session.arranged.connect(self._on_arranged),
            session.loaded.connect(page.transcript.fill),
            session.added.connect(self._on_added),
            session.changed.connect(page.transcript.change),
            session.grew.connect(self._on_grew),
            session.removed.connect(self._on_removed),
            session.replying.connect(self._on_replying),
            session.described.connect(self._on_described),
        ]
        self._fill(self._drafts.get(self._draft_key()))
        page.transcript.number_versions(session.version_of)
        self._show_messages(session.shown, session.place)
        self._on_replying(session.is_replying)
        self._on_described(session.conversation)
        self._panel.set_values(session.conversation.instructions, session.conversation.parameters)
        page.composer.focus()
        self.editing.resume(session)

    def _fill(self, draft: Draft) -> None:
        """Put it into the composer; nothing of another chat comes back with Ctrl+Z."""
        self._filling = True
        self._page.composer.set_text(draft.text, undo=False, caret=draft.caret)
        self._filling = False

    def _leave(self) -> None:
        self.editing.leave()
        self._panel.flush()
        self._places.flush()
        for undo in self._undo:
            undo()
        self._undo = []
        self._session = None

    def _send(self, text: str) -> None:
        if self._session is None:
            return
        self._panel.flush()
        if self.editing.is_active:
            if not self.editing.send(text):
                self._page.composer.refused.emit()
            return
        session, draft = self._session, self._drafts.get(self._draft_key())
        if not session.send(text):
            self._page.composer.refused.emit()
            return
        # Stored while another chat is shown, it is no draft any more all the same.
        undo = session.stored.connect(lambda stored: self._on_stored(session, stored, undo))
        # What was typed into the new chat is this chat's now, whatever is opened next.
        self._drafts.put(NEW_CHAT, "")
        self._drafts.put(session.conversation.id, draft.text, draft.caret)
        refused = session.arranged.connect(lambda _messages: self._on_refused(session, draft))
        session.stored.connect(refused)

    def _set_model(self, model_id: str) -> None:
        if self._session is not None:
            self._session.set_model(model_id)

    def _set_parameters(self, parameters: Parameters) -> None:
        if self._session is not None:
            self._session.set_parameters(parameters)

    def _set_instructions(self, instructions: str) -> None:
        if self._session is not None:
            self._session.set_instructions(instructions)

    def _draft_key(self) -> str:
        session = self._session
        if session is None:
            return NEW_CHAT
        id = session.conversation.id
        return id if session.is_begun or self._library.is_temporary(id) else NEW_CHAT

    def _remember_draft(self, text: str) -> None:
        if self._filling:
            return
        if self.editing.is_active:
            self.editing.remember(text, self._page.composer.caret())
        elif self._session is not None:
            self._drafts.put(self._draft_key(), text, self._page.composer.caret())

    def _remember_caret(self) -> None:
        if self.editing.is_active:
            if not self._filling:
                self.editing.remember_caret(self._page.composer.caret())
        else:
            self._remember_draft(self._drafts.get(self._draft_key()).text)

    def _show_messages(self, messages: list[AnyMessage], place: Place | None = None) -> None:
        self._page.transcript.set_messages(messages, place)
        self._show_begun(messages)

    def _on_arranged(self, messages: list[AnyMessage]) -> None:
        exchanged = self._session.exchanged if self._session is not None else ""
        self._page.transcript.update_messages(messages, exchanged)
        self._show_begun(messages)

    def _show_begun(self, messages: list[AnyMessage]) -> None:
        self._page.show_messages(bool(messages))
        self._page.header.set_begun(bool(messages))

    def _remember_place(self) -> None:
        place = self._page.transcript.place()
        if self._session is not None and self._session.is_begun and place is not None:
            self._places.put(self._session.conversation.id, place)

    def _read_first(self, message_ids: list[str]) -> None:
        if self._session is not None:
            self._session.prefer(message_ids)

    def _on_refused(self, session: ConversationSession, draft: Draft) -> None:
        """A chat whose first question could not be stored never was: the text is a new chat's."""
        if not session.is_begun and not self._drafts.get(NEW_CHAT).text:
            self._drafts.put(session.conversation.id, "")
            self._drafts.put(NEW_CHAT, draft.text, draft.caret)

    def _on_added(self, message: Message) -> None:
        self._page.show_messages(True)
        self._page.header.set_begun(True)
        self._page.transcript.add(message)

    def _on_removed(self, message_id: str) -> None:
        self._page.transcript.remove(message_id)
        if self._session is not None and not self._session.shown:
            self._show_messages([])

    def _on_grew(self, message_id: str, delta: Delta) -> None:
        transcript, session = self._page.transcript, self._session
        transcript.grow(message_id, delta.text, delta.reasoning)
        if session is None:
            return
        if session.thinking_seconds is not None:
            transcript.thought_for(message_id, session.thinking_seconds)
        if delta.dropped:
            model = session.conversation.model
            self._refused[model] = frozenset(delta.dropped)
            self._panel.set_unavailable(self._refused[model])

    def _on_replying(self, replying: bool) -> None:
        self._page.composer.set_replying(replying)
        self._page.transcript.set_busy(replying)
        if replying:
            self.asking.emit()

    def _on_described(self, conversation: Conversation) -> None:
        self._page.picker.set_current(conversation.model)
        self._panel.set_unavailable(self._refused.get(conversation.model, frozenset()))

    def _on_stored(
        self, session: ConversationSession, text: str, undo: Callable[..., None]
    ) -> None:
        undo()
        draft = session.conversation.id
        if session is self._session:
            self._page.composer.accept(text)
            self._drafts.put(draft, self._page.composer.text(), self._page.composer.caret())
        elif self._drafts.get(draft).text.strip() == text.strip():
            self._drafts.put(draft, "")
