"""Binds the temporary chat to the header, the composer's line and the row above the list."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.services.drafts import NEW_CHAT, Drafts
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.remedies import Remedies
from promptrun_desktop.ui.sidebar.temporary_row import TemporaryRow


class TemporaryBinder(QObject):
    """There is one at a time. Leaving it ends nothing; its row leads back to it."""

    def __init__(
        self,
        library: Library,
        drafts: Drafts,
        page: ChatPage,
        row: TemporaryRow,
        remedies: Remedies,
        default_model: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._library = library
        self._drafts = drafts
        self._page = page
        self._row = row
        self._remedies = remedies
        self._default_model = default_model
        for undo in (
            library.opened.connect(self._on_opened),
            library.marked.connect(self._show),
            library.described.connect(self._on_described),
        ):
            self.destroyed.connect(undo)
        page.header.temporary_requested.connect(self.toggle)
        page.header.keep_requested.connect(library.keep)
        row.opened.connect(self._open)
        row.ended.connect(self._end)

    def toggle(self) -> None:
        """From an empty chat to a temporary one and back; from any other to the temporary one."""
        current = self._library.current
        if current is not None and current is self._library.temporary and not current.is_begun:
            self._make_normal(current)
        elif self._library.temporary is not None:
            self._open()
        else:
            empty = current if current is not None and not current.is_begun else None
            self._make(empty)

    def _make(self, empty: ConversationSession | None) -> None:
        """What was chosen and typed in an empty chat comes along."""
        draft = self._drafts.get(NEW_CHAT) if empty is not None else Draft()
        session = self._renew(empty, temporary=True)
        self._drafts.hold(session.conversation.id)
        if draft.text:
            self._drafts.put(NEW_CHAT, "")
            self._page.composer.set_text(draft.text, undo=False, caret=draft.caret)

    def _make_normal(self, temporary: ConversationSession) -> None:
        id = temporary.conversation.id
        text = self._drafts.get(id).text
        self._drafts.put(id, "")
        self._library.end_temporary()
        self._renew(temporary, temporary=False)
        if text:
            waiting = self._drafts.get(NEW_CHAT).text
            self._page.composer.set_text(f"{waiting}\n\n{text}" if waiting else text)

    def _renew(self, before: ConversationSession | None, *, temporary: bool) -> ConversationSession:
        """Another empty chat; what was chosen for the one before holds for it, too."""
        model = before.conversation.model if before is not None else self._default_model()
        session = self._library.new(model, temporary=temporary)
        if before is not None:
            # Read now: what stood in the panel was taken over when it was left.
            session.set_instructions(before.conversation.instructions)
            session.set_parameters(before.conversation.parameters)
            self._library.open(session.conversation.id)
        return session

    def _open(self) -> None:
        if self._library.temporary is not None:
            self._library.open(self._library.temporary.conversation.id)

    def _end(self) -> None:
        ended = self._library.temporary
        if ended is None:
            return
        had_words = self._has_words(ended)
        was_open = self._library.current is ended
        undo = self._library.end_temporary()
        if was_open:
            self._remedies.new_chat_requested.emit()
        if had_words:
            self._remedies.offer_undo(self.tr("Temporary chat ended."), undo, "eye-off")
        self._show()

    def _has_words(self, session: ConversationSession) -> bool:
        draft = self._drafts.get(session.conversation.id)
        return session.is_begun or bool(draft.text.strip())

    def _on_opened(self, session: ConversationSession) -> None:
        temporary = self._library.temporary
        if temporary is not None and temporary is not session and not self._has_words(temporary):
            self._library.end_temporary()
        self._show()

    def _on_described(self, conversation: Conversation) -> None:
        """It is kept now, and so is what is typed there."""
        self._drafts.release(conversation.id)

    def _show(self) -> None:
        temporary, current = self._library.temporary, self._library.current
        shown = temporary is not None and temporary is current
        self._page.header.set_temporary(shown)
        self._page.temporary_note.setVisible(shown)
        self._page.empty.set_temporary(shown)
        if temporary is None:
            self._row.hide()
            return
        marks = self._library.writing | self._library.unread
        marked = temporary.conversation.id in marks and not shown
        self._row.show_chat(current=shown, marked=marked)
