"""Chats are dragged onto a folder or the pinned ones, or out of them onto the days."""

from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from promptrun_desktop.domain.folder import PINNED, Shelf, shelf_of
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.carried import carried
from promptrun_desktop.ui.sidebar.model import SidebarModel
from promptrun_desktop.ui.sidebar.roles import ID_ROLE
from promptrun_desktop.ui.sidebar.rows import RowsView
from promptrun_desktop.ui.sidebar.wishes import Wishes

# The outline of the heading that would take them.
_RADIUS = 8


class DragView(RowsView):
    """Only its own chats are taken: another program's text is nothing here."""

    def __init__(
        self, look: Look, model: SidebarModel, wishes: Wishes, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._chats, self.wishes = model, wishes
        self._target: Shelf | None = None
        self._dragged: list[QModelIndex] = []
        self._pressed: QPointF | None = None
        self._has_dragged = False
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragEnabled(True)

    def chosen(self, conversation_id: str) -> list[str]:
        """The chats that are meant when something is done with this one, top to bottom."""
        ids = self.selected_ids()
        return ids if conversation_id in ids else [conversation_id]

    def selected_ids(self) -> list[str]:
        """Top to bottom."""
        selected = sorted(self.selectedIndexes(), key=lambda each: each.row())
        return [id for each in selected if (id := each.data(ID_ROLE))]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        chat = left and self.indexAt(event.position().toPoint()).data(ID_ROLE)
        self._pressed = event.position() if chat else None
        self._has_dragged = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt would begin to select where what is pressed is not selected."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif self.dragEnabled():
            way = (event.position() - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._pressed, self._has_dragged = None, True
                self.setState(QAbstractItemView.State.DraggingState)
                self.startDrag(self._chats.supportedDragActions())
                self.setState(QAbstractItemView.State.NoState)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Some systems send one after a drag: it clicked nothing.
        if not self._has_dragged:
            super().mouseReleaseEvent(event)
        self._pressed, self._has_dragged = None, False

    def startDrag(self, actions: Qt.DropAction) -> None:
        """What is pressed is dragged, and all that is chosen with it."""
        pressed = self.currentIndex()
        if not pressed.data(ID_ROLE):
            return
        chosen = self.selectedIndexes()
        self._dragged = chosen if pressed in chosen else [pressed]
        try:
            super().startDrag(actions)
        finally:
            self._dragged = []

    def selectedIndexes(self) -> list[QModelIndex]:
        # Qt drags what is selected; a chat is dragged without being opened or chosen.
        return self._dragged or super().selectedIndexes()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # Scrolls near the edges.
        super().dragMoveEvent(event)
        self._aim(self._shelf_at(event))
        if self._target is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        shelf, ids = self._shelf_at(event), carried(event.mimeData())
        self._aim(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if shelf is None:
            return
        event.acceptProposedAction()
        if shelf == PINNED:
            self.wishes.pinned.emit(ids, True)
        else:
            self.wishes.moved.emit(ids, shelf.folder_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        heading = QModelIndex() if self._target is None else self._chats.shelf_index(self._target)
        if heading.isValid():
            rect = self.visualRect(heading)
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._look.tokens.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
            painter.end()

    def _shelf_at(self, event: QDropEvent) -> Shelf | None:
        """None where it stands already."""
        ids = carried(event.mimeData())
        if not ids:
            return None
        y = round(event.position().y()) + self.verticalOffset()
        shelf = self._chats.shelf_at(y // self.row_height)
        here = {shelf_of(chat) for id in ids if (chat := self._chats.chat(id))}
        return None if here == {shelf} else shelf

    def _aim(self, shelf: Shelf | None) -> None:
        if shelf != self._target:
            self._target = shelf
            self.viewport().update()
