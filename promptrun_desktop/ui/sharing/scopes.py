"""Which chats and messages could be meant, seen from what is shown and what is selected."""

from collections.abc import Sequence

from promptrun_desktop.services.library import Library
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.sharing.scope import Kind, Scope
from promptrun_desktop.ui.sidebar import Sidebar
from promptrun_desktop.ui.transcript.view import TranscriptView


class Scopes:
    def __init__(self, library: Library, transcript: TranscriptView, sidebar: Sidebar) -> None:
        self._library = library
        self._transcript = transcript
        self._sidebar = sidebar

    def of(self, ids: Sequence[str] = ()) -> list[Scope]:
        """What is meant by these chats, or by the one that is shown, comes first; then what else
        could be meant. Empty where there is nothing at all."""
        if len(ids) > 1:
            return [self._several(ids), *self._all()]
        session = self._shown()
        shown = session.conversation.id if session is not None else ""
        chat = ids[0] if ids else shown
        if not chat:
            return self._all()
        found = [Scope(Kind.CHAT, (chat,), title=self._title(chat, session))]
        if chat == shown and (messages := selected_messages(self._transcript)):
            found.append(Scope(Kind.MESSAGES, (chat,), messages, found[0].title))
        chosen = self._sidebar.chosen_chats()
        if not ids and len(chosen) > 1:
            found.append(self._several(chosen))
        return found + self._all()

    def sample(self) -> str:
        """One of all chats, to be looked at: a temporary one is none of them."""
        session = self._shown()
        id = session.conversation.id if session is not None else ""
        return "" if self._library.is_temporary(id) else id

    def _shown(self) -> ConversationSession | None:
        session = self._library.current
        return session if session is not None and session.is_begun else None

    def _several(self, ids: Sequence[str]) -> Scope:
        return Scope(Kind.CHATS, tuple(ids))

    def _all(self) -> list[Scope]:
        return [] if self._library.shelves.is_empty else [Scope(Kind.ALL)]

    def _title(self, chat: str, session: ConversationSession | None) -> str:
        if session is not None and session.conversation.id == chat:
            return session.conversation.title
        return self._sidebar.title_of(chat)


def selected_messages(transcript: TranscriptView) -> tuple[str, ...]:
    """Those that the selection touches, top to bottom."""
    selection = transcript.interaction.selecting.selection
    if selection is None or selection.empty:
        return ()
    first, last = selection.start.message, selection.end.message
    numbers = range(first, min(last + 1, len(transcript.entries)))
    return tuple(transcript.entries[number].id for number in numbers)
