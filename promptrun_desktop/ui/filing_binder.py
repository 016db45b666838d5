"""Does what is wished for chats and folders, and offers to undo it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from promptrun_desktop.domain.folder import BIN
from promptrun_desktop.services.library import Library
from promptrun_desktop.ui.remedies import Remedies
from promptrun_desktop.ui.sidebar.purge_question import PurgeQuestion
from promptrun_desktop.ui.sidebar.view import Sidebar


class FilingBinder(QObject):
    def __init__(self, library: Library, sidebar: Sidebar, remedies: Remedies) -> None:
        super().__init__(sidebar)
        self._library = library
        self._filing = library.filing
        self._sidebar = sidebar
        self._remedies = remedies
        # The chats that were deleted last, and what brings them back.
        self._deleted: tuple[frozenset[str], Callable[[], object]] = (frozenset(), _nothing)
        wishes = sidebar.wishes
        wishes.renamed.connect(self._filing.rename)
        wishes.pinned.connect(self._pin)
        wishes.archived.connect(self._archive)
        wishes.moved.connect(self._move)
        wishes.deleted.connect(self._delete)
        wishes.restored.connect(self._restore)
        wishes.purged.connect(self._purge)
        wishes.emptied.connect(self._empty_bin)
        wishes.folder_made.connect(self._make_folder)
        wishes.folder_renamed.connect(self._rename_folder)
        wishes.folder_deleted.connect(self._delete_folder)

    def _pin(self, ids: list[str], pinned: bool) -> None:
        undo = self._filing.pin(ids, pinned=pinned)
        one = self.tr("Chat pinned.") if pinned else self.tr("Chat unpinned.")
        several = self.tr("{count} chats pinned.") if pinned else self.tr("{count} chats unpinned.")
        self._offer(ids, one, several, undo, "pin")

    def _archive(self, ids: list[str], archived: bool) -> None:
        undo = self._filing.archive(ids, archived=archived)
        if archived:
            one, several, icon = (
                self.tr("Chat archived."),
                self.tr("{count} chats archived."),
                "archive",
            )
        else:
            one, icon = self.tr("Chat is back in the list."), "undo"
            several = self.tr("{count} chats are back in the list.")
        self._offer(ids, one, several, undo, icon)

    def _move(self, ids: list[str], folder_id: str) -> None:
        undo = self._filing.move(ids, folder_id or None)
        one, several = self.tr("Chat moved."), self.tr("{count} chats moved.")
        self._offer(ids, one, several, undo, "folder")

    def _delete(self, ids: list[str]) -> None:
        current = self._library.current
        opened = current.conversation.id if current is not None else ""
        undo = self._filing.delete(ids)
        was_open = opened if opened in ids else ""
        back = lambda: self._undelete(undo, was_open)  # noqa: E731
        self._deleted = (frozenset(ids), back)
        one, several = self.tr("Chat deleted."), self.tr("{count} chats deleted.")
        self._offer(ids, one, several, back, "trash")

    def _undelete(self, undo: Callable[[], object], was_open: str) -> None:
        undo()
        current = self._library.current
        if was_open and current is not None and not current.is_begun:
            self._library.open(was_open)

    def _restore(self, ids: list[str]) -> None:
        undo = self._filing.restore(ids)
        one, several = self.tr("Chat restored."), self.tr("{count} chats restored.")
        self._offer(ids, one, several, undo, "undo")

    def _purge(self, ids: list[str]) -> None:
        def purge() -> None:
            deleted, undelete = self._deleted
            if deleted.intersection(ids):
                self._remedies.withdraw_undo(undelete)
            self._filing.purge_for_good(ids)

        self._ask(len(ids), purge)

    def _empty_bin(self) -> None:
        def empty() -> None:
            self._remedies.withdraw_undo(self._deleted[1])
            self._filing.empty_bin()

        self._ask(self._library.shelves.counts[BIN], empty)

    def _ask(self, count: int, deed: Callable[[], object]) -> None:
        question = PurgeQuestion(count, self._sidebar.window())
        question.accepted.connect(deed)
        question.open()

    def _make_folder(self, name: str, ids: list[str]) -> None:
        folder = self._filing.new_folder(name)
        if ids:
            self._move(ids, folder.id)

    def _rename_folder(self, folder_id: str, name: str) -> None:
        self._filing.rename_folder(folder_id, name)

    def _delete_folder(self, folder_id: str) -> None:
        undo = self._filing.delete_folder(folder_id)
        self._remedies.offer_undo(self.tr("Folder deleted. Its chats are in the list."), undo)

    def _offer(
        self, ids: Sequence[str], one: str, several: str, undo: Callable[[], object], icon: str
    ) -> None:
        text = one if len(ids) == 1 else several.replace("{count}", str(len(ids)))
        self._remedies.offer_undo(text, undo, icon)


def _nothing() -> None:
    """Nothing was deleted yet."""
