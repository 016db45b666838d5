"""How a chat is drawn in the list, and how it is renamed there.

A row is painted by hand: the style sheet knows neither the time at its end nor the side on which
a title of another script begins.
"""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QTextOption
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
from promptrun_desktop.ui.sidebar.roles import (
    FOLDED_ROLE,
    FOLDER_ROLE,
    ID_ROLE,
    INDENT_ROLE,
    LEFT_ROLE,
    TIME_ROLE,
    UNREAD_ROLE,
    WRITING_ROLE,
)
from promptrun_desktop.ui.sidebar.rows import ROW
from promptrun_desktop.ui.sidebar.turning import SIDE, paint_arc
from promptrun_desktop.ui.widgets.row_ground import paint_row_ground

_INDENT, _ARROW, _BAR = 20, 14, 8
_PAD, _DOT = 8, 4
_DISPLAY = Qt.ItemDataRole.DisplayRole

Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Selected is the chat that is open; the keyboard's row wears a line of accent."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        # Of the arcs, in degrees; the list turns them.
        self.angle: Callable[[], int] = lambda: 0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(ID_ROLE):
            paint_row_ground(painter, option, self._look.tokens)
            self._paint_chat(painter, option, index)
        elif index.data(FOLDER_ROLE):
            paint_row_ground(painter, option, self._look.tokens)
            self._paint_folder(painter, option, index)
        elif index.data(LEFT_ROLE):
            self._paint_left(painter, option, index)
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

    def _paint_folder(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """An arrow that tells whether it is open, and its name."""
        look, tokens = self._look, self._look.tokens
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side, gap = look.px(_ARROW), look.px(_INDENT)
        closed = "chevron-left" if rtl else "chevron-right"
        arrow = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        arrow.moveLeft(arrow.left() - look.px(3))
        icon = look.icon(closed if index.data(FOLDED_ROLE) else "chevron-down")
        icon.paint(painter, QStyle.visualRect(option.direction, rect, arrow))
        room = rect.width() - gap
        room -= self._paint_mark(painter, rect, option.direction, index)
        painter.setFont(look.font(13, bold=True))
        painter.setPen(QColor(tokens.fg))
        box = QRect(rect.left() + gap, rect.top(), max(0, room), rect.height())
        draw_line(painter, QStyle.visualRect(option.direction, rect, box), index.data(_DISPLAY))

    def _paint_left(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A bar in the place of a title that is being read."""
        veil = QColor(self._look.tokens.fg)
        veil.setAlphaF(0.07)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        width = option.rect.width() * (5 + index.row() * 7 % 4) // 10
        height = self._look.px(_BAR)
        bar = QRect(
            option.rect.left() + _PAD, option.rect.center().y() - height // 2, width, height
        )
        painter.drawRoundedRect(
            QStyle.visualRect(option.direction, option.rect, bar), height / 2, height / 2
        )

    def _paint_chat(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self._look.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        indent = self._look.px(_INDENT) if index.data(INDENT_ROLE) else 0
        rect = QStyle.visualRect(
            option.direction, option.rect, option.rect.adjusted(_PAD + indent, 0, -_PAD, 0)
        )
        room = rect.width()
        unread = index.data(UNREAD_ROLE)
        if marked := self._paint_mark(painter, rect, option.direction, index):
            room -= marked
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

    def _paint_mark(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, index: Index
    ) -> int:
        """An arc that turns while the answer is written, a dot until it is read; returns the
        room that is taken, in pixels."""
        if index.data(WRITING_ROLE):
            side = self._look.px(SIDE)
            box = QRect(rect.right() - side + 1, rect.center().y() - side // 2, side, side)
            place = QRectF(QStyle.visualRect(direction, rect, box)).center()
            paint_arc(painter, place, side, self.angle(), QColor(self._look.tokens.accent))
            return side + _PAD
        if index.data(UNREAD_ROLE):
            self._paint_dot(painter, rect, direction)
            return 2 * _DOT + _PAD
        return 0

    def _paint_dot(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        right = direction == Qt.LayoutDirection.LeftToRight
        x = rect.right() - _DOT + 1 if right else rect.left() + _DOT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.accent))
        painter.drawEllipse(QPointF(x, rect.center().y() + 0.5), _DOT - 0.5, _DOT - 0.5)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setObjectName("rename")
        editor.setProperty("ring", "none")
        folder = bool(index.data(FOLDER_ROLE))
        name = self.tr("Name of the folder") if folder else self.tr("Name of the chat")
        editor.setAccessibleName(name)
        editor.setPlaceholderText(name)
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
