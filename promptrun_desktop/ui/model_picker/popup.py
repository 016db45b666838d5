"""The list that the model button opens: search, models, age of the list."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.model_picker.age import age_text
from promptrun_desktop.ui.model_picker.delegate import PickerDelegate
from promptrun_desktop.ui.model_picker.model import ROW_ROLE, PickerModel
from promptrun_desktop.ui.model_picker.shadow import REACH, paint_sheet
from promptrun_desktop.ui.widgets import ElidedLabel, Hairline, button, plain_label

_PAD, _RADIUS = 8, 12


class ModelPopup(QWidget):
    """A child of the window. The focus stays in the search field, which moves the list."""

    picked = Signal(str)
    refresh_requested = Signal()
    dismissed = Signal()

    def __init__(self, look: Look, model: PickerModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._fetched_at: datetime | None = None
        self._busy = False
        self.setObjectName("model_popup")
        self.setAccessibleName(self.tr("Choose a model"))
        self._search = QLineEdit()
        self._search.setObjectName("model_search")
        self._search.setProperty("leading", True)
        self._search.setMaxLength(200)
        self._search.setAccessibleName(self.tr("Search models or type an id"))
        self._magnifier = self._search.addAction(
            look.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._magnifier.setText(self.tr("Search"))
        self._search.textChanged.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = QListView()
        self._delegate = PickerDelegate(look, self._list)
        self._set_up_list()
        self._problem = plain_label("", "err", "small")
        self._problem.setObjectName("model_problem")
        self._problem.setContentsMargins(8, 4, 8, 4)
        self._problem.hide()
        self._age = ElidedLabel()
        self._age.setObjectName("model_list_age")
        self._age.setProperty("textSize", "small")
        self._age.setProperty("tone", "dim")
        self._refresh = button(self.tr("Refresh"), "refresh_models", "link")
        self._refresh.setToolTip(self.tr("Get the list of models again"))
        self._refresh.clicked.connect(self.refresh_requested)
        self._lay_out()
        self.hide()
        look.changed.connect(self._restyle)
        self._restyle()

    def _set_up_list(self) -> None:
        self._list.setObjectName("models")
        self._list.setAccessibleName(self.tr("Models"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.clicked.connect(self._pick)
        self._list.verticalScrollBar().rangeChanged.connect(self._keep_margin)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 4 + _PAD, 0)
        foot.addWidget(self._age, 1)
        foot.addWidget(self._refresh)
        column = QVBoxLayout(self)
        edge = REACH + _PAD
        column.setContentsMargins(edge, edge, REACH, REACH + 4)
        column.setSpacing(0)
        column.addWidget(_inset(self._search))
        column.addSpacing(8)
        column.addWidget(self._list, 1)  # its scroll bar stands in the margin
        column.addWidget(self._problem)
        column.addWidget(_inset(Hairline()))
        column.addLayout(foot)

    def set_age(self, fetched_at: datetime | None) -> None:
        self._fetched_at = fetched_at
        count = str(self._model.count)
        self._search.setPlaceholderText(
            self.tr("Search {n} models or type an id").replace("{n}", count)
        )
        self._tell_age()
        self._point_at(self._delegate.current_id)

    def set_current(self, model_id: str) -> None:
        self._delegate.current_id = model_id
        self._list.viewport().update()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._refresh.setEnabled(not busy)
        self._tell_age()

    def set_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def start(self) -> None:
        """Show everything, with the model in use pointed at."""
        self._search.clear()
        self._tell_age()
        self.show()
        self.raise_()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._point_at(self._delegate.current_id)

    def sizeHint(self) -> QSize:
        """Around the sheet there is room for its shadow."""
        px = self._look.px
        return QSize(px(400) + 2 * REACH, px(448) + 2 * REACH)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            # A window's shortcut must not take the keys of an open list.
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the popup."""
        ring = [each for each in (self._search, self._refresh) if each.isEnabled()]
        here = next((at for at, each in enumerate(ring) if each.hasFocus()), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        ring[(here + (1 if forward else -1)) % len(ring)].setFocus(reason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the sheet is not the window behind it

    def paintEvent(self, _event: QPaintEvent) -> None:
        sheet = QRectF(self.rect()).adjusted(REACH, REACH, -REACH, -REACH)
        paint_sheet(QPainter(self), sheet, _RADIUS, self._look.tokens)

    def _key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        page = max(1, self._list.viewport().height() // self._look.px(53) - 1)
        steps: dict[int, int] = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_End: self._model.rowCount(),
            Qt.Key.Key_Home: -self._model.rowCount(),
        }
        if held:
            return False
        if key in steps:
            self._point(self._model.step(self._list.currentIndex().row(), steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            return False
        return True

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)
        self._point_at("" if text.strip() else self._delegate.current_id)

    def _point_at(self, model_id: str) -> None:
        row = self._model.row_of(model_id) if model_id else -1
        self._point(row if row >= 0 else self._model.step(-1, 0))

    def _point(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row))
        if row <= 1:
            self._list.scrollToTop()  # with the heading above the first row
        else:
            self._list.scrollTo(self._model.index(row))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(ROW_ROLE).id:
            self.picked.emit(index.data(ROW_ROLE).id)

    def _keep_margin(self, _least: int, most: int) -> None:
        self._list.setViewportMargins(0, 0, 0 if most else _PAD, 0)

    def _tell_age(self) -> None:
        told = age_text(self._fetched_at, datetime.now(UTC))
        self._age.setText(self.tr("Getting the list…") if self._busy else told)

    def _restyle(self) -> None:
        self._magnifier.setIcon(self._look.icon("search"))
        self._refresh.setFont(self._look.font(12))
        self._list.scheduleDelayedItemsLayout()
        self.update()


def _inset(widget: QWidget) -> QWidget:
    """The margin at the end of the sheet, which the list keeps for itself."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, _PAD, 0)
    row.addWidget(widget)
    return holder
