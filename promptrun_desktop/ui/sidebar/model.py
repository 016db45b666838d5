"""The chats as rows of a list, under headings; one changed chat changes one row."""

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import PINNED, RECENT, Folder, Shelf, ShelfKind, shelf_of
from promptrun_desktop.ui.sidebar.carried import MIME, carry
from promptrun_desktop.ui.sidebar.days import group_of, rank_of
from promptrun_desktop.ui.sidebar.faces import Faces, folder_name, heading_of, title_of
from promptrun_desktop.ui.sidebar.roles import (
    FOLDER_ROLE,
    ID_ROLE,
    INDENT_ROLE,
    LEFT_ROLE,
    NEW_FOLDER,
    Index,
)
from promptrun_desktop.ui.sidebar.sectioned import SectionedModel, key_of
from promptrun_desktop.ui.sidebar.sections import (
    DAY_KEY,
    FOLDER_KEY,
    PINNED_KEY,
    REST_KEY,
    Section,
)

MAIN = frozenset({ShelfKind.PINNED, ShelfKind.FOLDER, ShelfKind.RECENT})


class SidebarModel(SectionedModel):
    """Newest first. Rows are inserted, moved and removed one by one, so that what is selected
    stays selected. An edit emits `renamed` or `folder_named`; what is shown changes when the chat
    is upserted. Of all chats it is told of it keeps those on shelves of its `kinds`.
    """

    renamed = Signal(str, str)
    folder_named = Signal(str, str)
    writing_changed = Signal()

    def __init__(
        self, today: Callable[[], date] = date.today, kinds: Set[ShelfKind] = MAIN
    ) -> None:
        super().__init__()
        self._today = today
        self._kinds = kinds
        self._chats: dict[str, Conversation] = {}
        # What letters that are typed are compared with.
        self._folded_titles: dict[str, str] = {}
        self._named_rows: list[int] | None = None
        self._row_names: list[str] = []
        self._folders: dict[str, Folder] = {}
        self._faces = Faces(today)
        self._sections.put(Section(REST_KEY, (3, 0, ""), has_heading=False, stays=True))

    def set_conversations(self, conversations: Sequence[Conversation]) -> None:
        """These, and no others."""
        kept = {each.id for each in conversations}
        for gone in self._chats.keys() - kept:
            self.remove(gone)
        for each in conversations:
            self.upsert(each)

    def upsert(self, conversation: Conversation) -> None:
        known = self._chats.get(conversation.id)
        wanted = self._section_of(conversation)
        if wanted is None:
            self.remove(conversation.id)
        elif known is None:
            self._know(conversation)
            self._put(conversation, wanted)
            self._tell_writing(conversation.id)
        else:
            before, key = self._where[known.id], key_of(known)
            self._know(conversation)
            moved = before is not wanted or key != key_of(conversation)
            if moved:
                self._move(before, key, wanted, key_of(conversation))
            if moved or known.title != conversation.title:
                self._tell_changed((conversation.id,))

    def remove(self, conversation_id: str) -> None:
        if (known := self._chats.get(conversation_id)) is not None:
            section = self._where[conversation_id]
            # A view asks for the row that goes until it is gone.
            self._take(section, key_of(known))
            del self._chats[conversation_id], self._folded_titles[conversation_id]
            del self._where[conversation_id]
            self._tidy(section)
            self._tell_writing(conversation_id)

    def set_left(self, shelf: Shelf, left: int) -> None:
        """So many chats of a shelf are not read yet: rows stand in for them at its end."""
        keys = {ShelfKind.PINNED: PINNED_KEY, ShelfKind.FOLDER: FOLDER_KEY + shelf.folder_id}
        section = self._sections.get(keys.get(shelf.kind, REST_KEY))
        if shelf.kind not in self._kinds or section is None or section.left == left:
            return
        self._resize(section, left)

    def set_folders(self, folders: Sequence[Folder], folded: Set[str] = frozenset()) -> None:
        """Those that are new are folded if they are among `folded`."""
        if ShelfKind.FOLDER not in self._kinds:
            return
        known, self._folders = self._folders, {each.id: each for each in folders}
        self._named_rows = None
        for each in folders:
            if each.id not in known:
                self._add_folder(each, folded=each.id in folded)
            elif known[each.id] != each:
                self._tell_heading(FOLDER_KEY + each.id)
        for gone in known.keys() - self._folders.keys():
            self._drop_folder(gone)

    def fold(self, folder_id: str, *, folded: bool) -> None:
        section = self._sections.get(FOLDER_KEY + folder_id)
        if section is None or section.folded is folded:
            return
        self._fold(section, folded=folded)
        self._tell_heading(section.key)

    def folded(self) -> list[str]:
        """Ids of the folders that show their heading alone."""
        return [each for each in self._folders if self._is_folded(each)]

    def folders(self) -> list[Folder]:
        return list(self._folders.values())

    def add_new_folder(self) -> QModelIndex:
        """A heading that is to be named; it goes with `drop_new_folder`."""
        if self._sections.get(FOLDER_KEY + NEW_FOLDER) is None:
            self._add_section(Section(FOLDER_KEY + NEW_FOLDER, (1, 1_000_000_000, ""), stays=True))
        return self.folder_index(NEW_FOLDER)

    def drop_new_folder(self) -> None:
        if (section := self._sections.get(FOLDER_KEY + NEW_FOLDER)) is not None:
            section.stays = False
            self._tidy(section)

    def set_writing(self, ids: Set[str]) -> None:
        changed, self._faces.writing = self._faces.writing ^ ids, ids
        self._tell_changed(changed)
        self.writing_changed.emit()

    @property
    def is_writing(self) -> bool:
        """The answer in one of its chats is being written."""
        return any(each in self._chats for each in self._faces.writing)

    def set_unread(self, ids: Set[str]) -> None:
        changed, self._faces.unread = self._faces.unread ^ ids, ids
        self._tell_changed(changed)

    def turn_day(self) -> None:
        """Put every chat under the heading of the day that has begun."""
        for each in list(self._chats.values()):
            before, wanted = self._where[each.id], self._section_of(each)
            if wanted is not None and wanted is not before:
                self._move(before, key_of(each), wanted, key_of(each))
        if last := self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(last - 1))

    def chat(self, conversation_id: str) -> Conversation | None:
        return self._chats.get(conversation_id)

    def index_of(self, conversation_id: str | None) -> QModelIndex:
        """Not valid for a chat in a folded folder."""
        if conversation_id is None or (chat := self._chats.get(conversation_id)) is None:
            return QModelIndex()
        section = self._where[conversation_id]
        if section.folded:
            return QModelIndex()
        return self.index(self._sections.start_of(section) + section.row_of(key_of(chat)))

    def folder_index(self, folder_id: str) -> QModelIndex:
        section = self._sections.get(FOLDER_KEY + folder_id)
        return QModelIndex() if section is None else self.index(self._sections.start_of(section))

    def left_at(self, row: int) -> tuple[Shelf, int] | None:
        """Of a row that is not read yet: its shelf, and how many are to be read up to it."""
        section, at = self._sections.at(row)
        unread = at - section.head - section.chats + 1
        if unread <= 0:
            return None
        if section.key == PINNED_KEY:
            return PINNED, unread
        if section.key.startswith(FOLDER_KEY):
            return Shelf(ShelfKind.FOLDER, section.key.removeprefix(FOLDER_KEY)), unread
        return RECENT if self._kinds is MAIN else Shelf(next(iter(self._kinds))), unread

    def shelf_at(self, row: int) -> Shelf | None:
        """The shelf onto which a chat is put that is dropped on a row; None where nothing can be
        dropped."""
        if self._kinds is not MAIN:
            return None
        if row >= self.rowCount():
            return RECENT
        section, _ = self._sections.at(row)
        if section.key.startswith(FOLDER_KEY):
            folder = section.key.removeprefix(FOLDER_KEY)
            return Shelf(ShelfKind.FOLDER, folder) if folder in self._folders else None
        return PINNED if section.key == PINNED_KEY else RECENT

    def shelf_index(self, shelf: Shelf) -> QModelIndex:
        """The heading of the pinned chats or of a folder."""
        pinned = shelf.kind is ShelfKind.PINNED
        section = self._sections.get(PINNED_KEY if pinned else FOLDER_KEY + shelf.folder_id)
        return QModelIndex() if section is None else self.index(self._sections.start_of(section))

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return carry(id for each in indexes if (id := each.data(ID_ROLE)))

    def starting_with(self, text: str, after: int) -> QModelIndex:
        """The next chat or folder below a row, and from the top again, whose name begins so."""
        text, names = text.casefold(), self._names()
        found = [row for row, name in enumerate(names) if name.startswith(text)]
        if not found:
            return QModelIndex()
        return self.index(next((row for row in found if row > after), found[0]))

    def _names(self) -> list[str]:
        """Of each row, folded for comparing; made again once rows or names have changed."""
        starts = self._sections.starts
        if self._named_rows is not starts:
            self._named_rows, self._row_names = starts, [""] * starts[-1]
            for section, start in zip(self._sections, starts, strict=False):
                if section.key.startswith(FOLDER_KEY):
                    folder = self._folders.get(section.key.removeprefix(FOLDER_KEY))
                    self._row_names[start] = folder_name(folder).casefold()
                if not section.folded:
                    first = start + section.head
                    names = [self._folded_titles[id] for id in section.ids()]
                    self._row_names[first : first + len(names)] = names
        return self._row_names

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        section, row = self._sections.at(index.row())
        flag = Qt.ItemFlag
        if section.at(row):
            return (
                flag.ItemIsEnabled
                | flag.ItemIsSelectable
                | flag.ItemIsEditable
                | flag.ItemIsDragEnabled
                | flag.ItemNeverHasChildren
            )
        if row == 0 and section.key.startswith(FOLDER_KEY):
            return flag.ItemIsEnabled | flag.ItemIsEditable | flag.ItemIsDropEnabled
        return flag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        section, row = self._sections.at(index.row())
        if chat := section.at(row):
            if role == INDENT_ROLE:
                return section.key.startswith(FOLDER_KEY)
            return self._faces.of_chat(self._chats[chat], role)
        if role == ID_ROLE:
            return ""
        if row >= section.head:
            return True if role == LEFT_ROLE else None
        if section.key.startswith(FOLDER_KEY):
            folder = self._folders.get(section.key.removeprefix(FOLDER_KEY))
            return self._faces.of_folder(section, folder, role, self._where)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return heading_of(section.key) if shown else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or name in ("", index.data(role)):
            return False
        if folder := index.data(FOLDER_ROLE):
            self.folder_named.emit(folder, name)
        elif chat := index.data(ID_ROLE):
            self.renamed.emit(chat, name)
        return True

    def _know(self, chat: Conversation) -> None:
        known = self._chats.get(chat.id)
        self._chats[chat.id] = chat
        if known is None or known.title != chat.title:
            self._folded_titles[chat.id] = title_of(chat).casefold()
            self._named_rows = None

    def _tell_writing(self, conversation_id: str) -> None:
        if conversation_id in self._faces.writing:
            self.writing_changed.emit()

    def _tell_changed(self, ids: Iterable[str]) -> None:
        for each in ids:
            if (section := self._where.get(each)) is None:
                continue
            if section.folded:
                self._tell_heading(section.key)
            else:
                index = self.index_of(each)
                self.dataChanged.emit(index, index)

    def _section_of(self, chat: Conversation) -> Section | None:
        """Where it belongs, perhaps not among the sections yet; None if on no shelf of these."""
        shelf = shelf_of(chat)
        if shelf.kind not in self._kinds:
            return None
        if shelf.kind is ShelfKind.PINNED:
            return self._sections.get(PINNED_KEY) or Section(PINNED_KEY, (0, 0, ""))
        if shelf.kind is ShelfKind.FOLDER and shelf.folder_id in self._folders:
            return self._sections.get(FOLDER_KEY + shelf.folder_id)
        group = group_of(chat.updated_at, self._today())
        return self._sections.get(DAY_KEY + group) or Section(
            DAY_KEY + group, (2, rank_of(group), "")
        )

    def _is_folded(self, folder_id: str) -> bool:
        section = self._sections.get(FOLDER_KEY + folder_id)
        return section is not None and section.folded

    def _add_folder(self, folder: Folder, *, folded: bool) -> None:
        rank = (1, folder.position, folder.id)
        self._add_section(Section(FOLDER_KEY + folder.id, rank, stays=True, folded=folded))
        for each in [each for each in self._chats.values() if each.folder_id == folder.id]:
            self.upsert(each)

    def _drop_folder(self, folder_id: str) -> None:
        section = self._sections.get(FOLDER_KEY + folder_id)
        if section is None:
            return
        self.fold(folder_id, folded=False)
        self.set_left(Shelf(ShelfKind.FOLDER, folder_id), 0)
        for each in [id for id, where in self._where.items() if where is section]:
            self.upsert(self._chats[each])
        section.stays = False
        self._tidy(section)
