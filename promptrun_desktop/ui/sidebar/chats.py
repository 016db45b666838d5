"""The list itself: keys, clicks and the menu of a chat."""

import shiboken6
from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QWidget

from promptrun_desktop.domain.folder import Shelf, ShelfKind
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.delegate import SidebarDelegate
from promptrun_desktop.ui.sidebar.dragging import DragView
from promptrun_desktop.ui.sidebar.menus import Menus
from promptrun_desktop.ui.sidebar.model import SidebarModel
from promptrun_desktop.ui.sidebar.roles import (
    FOLDED_ROLE,
    FOLDER_ROLE,
    ID_ROLE,
    NEW_FOLDER,
    WRITING_ROLE,
)
from promptrun_desktop.ui.sidebar.turning import Turning
from promptrun_desktop.ui.sidebar.wishes import Wishes

MARGIN = 12
# Rows below what is seen that are read ahead.
AHEAD = 30
# Milliseconds between two letters of one name.
PAUSE = 1000

_Flag = QItemSelectionModel.SelectionFlag
_BY_CHOICE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChatList(DragView):
    """Selected is the chat that is open, and what was chosen with Ctrl or Shift: arrows alone
    move the keyboard's row, Enter opens."""

    def __init__(
        self, look: Look, model: SidebarModel, wishes: Wishes, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, model, wishes, parent)
        self._menus = Menus(look, wishes, self)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._filing: list[str] = []
        # Where choosing several began.
        self._start = QPersistentModelIndex()
        self._typed, self._since = "", QElapsedTimer()
        self.setObjectName("chats")
        self.setAccessibleName(self.tr("Chats"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        # Each row shows where the keyboard is.
        self.setProperty("ring", "none")
        self.setModel(model)
        delegate = SidebarDelegate(look, self)
        delegate.closeEditor.connect(self._on_edited)
        self.setItemDelegate(delegate)
        self.turning = Turning(self, self._writing_rows)
        delegate.angle = lambda: self.turning.angle
        model.writing_changed.connect(self._turn_arcs)
        self.clicked.connect(self._on_clicked)
        model.folder_named.connect(self._name_folder)
        model.renamed.connect(wishes.renamed)
        self.verticalScrollBar().rangeChanged.connect(self._keep_margin)
        self.verticalScrollBar().valueChanged.connect(self._read_ahead)
        self._keep_margin()

    def select(self, conversation_id: str | None) -> None:
        index = self._chats.index_of(conversation_id)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
            self._start = QPersistentModelIndex(index)
            self.scrollTo(index)
        else:
            self.selectionModel().clear()

    def start_rename(self, conversation_id: str) -> None:
        self._edit(self._chats.index_of(conversation_id))

    def start_folder(self, ids: list[str]) -> None:
        """Name a new folder in place; these chats go into it."""
        self._filing = ids
        self._edit(self._chats.add_new_folder())

    def toggle_folder(self, folder_id: str) -> None:
        index = self._chats.folder_index(folder_id)
        if index.isValid():
            self.fold(folder_id, folded=not index.data(FOLDED_ROLE))

    def fold(self, folder_id: str, *, folded: bool) -> None:
        self._chats.fold(folder_id, folded=folded)
        if not folded:
            self.wishes.wanted.emit(Shelf(ShelfKind.FOLDER, folder_id), AHEAD)
        self.wishes.folded.emit(self._chats.folded())

    def menu_of(self, conversation_id: str) -> QMenu:
        """For the chat, or all that are chosen with it."""
        ids = self.chosen(conversation_id)
        return self._menus.of_chats(
            [chat for id in ids if (chat := self._chats.chat(id)) is not None],
            self._chats.folders(),
            lambda: self.start_rename(conversation_id),
            lambda: self.start_folder(ids),
        )

    def menu_at(self, index: QModelIndex) -> QMenu | None:
        if chat := index.data(ID_ROLE) if index.isValid() else "":
            return self.menu_of(chat)
        if folder := index.data(FOLDER_ROLE) if index.isValid() else "":
            return self._menus.of_folder(
                folder, lambda: self._edit(index), lambda: self.start_folder([])
            )
        return self._menus.of_list(lambda: self.start_folder([]))

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Nothing but Ctrl and Shift choose."""
        pressed = event is not None and event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.KeyPress,
        )
        if not pressed or not isinstance(event, QMouseEvent | QKeyEvent):
            return _Flag.NoUpdate
        if isinstance(event, QMouseEvent) and event.button() != Qt.MouseButton.LeftButton:
            return _Flag.NoUpdate
        by_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        arrow = isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Space
        return _Flag.Toggle if by_control and not arrow else _Flag.NoUpdate

    def selectAll(self) -> None:
        """Not all are read: what is chosen is what is seen to be chosen."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._modifiers = event.modifiers()
        super().mousePressEvent(event)
        if self._modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._choose_to_current()
        elif self.currentIndex().isValid():
            self._start = QPersistentModelIndex(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and self._current(ID_ROLE, FOLDER_ROLE)
        ):
            # The window's F2 renames the open chat; here the keyboard stands on another.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chat, folder, key = self._current(ID_ROLE), self._current(FOLDER_ROLE), event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            # A field passes on the Enter that ends it; here it would open the chat.
            event.accept()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            before = self.currentIndex()
            super().keyPressEvent(event)
            by_shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if by_shift and self.currentIndex() != before:
                self._choose_to_current()
        elif key == Qt.Key.Key_F2 and (chat or folder):
            self._edit(self.currentIndex())
        elif not (self._press_folder(folder, key) if folder else chat and self._press(chat, key)):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed in a row are the beginning of a name; one letter again: the next."""
        fresh = not self._since.isValid() or self._since.elapsed() > PAUSE
        again = self._typed == search
        self._typed = search if fresh or again else self._typed + search
        self._since.start()
        longer = 0 if fresh or again else 1
        found = self._chats.starting_with(self._typed, self.currentIndex().row() - longer)
        if self._typed.strip() and found.isValid():
            self.selectionModel().setCurrentIndex(found, _Flag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if (menu := self.menu_at(index)) is not None:
            place = self.visualRect(index).center() if by_key else event.pos()
            menu.popup(self.viewport().mapToGlobal(place))

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        self._read_ahead()

    def _choose_to_current(self) -> None:
        """All from where choosing began; headings between are none of them."""
        start, end = self._start.row(), self.currentIndex().row()
        if start >= 0 and end >= 0:
            top, bottom = self._chats.index(min(start, end)), self._chats.index(max(start, end))
            command = _Flag.ClearAndSelect
            self.selectionModel().select(QItemSelection(top, bottom), command)

    def _press(self, chat: str, key: int) -> bool:
        """What a key does with a chat; False if nothing."""
        if key in _ENTER:
            self.wishes.opened.emit(chat)
        elif key == Qt.Key.Key_Delete:
            self.wishes.deleted.emit(self.chosen(chat))
        else:
            return False
        return True

    def _press_folder(self, folder: str, key: int) -> bool:
        if key in _ENTER or key == Qt.Key.Key_Space:
            self.toggle_folder(folder)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            closing = Qt.Key.Key_Left if not self.isRightToLeft() else Qt.Key.Key_Right
            self.fold(folder, folded=key == closing)
        elif key == Qt.Key.Key_Delete:
            self.wishes.folder_deleted.emit(folder)
        else:
            return False
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._modifiers & _BY_CHOICE:
            return
        if chat := index.data(ID_ROLE):
            self._click(chat)
        elif folder := index.data(FOLDER_ROLE):
            self.toggle_folder(folder)

    def _click(self, chat: str) -> None:
        self.wishes.opened.emit(chat)

    def _edit(self, index: QModelIndex) -> None:
        if index.isValid():
            self.scrollTo(index)
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.edit(index)

    def _name_folder(self, folder_id: str, name: str) -> None:
        if folder_id == NEW_FOLDER:
            self.wishes.folder_made.emit(name, self._filing)
            self._filing = []
        else:
            self.wishes.folder_renamed.emit(folder_id, name)

    def _on_edited(self) -> None:
        # The field still stands on its row. It also closes when the window is gone.
        if shiboken6.isValid(self._chats):
            QTimer.singleShot(0, self._chats, self._chats.drop_new_folder)

    def _turn_arcs(self) -> None:
        self.turning.set_wanted(wanted=self._chats.is_writing)

    def _writing_rows(self) -> list[QRect]:
        indexes = [self._chats.index(row) for row in self.seen()]
        return [self.visualRect(each) for each in indexes if each.data(WRITING_ROLE)]

    def _read_ahead(self) -> None:
        wanted: dict[Shelf, int] = {}
        seen = self.seen()
        for row in range(seen.start, min(seen.stop + AHEAD, self._chats.rowCount())):
            if (left := self._chats.left_at(row)) is not None:
                wanted[left[0]] = left[1]
        for shelf, count in wanted.items():
            self.wishes.wanted.emit(shelf, count)

    def _keep_margin(self) -> None:
        # The scroll bar takes the place of the margin: rows keep their width when it comes.
        bar = self.verticalScrollBar()
        self.setViewportMargins(0, 0, 0 if bar.maximum() > bar.minimum() else MARGIN, 0)

    def _current(self, *roles: int) -> str:
        index = self.currentIndex()
        return next((found for role in roles if (found := index.data(role))), "")


class BinList(ChatList):
    """What is in the bin is restored, or deleted for good; a click opens nothing."""

    def __init__(
        self, look: Look, model: SidebarModel, wishes: Wishes, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, model, wishes, parent)
        self.setDragEnabled(False)
        self.doubleClicked.connect(self._restore)

    def menu_at(self, index: QModelIndex) -> QMenu | None:
        chat = index.data(ID_ROLE) if index.isValid() else ""
        return self._menus.of_binned(self.chosen(chat)) if chat else None

    def start_rename(self, conversation_id: str) -> None:
        """Nothing is renamed in the bin."""

    def _press(self, chat: str, key: int) -> bool:
        if key in _ENTER:
            self.wishes.restored.emit(self.chosen(chat))
        elif key == Qt.Key.Key_Delete:
            self.wishes.purged.emit(self.chosen(chat))
        else:
            return key == Qt.Key.Key_F2
        return True

    def _edit(self, index: QModelIndex) -> None:
        """Nothing is renamed in the bin."""

    def _click(self, chat: str) -> None:
        self.select(chat)

    def _restore(self, index: QModelIndex) -> None:
        if chat := index.data(ID_ROLE):
            self.wishes.restored.emit([chat])
