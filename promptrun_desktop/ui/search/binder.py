"""Binds the search of all chats to its service, and opens what was found where it stands."""

from PySide6.QtCore import QObject, Qt

from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.domain.search import Hit
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.searching import Searching
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.search.search import Search
from promptrun_desktop.ui.transcript.view import TranscriptView
from promptrun_desktop.ui.wording import Wording


class SearchBinder(QObject):
    """To be made after those who show a conversation that was opened: a hit is shown in it."""

    def __init__(
        self,
        searching: Searching,
        library: Library,
        search: Search,
        transcript: TranscriptView,
        wording: Wording,
    ) -> None:
        super().__init__(search)
        self._library = library
        self._search = search
        self._transcript = transcript
        self._wording = wording
        # The hit that is being opened, and whether the keyboard was in the search then.
        self._wanted: tuple[Hit, bool] | None = None
        for undo in (
            searching.found.connect(search.show_found),
            searching.indexing.connect(self._on_indexing),
            searching.caught_up.connect(self._on_caught_up),
            searching.failed.connect(self._on_failed),
            library.opened.connect(self._on_opened),
            library.removed.connect(lambda _: search.ask_again()),
            library.filing.returned.connect(lambda _: search.ask_again()),
        ):
            self.destroyed.connect(undo)
        search.asked.connect(searching.ask)
        search.more_wanted.connect(searching.more)
        search.opened.connect(self._open)
        search.show_progress(searching.progress)

    def _open(self, hit: Hit) -> None:
        self._wanted = (hit, self._search.has_focus())
        self._library.open(hit.conversation_id, hit.message_id or "")

    def _on_opened(self, session: ConversationSession) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or wanted[0].conversation_id != session.conversation.id:
            self._search.pane.list.show_opened(None)
            return
        hit, had_focus = wanted
        self._search.pane.list.show_opened(hit)
        if hit.message_id is not None:
            self._transcript.show_place(hit.message_id, hit.start, hit.length)
        if had_focus and self._search.pane.list.isVisible():
            # To the next hit, as long as this is not the one.
            self._search.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_indexing(self, share: float) -> None:
        search = self._search
        search.show_progress(share)
        nothing = not search.pane.hits and not search.is_waiting
        if nothing or (share >= 1 and search.is_untouched):
            search.ask_again()

    def _on_caught_up(self) -> None:
        """It may be what was asked for too early."""
        if not self._search.pane.hits and not self._search.is_waiting:
            self._search.ask_again()

    def _on_failed(self, error: AppError) -> None:
        self._search.show_trouble(self._wording.sentence(error.kind))
