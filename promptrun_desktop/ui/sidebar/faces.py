"""What a row of the list shows and says, for each role it can be asked for."""

from collections.abc import Callable, Set
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.ui.sidebar.days import group_of, heading, time_of
from promptrun_desktop.ui.sidebar.roles import (
    FOLDED_ROLE,
    FOLDER_ROLE,
    ID_ROLE,
    TIME_ROLE,
    UNREAD_ROLE,
    WRITING_ROLE,
)
from promptrun_desktop.ui.sidebar.sections import DAY_KEY, FOLDER_KEY, PINNED_KEY, Section

_LONGEST = 300


class Faces:
    """`writing` and `unread` are ids of chats."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.writing: Set[str] = frozenset()
        self.unread: Set[str] = frozenset()
        self._today = today

    def of_chat(self, chat: Conversation, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return chat.title
        if role == ID_ROLE:
            return chat.id
        if role == WRITING_ROLE:
            return chat.id in self.writing
        if role == UNREAD_ROLE:
            return chat.id in self.unread
        if role == TIME_ROLE:
            today = group_of(chat.updated_at, self._today()) == "today"
            return time_of(chat.updated_at) if today else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(chat)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(chat)
        return None

    def of_folder(
        self, section: Section, folder: Folder | None, role: int, where: dict[str, Section]
    ) -> Any:
        id = section.key.removeprefix(FOLDER_KEY)
        name = folder_name(folder)
        if role == FOLDER_ROLE:
            return id
        if role == FOLDED_ROLE:
            return section.folded
        if role == Qt.ItemDataRole.EditRole:
            return name
        if role in (WRITING_ROLE, UNREAD_ROLE):
            marked = self.writing if role == WRITING_ROLE else self.unread
            return section.folded and any(where.get(each) is section for each in marked)
        if role == Qt.ItemDataRole.DisplayRole:
            return name or QCoreApplication.translate("SidebarModel", "Folder")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (
                QCoreApplication.translate("SidebarModel", "{name}, folder, closed")
                if section.folded
                else QCoreApplication.translate("SidebarModel", "{name}, folder")
            )
            return told.replace(
                "{name}", name or QCoreApplication.translate("SidebarModel", "Folder")
            )
        return None

    def _spoken(self, chat: Conversation) -> str:
        if chat.id in self.writing:
            return QCoreApplication.translate(
                "SidebarModel", "{title}, the answer is being written"
            ).replace("{title}", title_of(chat))
        if chat.id in self.unread:
            return QCoreApplication.translate("SidebarModel", "{title}, not read yet").replace(
                "{title}", title_of(chat)
            )
        return title_of(chat)


def title_of(chat: Conversation) -> str:
    # One line: foreign line breaks and tabs would draw as boxes or not at all.
    return " ".join(chat.title[:_LONGEST].split()) or QCoreApplication.translate(
        "SidebarModel", "New chat"
    )


def folder_name(folder: Folder | None) -> str:
    """Empty for one that is being named."""
    return " ".join(folder.name[:_LONGEST].split()) if folder is not None else ""


def heading_of(key: str) -> str:
    """Of a section that is no folder."""
    if key == PINNED_KEY:
        return QCoreApplication.translate("SidebarModel", "Pinned")
    return heading(key.removeprefix(DAY_KEY))
