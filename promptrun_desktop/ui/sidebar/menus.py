"""The menus of the list: what can be done with one chat, with several, with a folder."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.wishes import Wishes

_LONGEST = 40


class Menus(QObject):
    """Each menu deletes itself when it closes. Names of folders are foreign text."""

    def __init__(self, look: Look, wishes: Wishes, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._wishes = wishes
        self._parent = parent

    def of_chats(
        self,
        chats: Sequence[Conversation],
        folders: Sequence[Folder],
        rename: Callable[[], object],
        name_folder: Callable[[], object],
    ) -> QMenu:
        menu, ids, wishes = self._menu("chat_menu"), [each.id for each in chats], self._wishes
        first = chats[0]
        if len(chats) == 1:
            self._add(menu, "pencil", "pencil_chat", self.tr("Rename"), rename)
        if first.archived:
            back = lambda: wishes.archived.emit(ids, False)  # noqa: E731
            self._add(menu, "undo", "unarchive_chat", self.tr("Back to the list"), back)
        else:
            pin = not first.pinned
            words = self.tr("Pin") if pin else self.tr("Unpin")
            self._add(menu, "pin", "pin_chat", words, lambda: wishes.pinned.emit(ids, pin))
            menu.addMenu(self._folders(menu, chats, folders, name_folder))
            put_away = lambda: wishes.archived.emit(ids, True)  # noqa: E731
            self._add(menu, "archive", "archive_chat", self.tr("Archive"), put_away)
        save = lambda: wishes.exported.emit(ids)  # noqa: E731
        self._add(menu, "download", "download_chat", self.tr("Save as document…"), save)
        if len(chats) == 1:
            printed = lambda: wishes.printed.emit(ids)  # noqa: E731
            self._add(menu, "printer", "print_chat", self.tr("Print…"), printed)
        self._add(menu, "trash", "trash_chat", self.tr("Delete"), lambda: wishes.deleted.emit(ids))
        return menu

    def of_binned(self, ids: Sequence[str]) -> QMenu:
        menu, chosen = self._menu("chat_menu"), list(ids)
        restore, purge = self._wishes.restored, self._wishes.purged
        self._add(menu, "undo", "restore_chat", self.tr("Restore"), lambda: restore.emit(chosen))
        self._add(
            menu, "trash", "purge_chat", self.tr("Delete for good"), lambda: purge.emit(chosen)
        )
        return menu

    def of_folder(
        self, folder_id: str, rename: Callable[[], object], name_folder: Callable[[], object]
    ) -> QMenu:
        menu = self._menu("folder_menu")
        self._add(menu, "pencil", "rename_folder", self.tr("Rename"), rename)
        self._add(menu, "folder-plus", "new_folder", self.tr("New folder…"), name_folder)
        gone = lambda: self._wishes.folder_deleted.emit(folder_id)  # noqa: E731
        self._add(
            menu, "trash", "delete_folder", self.tr("Delete the folder, keep its chats"), gone
        )
        return menu

    def of_list(self, name_folder: Callable[[], object]) -> QMenu:
        menu = self._menu("list_menu")
        self._add(menu, "folder-plus", "new_folder", self.tr("New folder…"), name_folder)
        menu.addSeparator()
        wishes = self._wishes
        save, bring = wishes.all_exported.emit, wishes.brought.emit
        self._add(menu, "download", "save_all", self.tr("Save all chats as documents…"), save)
        self._add(
            menu, "bring-in", "bring_chats", self.tr("Bring my chats from another app…"), bring
        )
        return menu

    def _folders(
        self,
        parent: QMenu,
        chats: Sequence[Conversation],
        folders: Sequence[Folder],
        name_folder: Callable[[], object],
    ) -> QMenu:
        menu, ids = QMenu(self.tr("Move to folder"), parent), [each.id for each in chats]
        menu.setObjectName("move_menu")
        menu.setIcon(self._look.icon("folder"))
        here = {each.folder_id for each in chats}
        move = self._wishes.moved
        for each in folders:
            name = " ".join(each.name.split()) or self.tr("Folder")
            cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
            to = lambda id=each.id: move.emit(ids, id)  # noqa: E731
            # One & would underline the next letter.
            self._add(menu, "", f"to_{each.id}", cut.replace("&", "&&"), to)
            menu.actions()[-1].setEnabled(here != {each.id})
        if here != {None}:
            self._add(menu, "", "to_none", self.tr("No folder"), lambda: move.emit(ids, ""))
        if menu.actions():
            menu.addSeparator()
        self._add(menu, "folder-plus", "to_new", self.tr("New folder…"), name_folder)
        return menu

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._parent)
        menu.setObjectName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add(
        self, menu: QMenu, icon: str, name: str, words: str, act: Callable[[], object]
    ) -> None:
        action = menu.addAction(words)
        if icon:
            action.setIcon(self._look.icon(icon))
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: act())
