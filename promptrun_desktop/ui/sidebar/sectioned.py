"""A list of sections as rows of Qt: one chat that comes, moves or goes is one row that does."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.ui.sidebar.roles import Index
from promptrun_desktop.ui.sidebar.sections import Key, Section, Sections


class SectionedModel(QAbstractListModel):
    """What stands where, and how that is told to views; not what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._sections = Sections()
        self._where: dict[str, Section] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._sections.starts[-1]

    def _add_section(self, section: Section) -> None:
        if self._sections.get(section.key) is section:
            return
        row = self._sections.start_of(section)
        self.beginInsertRows(QModelIndex(), row, row)
        self._sections.put(section)
        self.endInsertRows()

    def _tidy(self, section: Section) -> None:
        """The last chat of a day takes the heading with it."""
        if section.stays or section.chats or section.left:
            return
        row = self._sections.start_of(section)
        self.beginRemoveRows(QModelIndex(), row, row)
        self._sections.drop(section)
        self.endRemoveRows()

    def _put(self, chat: Conversation, section: Section) -> None:
        self._add_section(section)
        key = key_of(chat)
        row = self._sections.start_of(section) + section.head + section.place(key)
        if not section.folded:
            self.beginInsertRows(QModelIndex(), row, row)
        self._where[chat.id] = section
        section.add(key)
        self._sections.changed()
        if not section.folded:
            self.endInsertRows()

    def _take(self, section: Section, key: Key) -> None:
        row = self._sections.start_of(section) + section.row_of(key)
        if not section.folded:
            self.beginRemoveRows(QModelIndex(), row, row)
        section.drop(key)
        self._sections.changed()
        if not section.folded:
            self.endRemoveRows()

    def _move(self, source: Section, old: Key, target: Section, new: Key) -> None:
        """Qt counts the target before the row is taken out."""
        self._add_section(target)
        row = self._sections.start_of(source) + source.row_of(old)
        before = self._sections.start_of(target) + target.head + target.place(new)
        end = self._begin_move(row, before, leaves=not source.folded, comes=not target.folded)
        source.drop(old)
        target.add(new)
        self._where[new[1]] = target
        self._sections.changed()
        end()
        self._tidy(source)

    def _begin_move(
        self, row: int, before: int, *, leaves: bool, comes: bool
    ) -> Callable[[], object]:
        if leaves and comes and before not in (row, row + 1):
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
            return self.endMoveRows
        if leaves and not comes:
            self.beginRemoveRows(QModelIndex(), row, row)
            return self.endRemoveRows
        if comes and not leaves:
            self.beginInsertRows(QModelIndex(), before, before)
            return self.endInsertRows
        return lambda: None

    def _resize(self, section: Section, left: int) -> None:
        """So many rows stand for chats that are not read yet."""
        first = self._sections.start_of(section) + section.head + section.chats
        change = left - section.left
        shown = not section.folded
        if shown and change > 0:
            self.beginInsertRows(QModelIndex(), first, first + change - 1)
        elif shown:
            self.beginRemoveRows(QModelIndex(), first, first - change - 1)
        section.left = left
        self._sections.changed()
        if shown:
            (self.endInsertRows if change > 0 else self.endRemoveRows)()

    def _fold(self, section: Section, *, folded: bool) -> None:
        first = self._sections.start_of(section) + section.head
        count = section.chats + section.left
        if count and folded:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
        elif count:
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
        section.folded = folded
        self._sections.changed()
        if count:
            (self.endRemoveRows if folded else self.endInsertRows)()

    def _tell_heading(self, key: str) -> None:
        if (section := self._sections.get(key)) is not None:
            index = self.index(self._sections.start_of(section))
            self.dataChanged.emit(index, index)


def key_of(chat: Conversation) -> Key:
    return chat.updated_at, chat.id
