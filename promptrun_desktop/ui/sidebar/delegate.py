"""How a chat is drawn in the list, and how it is renamed there.

A row is painted by hand: the style sheet knows neither the time at its end nor the side on which
a title of another script begins.
"""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.model import ID_ROLE, TIME_ROLE, UNREAD_ROLE, WRITING_ROLE

_ROW, _HEADING, _FIRST = 34, 36, 30
_PAD, _RADIUS, _DOT = 8, 8, 4
_DISPLAY = Qt.ItemDataRole.DisplayRole

Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Selected is the chat that is open; the keyboard's row wears a line of accent."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._look.px
        if index.data(ID_ROLE):
            return QSize(0, px(_ROW))
        return QSize(0, px(_FIRST if index.row() == 0 else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(ID_ROLE):
            self._paint_ground(painter, option)
            self._paint_chat(painter, option, index)
        else:
            self._paint_heading(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        font = self._look.font(11, bold=True)
        rect = option.rect.adjusted(_PAD, 0, -_PAD, -self._look.px(6))
        painter.setFont(font)
        painter.setPen(QColor(self._look.tokens.dim))
        text = QFontMetrics(font).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, rect.width()
        )
        align = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        )
        painter.drawText(rect, align, text)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._look.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tokens.sel))
            painter.drawRoundedRect(option.rect, _RADIUS, _RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            veil = QColor(tokens.fg)
            veil.setAlphaF(0.05)
            painter.setBrush(veil)
            painter.drawRoundedRect(option.rect, _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _paint_chat(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self._look.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        room = rect.width()
        unread = index.data(UNREAD_ROLE)
        if index.data(WRITING_ROLE) or unread:
            self._paint_dot(painter, rect, option.direction)
            room -= 2 * _DOT + _PAD
        elif told := index.data(TIME_ROLE):
            painter.setFont(self._look.font(11))
            # On the ground of a selected row faint has too little contrast.
            painter.setPen(QColor(tokens.dim if selected else tokens.faint))
            trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect, QStyle.visualAlignment(option.direction, trailing), told)
            room -= painter.fontMetrics().horizontalAdvance(told) + _PAD
        painter.setFont(self._look.font(13, bold=unread))
        painter.setPen(QColor(tokens.fg))
        box = QStyle.visualRect(
            option.direction, rect, QRect(rect.left(), rect.top(), max(0, room), rect.height())
        )
        draw_line(painter, box, index.data(_DISPLAY))

    def _paint_dot(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        right = direction == Qt.LayoutDirection.LeftToRight
        x = rect.right() - _DOT + 1 if right else rect.left() + _DOT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.accent))
        painter.drawEllipse(QPointF(x, rect.center().y() + 0.5), _DOT - 0.5, _DOT - 0.5)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setObjectName("rename")
        editor.setProperty("ring", "none")
        editor.setAccessibleName(self.tr("Name of the chat"))
        editor.setMaxLength(200)
        editor.setMinimumHeight(0)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Only once: the row may change while its name is being typed.
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show a title that does not fit; escaped, for a tooltip would read tags."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid() or not index.data(ID_ROLE):
            return super().helpEvent(event, view, option, index)
        title = index.data(_DISPLAY)
        metrics = QFontMetrics(self._look.font(13))
        if metrics.horizontalAdvance(title) > option.rect.width() - 2 * _PAD - self._look.px(40):
            QToolTip.showText(event.globalPos(), f"<p>{escape(title)}</p>", view)
        else:
            QToolTip.hideText()
        return True


def draw_line(painter: QPainter, rect: QRect, text: str) -> None:
    """One line of foreign text, on the side where its script begins, with … at its end."""
    right = is_rtl(text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    )
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, shown, option)
