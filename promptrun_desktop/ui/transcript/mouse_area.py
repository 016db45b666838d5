"""A widget whose text bodies can be selected, clicked and scrolled sideways."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from promptrun_desktop.ui.transcript.body import Body
from promptrun_desktop.ui.transcript.pointer import Pointer, shown_address


class MouseArea(QWidget):
    """`pressed` and `menu_wanted` carry the widget itself; `dragged` where the mouse is in it."""

    pressed = Signal(object)
    dragged = Signal(object, QPoint)
    link_clicked = Signal(str)
    menu_wanted = Signal(object, QPoint, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pointer = Pointer()
        self.holds_layouts = False
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, False)

    def bodies(self) -> list[Body]:
        """From top to bottom, at least one."""
        raise NotImplementedError

    def set_hovered(self, hovered: bool) -> None:
        raise NotImplementedError

    def selected_text(self) -> str:
        return "".join(body.selected_text() for body in self.bodies())

    def clear_selection(self) -> None:
        for body in self.bodies():
            body.selection = None
        self.update()

    def select_all(self) -> None:
        self.clear_selection()
        self.bodies()[-1].select_all()

    def href_at(self, point: QPointF) -> str:
        return self._body_at(point).href_at(point)

    def code_at(self, point: QPointF) -> str:
        """The code of the card under a point, if there is one."""
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.pressed.emit(self)
        body = self._body_at(event.position())
        for other in self.bodies():
            if other is not body:
                other.selection = None
        self.pointer.press(body, event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self)
            self.pointer.double(self._body_at(event.position()), event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pointer.move(self._body_at(event.position()), event.position()):
            self.update()
        if self.pointer.selecting:
            self.dragged.emit(self, event.position().toPoint())
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        href = self.pointer.release(event.position())
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and (text := self.selected_text()):
            clipboard.setText(text, clipboard.Mode.Selection)
        self.update()
        if href:
            self.link_clicked.emit(href)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.pointer.wheel(self._body_at(event.position()), event):
            self.update()
            event.accept()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.set_hovered(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.set_hovered(False)
        if self.pointer.leave():
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self, event.pos(), event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            href = self.href_at(QPointF(event.pos()))
            if href:
                QToolTip.showText(event.globalPos(), shown_address(href), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _body_at(self, point: QPointF) -> Body:
        bodies = self.bodies()
        for body in bodies[:-1]:
            if point.y() < body.y + body.height:
                return body
        return bodies[-1]

    def _show_cursor(self, point: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        body = self._body_at(point)
        if self.pointer.href:
            shape = Qt.CursorShape.PointingHandCursor
        elif body.contains(point) and body.x <= point.x() <= body.x + body.width:
            shape = Qt.CursorShape.IBeamCursor
        self.setCursor(shape)
