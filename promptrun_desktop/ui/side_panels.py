"""Three columns that fold: in a narrow window the outer two lie over the middle one."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.look import Look

LEFT_WIDTH, RIGHT_WIDTH = 256, 272
# Below these widths of the window a column becomes an overlay.
LEFT_DOCKS_FROM, RIGHT_DOCKS_FROM = 720, 900


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
        self._was: tuple[bool, bool, bool] | None = None
        for each in (middle, left, right):
            each.setParent(self)
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
        if self.width() >= LEFT_DOCKS_FROM:
            self._left_docked_wanted = not self._left_docked_wanted
        else:
            self._overlay = None if self._overlay is self._left else self._left
        self._place()

    def show_left(self) -> None:
        if not self._left.isVisibleTo(self):
            self.toggle_left()

    def toggle_right(self) -> None:
        if self.width() >= RIGHT_DOCKS_FROM:
            self._right_docked_wanted = not self._right_docked_wanted
        else:
            self._overlay = None if self._overlay is self._right else self._right
        self._place()

    def close_overlay(self) -> bool:
        """True if there was one."""
        was_open, self._overlay = self._overlay is not None, None
        self._place()
        return was_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        left_width = min(self._look.px(LEFT_WIDTH), max(LEFT_WIDTH, width * 4 // 10))
        right_width = min(self._look.px(RIGHT_WIDTH), max(RIGHT_WIDTH, width * 4 // 10))
        if self._overlay is self._left and width >= LEFT_DOCKS_FROM:
            self._overlay, self._left_docked_wanted = None, True
        if self._overlay is self._right and width >= RIGHT_DOCKS_FROM:
            self._overlay, self._right_docked_wanted = None, True
        left = self._left_docked_wanted and width >= LEFT_DOCKS_FROM
        right = self._right_docked_wanted and width >= RIGHT_DOCKS_FROM
        start, end = left_width if left else 0, width - (right_width if right else 0)
        self._middle.setGeometry(QRect(start, 0, end - start, height))
        self._left.setGeometry(0, 0, left_width, height)
        self._right.setGeometry(width - right_width, 0, right_width, height)
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
