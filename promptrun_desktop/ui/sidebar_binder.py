"""Binds the list of chats to the library, and its last row to the connection."""

from PySide6.QtCore import QObject

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import ARCHIVE, BIN, Folder, Shelf, ShelfKind
from promptrun_desktop.services.connection import Connection, Status
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.shelves import Page
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.remedies import Remedies
from promptrun_desktop.ui.sidebar import Sidebar
from promptrun_desktop.ui.wording import Wording


class SidebarBinder(QObject):
    def __init__(
        self,
        library: Library,
        connection: Connection,
        sidebar: Sidebar,
        state: SettingsFile,
        remedies: Remedies,
        wording: Wording,
    ) -> None:
        super().__init__(sidebar)
        self._library = library
        self._connection = connection
        self._sidebar = sidebar
        self._state = state
        self._remedies = remedies
        self._wording = wording
        for undo in (
            library.shelves.paged.connect(self._add_page),
            library.shelves.foldered.connect(self._set_folders),
            library.shelves.counted.connect(self._show_counts),
            library.filing.binned.connect(sidebar.upsert),
            library.described.connect(sidebar.upsert),
            library.removed.connect(self._on_removed),
            library.opened.connect(self._on_opened),
            library.marked.connect(self._on_marked),
            connection.changed.connect(self._show_status),
        ):
            sidebar.destroyed.connect(undo)
        sidebar.wishes.opened.connect(library.open)
        sidebar.wishes.wanted.connect(library.shelves.more)
        sidebar.wishes.folded.connect(self._remember_folded)
        self._show_status()

    def _add_page(self, page: Page) -> None:
        for each in page.conversations:
            self._sidebar.upsert(each)
        self._sidebar.set_left(page.shelf, page.left)

    def _set_folders(self, folders: list[Folder]) -> None:
        """Chats of a folder that is closed are read when it is opened."""
        folded = frozenset(self._state.value.folded_folders)
        self._sidebar.set_folders(folders, folded)
        for each in folders:
            if each.id not in folded:
                self._library.shelves.more(Shelf(ShelfKind.FOLDER, each.id))

    def _remember_folded(self, folded: list[str]) -> None:
        if tuple(folded) != self._state.value.folded_folders:
            self._state.change(folded_folders=tuple(folded))

    def _show_counts(self, _shelf: Shelf, _count: int) -> None:
        counts = self._library.shelves.counts
        self._sidebar.set_counts(counts[ARCHIVE], counts[BIN])

    def _is_open(self, conversation_id: str) -> bool:
        current = self._library.current
        return current is not None and current.conversation.id == conversation_id

    def _on_removed(self, conversation_id: str) -> None:
        self._sidebar.remove(conversation_id)
        if self._is_open(conversation_id):
            self._remedies.new_chat_requested.emit()

    def _on_opened(self, session: ConversationSession) -> None:
        conversation: Conversation = session.conversation
        self._sidebar.set_current(conversation.id if session.is_begun else None)

    def _on_marked(self) -> None:
        self._sidebar.set_writing(self._library.writing)
        self._sidebar.set_unread(self._library.unread)
        current = self._library.current
        if current is not None and current.is_begun:
            self._sidebar.set_current(current.conversation.id)

    def _show_status(self) -> None:
        service = self._wording.service
        status = self._connection.status
        if status is Status.SAMPLE:
            self._sidebar.set_status(self.tr("Looking around"), "dim", self.tr("Connect"))
        elif status is Status.NO_KEY:
            self._sidebar.set_status(self.tr("Not connected"), "warn", self.tr("Connect"))
        elif status is Status.SESSION_ONLY:
            self._sidebar.set_status(self.tr("Connected for now"), "dim")
        else:
            self._sidebar.set_status(
                self.tr("{service} · connected").replace("{service}", service), "ok"
            )
