"""The chats as rows of a list, under headings; one changed chat changes one row."""

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.ui.sidebar.days import group_of, heading, time_of

ID_ROLE = Qt.ItemDataRole.UserRole + 1  # empty for a heading
TIME_ROLE = ID_ROLE + 1  # empty but for today's chats
WRITING_ROLE = ID_ROLE + 2
UNREAD_ROLE = ID_ROLE + 3

_LONGEST = 300
_HEADING = "#"  # before a group's key; ids are hexadecimal

Index = QModelIndex | QPersistentModelIndex


class SidebarModel(QAbstractListModel):
    """Newest first. Rows are inserted, moved and removed one by one, so that what is selected
    stays selected. An edit emits `renamed`; the title changes when the chat is upserted.
    """

    renamed = Signal(str, str)

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self._chats: dict[str, Conversation] = {}
        self._rows: list[str] = []
        self._writing: Set[str] = frozenset()
        self._unread: Set[str] = frozenset()

    def set_conversations(self, conversations: Sequence[Conversation]) -> None:
        self.beginResetModel()
        self._chats = {each.id: each for each in conversations}
        self._rows = self._wanted()
        self.endResetModel()

    def upsert(self, conversation: Conversation) -> None:
        known = self._chats.get(conversation.id)
        self._chats[conversation.id] = conversation
        moved = known is None or known.updated_at != conversation.updated_at
        if moved:
            self._arrange(conversation.id)
        if known is not None and (moved or known.title != conversation.title):
            self._tell_changed((conversation.id,))

    def remove(self, conversation_id: str) -> None:
        if conversation_id in self._chats:
            # A view asks for the row that goes until it is gone.
            self._arrange(without=conversation_id)
            del self._chats[conversation_id]

    def set_writing(self, ids: Set[str]) -> None:
        changed, self._writing = self._writing ^ ids, ids
        self._tell_changed(changed)

    def set_unread(self, ids: Set[str]) -> None:
        changed, self._unread = self._unread ^ ids, ids
        self._tell_changed(changed)

    def turn_day(self) -> None:
        """Put every chat under the heading of the day that has begun."""
        self._arrange()
        self._tell_changed(self._chats)

    def chat(self, conversation_id: str) -> Conversation | None:
        return self._chats.get(conversation_id)

    def index_of(self, conversation_id: str | None) -> QModelIndex:
        if conversation_id not in self._chats:
            return QModelIndex()
        return self.index(self._rows.index(conversation_id))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].startswith(_HEADING):
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key = self._rows[index.row()]
        if key.startswith(_HEADING):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return heading(key[1:]) if shown else ("" if role == ID_ROLE else None)
        return self._of_chat(self._chats[key], role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        chat = self._chats.get(self._rows[index.row()])
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or chat is None or title in ("", chat.title):
            return False
        self.renamed.emit(chat.id, title)
        return True

    def _of_chat(self, chat: Conversation, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return chat.title
        if role == ID_ROLE:
            return chat.id
        if role == WRITING_ROLE:
            return chat.id in self._writing
        if role == UNREAD_ROLE:
            return chat.id in self._unread
        if role == TIME_ROLE:
            today = group_of(chat.updated_at, self._today()) == "today"
            return time_of(chat.updated_at) if today else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(chat)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(chat)
        return None

    def _title(self, chat: Conversation) -> str:
        # One line: foreign line breaks and tabs would draw as boxes or not at all.
        return " ".join(chat.title[:_LONGEST].split()) or self.tr("New chat")

    def _spoken(self, chat: Conversation) -> str:
        if chat.id in self._writing:
            return self.tr("{title}, the answer is being written").replace(
                "{title}", self._title(chat)
            )
        if chat.id in self._unread:
            return self.tr("{title}, not read yet").replace("{title}", self._title(chat))
        return self._title(chat)

    def _tell_changed(self, ids: Iterable[str]) -> None:
        for each in ids:
            if each in self._chats:
                index = self.index_of(each)
                self.dataChanged.emit(index, index)

    def _wanted(self, without: str = "") -> list[str]:
        """The rows as they should stand: every heading before its first chat."""
        today = self._today()
        rows: list[str] = []
        above = ""
        for chat in sorted(
            self._chats.values(), key=lambda each: (each.updated_at, each.id), reverse=True
        ):
            if chat.id == without:
                continue
            group = group_of(chat.updated_at, today)
            if group != above:
                rows.append(_HEADING + group)
                above = group
            rows.append(chat.id)
        return rows

    def _arrange(self, moved: str = "", without: str = "") -> None:
        """Bring the rows into order by single steps; only `moved` is likely out of place."""
        wanted = self._wanted(without)
        kept = set(wanted)
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row] not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        self._sink(moved, wanted)
        for row, key in enumerate(wanted):
            if row < len(self._rows) and self._rows[row] == key:
                continue
            if key in self._rows[row:]:
                self._move(self._rows.index(key, row), row)
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._rows.insert(row, key)
                self.endInsertRows()

    def _sink(self, moved: str, wanted: list[str]) -> None:
        """A chat that became older goes down in one step; else all below it would go up."""
        if moved in self._rows:
            present = set(self._rows)
            target = [each for each in wanted if each in present].index(moved)
            source = self._rows.index(moved)
            if target > source:
                self._move(source, target)

    def _move(self, source: int, target: int) -> None:
        """Qt counts the target before the row is taken out."""
        before = target + 1 if target > source else target
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), before)
        self._rows.insert(target, self._rows.pop(source))
        self.endMoveRows()
