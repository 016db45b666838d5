"""Editing a question that was asked: in the composer, while what was being written waits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.chat_page import ChatPage


class Editing(QObject):
    """One question at a time, of the chat that is shown. What is changed is a draft of its own:
    it outlives another chat, and the end of the app.

    `fill` puts a draft into the composer. `put_aside` tells of changes that were not sent: the
    message's id and the text.
    """

    put_aside = Signal(str, str)

    def __init__(
        self, drafts: Drafts, page: ChatPage, fill: Callable[[Draft], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._page = page
        self._fill = fill
        self._session: ConversationSession | None = None
        self._message_id = self._text = ""
        page.edit_bar.cancelled.connect(self.cancel)

    @property
    def is_active(self) -> bool:
        return bool(self._message_id)

    def begin(
        self, session: ConversationSession, message_id: str, draft: Draft | None = None
    ) -> None:
        """Take a question into the composer, or go on with what it was changed to."""
        if draft is None:
            text = session.text_of(message_id)
            draft = Draft(text, len(text))
        if self.is_active:
            self.cancel()
        self._session, self._message_id = session, message_id
        self._fill(draft)
        self.remember(draft.text, draft.caret)
        self._page.edit_bar.show()
        self._page.composer.focus()

    def resume(self, session: ConversationSession) -> None:
        """The chat is shown again: go on if one of its questions was being edited."""
        kept = self._drafts.get(_key(session))
        message_id, _, text = kept.text.partition("\n")
        if session.is_question(message_id):
            self.begin(session, message_id, Draft(text, kept.caret))

    def remember(self, text: str, caret: int) -> None:
        if self._session is not None:
            self._text = text
            self._drafts.put(_key(self._session), f"{self._message_id}\n{text}", caret)

    def remember_caret(self, caret: int) -> None:
        self.remember(self._text, caret)

    def send(self, text: str) -> bool:
        """Ask the changed question; what waited comes back once that is stored."""
        session = self._session
        if session is None or not session.edit(self._message_id, text):
            return False
        undo = session.stored.connect(lambda stored: self._on_stored(session, stored, undo))
        return True

    def cancel(self) -> None:
        """The question stays as it was; what waited comes back."""
        session, message_id = self._session, self._message_id
        if session is None:
            return
        text = self._page.composer.text()
        session.refused_question = ""
        self.leave()
        self._drafts.put(_key(session), "")
        self._fill(self._drafts.get(session.conversation.id))
        self._page.composer.focus()
        if text.strip() and text != session.text_of(message_id):
            self.put_aside.emit(message_id, text)

    def leave(self) -> None:
        """Another chat is shown; what was changed stays a draft."""
        self._session, self._message_id = None, ""
        self._page.edit_bar.hide()

    def _on_stored(
        self, session: ConversationSession, text: str, undo: Callable[..., None]
    ) -> None:
        undo()
        if session is not self._session:
            self._drafts.put(_key(session), "")
            return
        self._page.composer.accept(text)
        # What was written since it was sent follows what waited.
        waited, since = self._drafts.get(session.conversation.id), self._page.composer.text()
        self.leave()
        self._drafts.put(_key(session), "")
        if since.strip():
            joined = "\n\n".join(filter(str.strip, (waited.text, since)))
            waited = Draft(joined, len(joined))
            self._drafts.put(session.conversation.id, waited.text, waited.caret)
        self._fill(waited)


def _key(session: ConversationSession) -> str:
    return f"{session.conversation.id}/edit"
