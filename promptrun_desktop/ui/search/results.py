"""The list of hits: keys, clicks, and what follows further down."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from promptrun_desktop.domain.search import Hit
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.search.delegate import HitDelegate
from promptrun_desktop.ui.search.model import HIT_ROLE, ResultsModel

MARGIN = 12


class ResultsList(QListView):
    """`opened` carries the hit a person chose; `left` fires where the keyboard goes back to the
    field, `typed` with letters that belong there, `end_neared` where more is to be loaded."""

    opened = Signal(Hit)
    left = Signal()
    cleared = Signal()
    typed = Signal(str)
    end_neared = Signal()

    def __init__(self, look: Look, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = model
        self.setObjectName("search_results")
        self.setAccessibleName(self.tr("Search results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        # Each row shows where the keyboard is.
        self.setProperty("ring", "none")
        self.setModel(model)
        self.setItemDelegate(HitDelegate(look, self))
        self.clicked.connect(self._open)
        look.changed.connect(self.scheduleDelayedItemsLayout)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self.look_ahead)
        self._on_range()

    def enter(self) -> None:
        """The keyboard comes from the field, to the first row."""
        if not self.currentIndex().isValid():
            self._point(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_opened(self, hit: Hit | None) -> None:
        """Select the row of what is open now."""
        index = self._found.index(self._found.row_of(hit))
        if index.isValid():
            command = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, command)
            self.scrollTo(index)
        else:
            self.selectionModel().clearSelection()

    def look_ahead(self) -> None:
        """Tell if less than a page is left below what is seen."""
        bar = self.verticalScrollBar()
        if self._found.rowCount() and bar.value() >= bar.maximum() - bar.pageStep():
            self.end_neared.emit()

    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif key == Qt.Key.Key_Up and index.row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are no jump in the list: who types goes on looking for something."""
        self.typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Snippets break elsewhere.
            self.scheduleDelayedItemsLayout()

    def _point(self, row: int) -> None:
        index = self._found.index(row)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(HIT_ROLE))

    def _on_range(self) -> None:
        # The scroll bar takes the place of the margin: rows keep their width when it comes.
        bar = self.verticalScrollBar()
        self.setViewportMargins(0, 0, 0 if bar.maximum() > bar.minimum() else MARGIN, 0)
        self.look_ahead()
