"""The model picker: its button, and the popup that opens over the window."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.model_picker.button import PickerButton
from promptrun_desktop.ui.model_picker.model import PickerModel
from promptrun_desktop.ui.model_picker.popup import ModelPopup
from promptrun_desktop.ui.model_picker.shadow import REACH

_MARGIN = 8


class ModelPicker(QWidget):
    """`overlay_parent` is what the popup lies on: the page that fills the window."""

    picked = Signal(str)
    refresh_requested = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, look: Look, overlay_parent: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._overlay_parent = look, overlay_parent
        self._application = cast(QApplication, QApplication.instance())
        self._current = ""
        self._focus_before: QWidget | None = None
        self._model = PickerModel()
        self._button = PickerButton(look)
        self._button.clicked.connect(self._toggle)
        self._popup = ModelPopup(look, self._model, overlay_parent)
        self._popup.picked.connect(self._pick)
        self._popup.refresh_requested.connect(self.refresh_requested)
        self._popup.dismissed.connect(self.close_popup)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        row.addStretch(1)
        look.changed.connect(self._place)
        self.set_models((), None)
        self.set_current("")

    def set_models(self, models: Sequence[ModelInfo], fetched_at: datetime | None) -> None:
        """`fetched_at` None for a list that came with the app."""
        self._model.set_models(models)
        self._popup.set_age(fetched_at)
        self.set_current(self._current)

    def set_current(self, model_id: str) -> None:
        """The model that is used now; it need not be in the list."""
        self._current = model_id
        self._popup.set_current(model_id)
        name, short = self._model.names_of(model_id)
        self._button.show_model(name or self.tr("Choose a model"), short)

    def set_busy(self, busy: bool) -> None:
        """While the list is fetched."""
        self._popup.set_busy(busy)

    def set_problem(self, sentence: str) -> None:
        """Why there is no new list; empty takes it away."""
        self._popup.set_problem(sentence)

    def is_open(self) -> bool:
        return not self._popup.isHidden()

    def open_popup(self) -> None:
        if self.is_open():
            return
        self._focus_before = QApplication.focusWidget()
        self._place()
        self._popup.start()
        self._application.installEventFilter(self)
        self._application.focusChanged.connect(self._on_focus)
        self.opened.emit()

    def close_popup(self) -> None:
        if not self.is_open():
            return
        self._application.removeEventFilter(self)
        self._application.focusChanged.disconnect(self._on_focus)
        # Also in a window that is not active now: where it was, it shall be again.
        had_focus = self._holds(self.window().focusWidget())
        before, self._focus_before = self._focus_before, None
        self._popup.hide()
        if had_focus:
            alive = before is not None and shiboken6.isValid(before) and before.isVisible()
            (before if before is not None and alive else self._button).setFocus(
                Qt.FocusReason.PopupFocusReason
            )
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While open: a press anywhere else closes, and still does what it was meant for."""
        if watched is self._overlay_parent and event.type() == QEvent.Type.Resize:
            self._place()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            outside = isinstance(watched, QWidget) and not self._holds(watched)
            # The button closes by its click; menus, as of the search field, are windows.
            if outside and watched is not self._button and not QApplication.activePopupWidget():
                self.close_popup()
        return False

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self._holds(now) and not QApplication.activePopupWidget():
            self.close_popup()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self._popup or self._popup.isAncestorOf(widget))

    def _toggle(self) -> None:
        if self.is_open():
            self.close_popup()
        else:
            self.open_popup()

    def _pick(self, model_id: str) -> None:
        self.close_popup()
        self.picked.emit(model_id)

    def _place(self) -> None:
        """Under the button, and within the window however small that is."""
        parent = self._overlay_parent
        wanted = self._popup.sizeHint() - QSize(2 * REACH, 2 * REACH)
        below = self._button.mapTo(self.window(), QPoint(0, self._button.height()))
        below = parent.mapFrom(self.window(), below)
        width = min(wanted.width(), parent.width() - 2 * _MARGIN)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = below.x() + self._button.width() - width if mirrored else below.x()
        left = max(_MARGIN, min(left, parent.width() - width - _MARGIN))
        top = min(below.y() + 4, max(_MARGIN, parent.height() // 3))
        height = min(wanted.height(), parent.height() - top - _MARGIN)
        sheet = QRect(left, top, width, height)
        self._popup.setGeometry(sheet.adjusted(-REACH, -REACH, REACH, REACH))
