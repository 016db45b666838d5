"""What mouse and keys do in the conversation: select, copy, follow links, open a menu."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.address import shown_address
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.select.clipboard import Clipboard
from promptrun_desktop.ui.transcript.select.keys import Keys
from promptrun_desktop.ui.transcript.select.links import LinkFocus
from promptrun_desktop.ui.transcript.select.mouse import Mouse
from promptrun_desktop.ui.transcript.select.selecting import Selecting

# How soon a mouse that stands still notices that the page moved under it.
_REHOVER_MS = 100


class Interaction(QObject):
    """Watches the viewport. `link_clicked` carries an address; `menu_wanted` a point of the
    viewport and the place on the screen for a menu; `hovered` the message under the mouse by
    number, -1 for none."""

    link_clicked = Signal(str)
    menu_wanted = Signal(QPointF, QPoint)
    hovered = Signal(int)

    def __init__(self, reach: Reach, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._reach = reach
        self._viewport = viewport
        self.selecting = Selecting(reach)
        self.clipboard = Clipboard(reach, self)
        self.links = LinkFocus(reach, viewport.height)
        self._mouse = Mouse(reach, self.selecting, viewport)
        self._keys = Keys(reach, self.selecting, self.copy, viewport.height)
        self._mouse.clicked.connect(self.link_clicked)
        self._mouse.selected.connect(self._offer)
        self._rehovering = Throttle(self._rehover, _REHOVER_MS, self)
        viewport.installEventFilter(self)

    @property
    def href(self) -> str:
        """The address under the mouse, or the one that Tab has come to."""
        return self.links.href or self._mouse.href

    def copy(self) -> None:
        if self.selecting.selection is not None and not self.selecting.empty:
            self.clipboard.copy_selection(self.selecting.selection)

    def wants(self, event: QKeyEvent) -> bool:
        """For ShortcutOverride: before a shortcut of the window takes the key."""
        return self._keys.wants(event)

    def press_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for this."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.links.href:
            self.link_clicked.emit(self.links.href)
            return True
        return self._keys.press(event)

    def page_moved(self) -> None:
        """Another text is under the mouse now, though it stands still."""
        if self._viewport.underMouse():
            self._rehovering.request()

    def _rehover(self) -> None:
        if self._viewport.underMouse() and not self._mouse.dragging:
            point = self._viewport.mapFromGlobal(self._viewport.cursor().pos())
            self._hover(QPointF(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):  # Most are.
            return False
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._on_mouse(kind, event)
        if isinstance(event, QWheelEvent):
            return self._mouse.wheel(event)
        if isinstance(event, QContextMenuEvent):
            if event.reason() == QContextMenuEvent.Reason.Mouse:
                self.menu_wanted.emit(QPointF(event.pos()), event.globalPos())
                return True
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        elif kind == QEvent.Type.Leave:
            self._mouse.leave()
            self.hovered.emit(-1)
        elif kind in (QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self._mouse.cancel()
        return False

    def _on_mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        if kind == QEvent.Type.MouseButtonPress:
            self.links.leave()
            return self._mouse.press(event)
        if kind == QEvent.Type.MouseButtonDblClick:
            return self._mouse.double(event)
        if kind == QEvent.Type.MouseButtonRelease:
            self._mouse.release(event)
        elif kind == QEvent.Type.MouseMove:
            self._mouse.move(event)
            self._tell_hovered(event.position())
        return False

    def _hover(self, point: QPointF) -> None:
        self._mouse.hover(point)
        self._tell_hovered(point)

    def _tell_hovered(self, point: QPointF) -> None:
        row = self._reach.row_at(point)
        self.hovered.emit(-1 if row is None else row.entry)

    def _offer(self) -> None:
        if self.selecting.selection is not None:
            self.clipboard.offer_selection(self.selecting.selection)

    def _show_tip(self, event: QHelpEvent) -> None:
        href = self._reach.href_at(QPointF(event.pos()))
        if href:
            QToolTip.showText(event.globalPos(), shown_address(href), self._viewport)
        else:
            QToolTip.hideText()
