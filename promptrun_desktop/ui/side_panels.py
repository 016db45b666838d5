"""Three columns that fold: in a narrow window the outer two lie over the middle one."""

import shiboken6
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import Hairline

LEFT_WIDTH, RIGHT_WIDTH = 256, 272
# Below these widths of the window, at 100 % text, a column becomes an overlay.
LEFT_DOCKS_FROM, RIGHT_DOCKS_FROM = 720, 900
# What an overlay leaves of the smallest window, to click on.
STRIP = 64


class Scrim(QWidget):
    """Dims what lies under an overlay; a click on it closes that."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 70))


class SidePanels(QWidget):
    """`shown_changed` tells (left, right) whenever what can be seen changes; `overlay_changed`
    tells the right column that it lies over the middle and needs a button to close."""

    shown_changed = Signal(bool, bool)
    overlay_changed = Signal(bool)

    def __init__(self, look: Look, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__()
        self._look = look
        self._left, self._middle, self._right = left, middle, right
        self._left_docked_wanted = self._right_docked_wanted = True
        self._overlay: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._was: tuple[bool, bool, bool] | None = None
        # In the order of the Tab key; those at the sides may lie over the middle.
        for each in (left, middle, right):
            each.setParent(self)
        middle.lower()
        self._lines = [Hairline(Qt.Orientation.Vertical, self) for _ in range(2)]
        self._scrim = Scrim(self)
        self._scrim.hide()
        self._scrim.clicked.connect(self.close_overlay)
        look.changed.connect(self._place)

    def set_wanted(self, left: bool, right: bool) -> None:
        """Whether the columns stand beside the middle where there is room."""
        self._left_docked_wanted, self._right_docked_wanted = left, right
        self._place()

    @property
    def wanted(self) -> tuple[bool, bool]:
        return self._left_docked_wanted, self._right_docked_wanted

    def toggle_left(self) -> None:
        if self._left_docks:
            self._left_docked_wanted = not self._left_docked_wanted
            self._place()
        else:
            self._toggle_overlay(self._left)

    @property
    def _left_docks(self) -> bool:
        return self.width() >= self._look.px(LEFT_DOCKS_FROM)

    @property
    def _right_docks(self) -> bool:
        return self.width() >= self._look.px(RIGHT_DOCKS_FROM)

    def show_left(self) -> None:
        if not self._left.isVisibleTo(self):
            self.toggle_left()

    def toggle_right(self) -> None:
        if self._right_docks:
            self._right_docked_wanted = not self._right_docked_wanted
            self._place()
        else:
            self._toggle_overlay(self._right)

    def close_overlay(self) -> bool:
        """True if there was one."""
        if self._overlay is None:
            return False
        closed, self._overlay = self._overlay, None
        held = _holds_focus(closed)
        before, self._focus_before = self._focus_before, None
        self._place()
        if held and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _toggle_overlay(self, column: QWidget) -> None:
        """What is opened over the rest takes the keyboard, and gives it back."""
        if self._overlay is column:
            self.close_overlay()
            return
        if self._overlay is None:
            self._focus_before = self.window().focusWidget()
        self._overlay = column
        self._place()
        if (first := _first_stop(column)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        room = max(0, width - STRIP)
        left_width = min(self._look.px(LEFT_WIDTH), room)
        right_width = min(self._look.px(RIGHT_WIDTH), room)
        if self._overlay is self._left and self._left_docks:
            self._overlay, self._left_docked_wanted = None, True
        if self._overlay is self._right and self._right_docks:
            self._overlay, self._right_docked_wanted = None, True
        left = self._left_docked_wanted and self._left_docks
        right = self._right_docked_wanted and self._right_docks
        start, end = left_width if left else 0, width - (right_width if right else 0)
        self._middle.setGeometry(QRect(start, 0, end - start, height))
        self._left.setGeometry(0, 0, left_width, height)
        self._right.setGeometry(width - right_width, 0, right_width, height)
        for line, shown, x in zip(self._lines, (left, right), (start - 1, end), strict=True):
            line.setGeometry(x, 0, 1, height)
            line.setVisible(shown)
            line.raise_()
        self._scrim.setGeometry(self.rect())
        self._scrim.setVisible(self._overlay is not None)
        self._left.setVisible(left or self._overlay is self._left)
        self._right.setVisible(right or self._overlay is self._right)
        if self._overlay is not None:
            self._scrim.raise_()
            self._overlay.raise_()
        self._tell((self._left.isVisibleTo(self), self._right.isVisibleTo(self)))

    def _tell(self, shown: tuple[bool, bool]) -> None:
        over_right = self._overlay is self._right
        if self._was != (*shown, over_right):
            self._was = (*shown, over_right)
            self.overlay_changed.emit(over_right)
            self.shown_changed.emit(*shown)


def _holds_focus(column: QWidget) -> bool:
    focus = column.window().focusWidget()
    return focus is not None and column.isAncestorOf(focus)


def _first_stop(column: QWidget) -> QWidget | None:
    """Where Tab would go first inside it."""
    each = column.nextInFocusChain()
    while each is not None and each is not column:
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and column.isAncestorOf(each) and each.isVisible() and each.isEnabled():
            return each
        each = each.nextInFocusChain()
    return None
