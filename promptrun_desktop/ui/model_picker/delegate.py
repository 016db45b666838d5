"""How a model is drawn in the list: star, name, origin, price."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.model_picker.model import ROW_ROLE, Row

_ROW, _HEADING = 53, 37
_PAD, _TEXT, _RADIUS = 10, 35, 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class PickerDelegate(QStyledItemDelegate):
    """All foreign text is drawn as plain characters, in one line each."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.current_id = ""  # the model in use has a check mark

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._look.px(_ROW if index.data(ROW_ROLE).id else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.id:
            self._paint_ground(painter, option)
            self._paint_icon(painter, option, row)
            self._paint_row(painter, option, row)
        else:
            rect = option.rect.adjusted(8, 0, -8, -self._look.px(6))
            bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.setFont(self._look.font(11, bold=True))
            self._text(painter, option, rect, row.title, self._look.tokens.dim, bottom)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(self._look.tokens.sel)
        if not option.state & QStyle.StateFlag.State_Selected:
            colour = QColor(self._look.tokens.fg)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            colour.setAlphaF(0.05 if hovered else 0.0)
        painter.setBrush(colour)
        painter.drawRoundedRect(option.rect, _RADIUS, _RADIUS)

    def _paint_icon(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        current = row.id == self.current_id
        name = "check" if current else "star" if row.starred else "plus" if row.typed else ""
        if name:
            size = self._look.icon_size
            box = QRect(option.rect.left() + _PAD, option.rect.top(), size.width(), size.height())
            box.moveCenter(box.center())
            box.moveTop(option.rect.center().y() - size.height() // 2 + 1)
            icon = self._look.icon(name, "accent" if current else "fg")
            icon.paint(painter, QStyle.visualRect(option.direction, option.rect, box))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens, px = self._look.tokens, self._look.px
        inner = option.rect.adjusted(px(_TEXT - _PAD) + _PAD, px(7), -_PAD, -px(7))
        small = self._look.font(12)
        price_width = QFontMetrics(small).horizontalAdvance(row.price)
        painter.setFont(small)
        self._text(painter, option, inner, row.price, tokens.dim, _RIGHT)
        room = inner.width() - (price_width + 12 if row.price else 0)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), room, half)
        lower = QRect(inner.left(), inner.top() + half, room, inner.height() - half)
        self._text(painter, option, self._mirrored(option, inner, lower), row.detail, tokens.dim)
        painter.setFont(self._look.font(14))
        self._text(painter, option, self._mirrored(option, inner, upper), row.title, tokens.fg)

    def _mirrored(self, option: QStyleOptionViewItem, inner: QRect, box: QRect) -> QRect:
        return QStyle.visualRect(option.direction, inner, box)

    def _text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, QStyle.visualAlignment(option.direction, align), shown)
