"""The list itself: keys, clicks and the menu of a chat."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.delegate import SidebarDelegate
from promptrun_desktop.ui.sidebar.model import ID_ROLE, SidebarModel

MARGIN = 12


class ChatList(QListView):
    """Selected is only what `select()` was told: arrows move the keyboard's row, Enter opens."""

    opened = Signal(str)
    delete_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, look: Look, model: SidebarModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._chats = look, model
        self.setObjectName("chats")
        self.setAccessibleName(self.tr("Chats"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        # Each row shows where the keyboard is.
        self.setProperty("ring", "none")
        self.setModel(model)
        self.setItemDelegate(SidebarDelegate(look, self))
        self.clicked.connect(self._open)
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self.verticalScrollBar().rangeChanged.connect(self._keep_margin)
        self._keep_margin()

    def select(self, conversation_id: str | None) -> None:
        index = self._chats.index_of(conversation_id)
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, command)
            self.scrollTo(index)
        else:
            self.selectionModel().clear()

    def start_rename(self, conversation_id: str) -> None:
        index = self._chats.index_of(conversation_id)
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def menu_of(self, conversation_id: str) -> QMenu:
        """Rename, Save as…, Delete for one chat; the menu deletes itself when it closes."""
        menu = QMenu(self)
        menu.setObjectName("chat_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icon = self._look.icon
        for name, words, act in (
            ("pencil", self.tr("Rename"), self.start_rename),
            ("download", self.tr("Save as…"), self.export_requested.emit),
            ("trash", self.tr("Delete"), self.delete_requested.emit),
        ):
            action = menu.addAction(icon(name), words)
            action.setObjectName(f"{name}_chat")
            action.triggered.connect(lambda _=False, act=act: act(conversation_id))
        return menu

    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and self._current_id()
        ):
            # The window's F2 renames the open chat; here the keyboard stands on another.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chat = self._current_id()
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            # A field passes on the Enter that ends it; here it would open the chat.
            event.accept()
        elif not chat or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chat)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(chat)
        elif key == Qt.Key.Key_F2:
            self.start_rename(chat)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        chat = index.data(ID_ROLE) if index.isValid() else ""
        if chat:
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_of(chat).popup(self.viewport().mapToGlobal(place))

    def _keep_margin(self) -> None:
        # The scroll bar takes the place of the margin: rows keep their width when it comes.
        bar = self.verticalScrollBar()
        self.setViewportMargins(0, 0, 0 if bar.maximum() > bar.minimum() else MARGIN, 0)

    def _current_id(self) -> str:
        index = self.currentIndex()
        return index.data(ID_ROLE) if index.isValid() else ""

    def _open(self, index: QModelIndex) -> None:
        if chat := index.data(ID_ROLE):
            self.opened.emit(chat)
