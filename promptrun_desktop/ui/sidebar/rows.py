"""A list view whose rows are all equally high: it computes where a row is instead of laying out.

QListView walks all its rows whenever one comes or goes: 55 ms with ten thousand of them.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QHoverEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from promptrun_desktop.ui.look import Look

ROW = 34

_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction
# Steps over rows; Home and End go as far as there are rows.
_STEPS = {
    _Move.MoveUp: -1,
    _Move.MovePrevious: -1,
    _Move.MoveDown: 1,
    _Move.MoveNext: 1,
    _Move.MoveLeft: 0,
    _Move.MoveRight: 0,
}


class RowsView(QListView):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The row at the top stays there while others come and go above it.
        self._pointer: QPoint | None = None
        self._top, self._top_row = QPersistentModelIndex(), 0
        self.verticalScrollBar().valueChanged.connect(self._remember_top)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def row_height(self) -> int:
        return self._look.px(ROW)

    def seen(self) -> range:
        """The rows of which a pixel is in sight."""
        value, height = self.verticalScrollBar().value(), self.viewport().height()
        last = (value + max(1, height) - 1) // self.row_height
        return range(value // self.row_height, min(last + 1, self._count))

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid():
            return QRect()
        top = index.row() * self.row_height - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self.row_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = (point.y() + self.verticalScrollBar().value()) // self.row_height
        return self._index(row)

    def scrollTo(self, index: QModelIndex, hint: _Hint = _Hint.EnsureVisible) -> None:  # type: ignore[override]
        rect, bar, height = self.visualRect(index), self.verticalScrollBar(), self._height
        if not index.isValid():
            return
        self.updateGeometries()
        if hint is _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint is _Hint.PositionAtTop:
            # The heading above the first chat comes with it.
            above = self.row_height if index.row() == 1 else 0
            bar.setValue(bar.value() + rect.top() - above)
        elif rect.bottom() >= height or hint is _Hint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + 1 - height)

    def moveCursor(self, action: _Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count = self._count
        at = self.currentIndex().row()
        page = max(1, self._height // self.row_height - 1)
        if action in (_Move.MoveHome, _Move.MovePageUp):
            start, step = (0 if action is _Move.MoveHome else max(0, at - page)), 1
        elif action in (_Move.MoveEnd, _Move.MovePageDown):
            end = action is _Move.MoveEnd or at < 0
            start, step = (count - 1 if end else min(count - 1, at + page)), -1
        else:
            step = _STEPS[action]
            start = at + step if at >= 0 else 0
        return self._enabled_from(start, step or 1, self.currentIndex())

    def _enabled_from(self, row: int, step: int, otherwise: QModelIndex) -> QModelIndex:
        while 0 <= row < self._count:
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
            row += step
        return otherwise

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: QModelIndex) -> bool:  # type: ignore[override]
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        rect, offset = rect.normalized(), self.verticalScrollBar().value()
        top = max(0, (rect.top() + offset) // self.row_height)
        bottom = min(self._count - 1, (rect.bottom() + offset) // self.row_height)
        chosen = QItemSelection()
        if top <= bottom:
            chosen.select(self.model().index(top, 0), self.model().index(bottom, 0))
        self.selectionModel().select(chosen, command)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # QListView moves nothing that it has not laid out.
        self.viewport().scroll(dx, dy)  # a field in which a row is renamed goes along
        self.viewport().update()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region, pane = QRegion(), self.viewport().rect()
        for each in (selection.at(number) for number in range(selection.count())):
            first = self.visualRect(each.topLeft())
            region += first.united(self.visualRect(each.bottomRight())) & pane
        return region

    def doItemsLayout(self) -> None:
        # Not that of QListView, on purpose.
        QAbstractItemView.doItemsLayout(self)
        bar = self.verticalScrollBar()
        if bar.value() > 0 and self._top.isValid() and self._top.row() != self._top_row:
            bar.setValue(bar.value() + (self._top.row() - self._top_row) * self.row_height)
        self._remember_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._count * self.row_height - self._height))
        bar.setPageStep(self._height)
        bar.setSingleStep(self.row_height)
        QAbstractItemView.updateGeometries(self)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            self._pointer = None if left else event.position().toPoint()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        focused = self.hasFocus() and self.currentIndex().row()
        pointed = QModelIndex() if self._pointer is None else self.indexAt(self._pointer)
        own = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver
        state = option.state & ~own
        for row in self.seen():
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            if not event.region().intersects(option.rect):
                continue
            option.state = state
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if focused is not False and row == focused:
                option.state |= QStyle.StateFlag.State_HasFocus
            if index == pointed:
                option.state |= QStyle.StateFlag.State_MouseOver
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _remember_top(self) -> None:
        self._top_row = self.verticalScrollBar().value() // self.row_height
        self._top = QPersistentModelIndex(self._index(self._top_row))

    @property
    def _count(self) -> int:
        # Qt asks before the view has a model.
        return 0 if self.model() is None else self.model().rowCount()

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0) if 0 <= row < self._count else QModelIndex()

    @property
    def _height(self) -> int:
        return self.viewport().height()
