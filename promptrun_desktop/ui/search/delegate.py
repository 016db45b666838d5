"""How a hit is drawn: title and date, below them what was found, its matches marked.

Everything is foreign text, drawn as the plain characters it is.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.search.model import MOMENT_ROLE, SNIPPET_ROLE, TITLE_ROLE
from promptrun_desktop.ui.search.snippet import Mark, Marked, in_lines
from promptrun_desktop.ui.widgets.row_ground import paint_row_ground

_PAD, _RISE, _GAP, _LEADING = 8, 8, 3, 3
_LINES = 2

Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Selected is the hit that was opened last; the keyboard's row wears a line of accent."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        room = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        lines = self._lines(index, room - 2 * _PAD)
        height = QFontMetrics(self._title_font).height() + 2 * self._look.px(_RISE)
        if lines:
            height += self._look.px(_GAP) + len(lines) * self._pitch
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, option, self._look.tokens)
        rect = option.rect.adjusted(_PAD, self._look.px(_RISE), -_PAD, 0)
        height = QFontMetrics(self._title_font).height()
        head = QRect(rect.left(), rect.top(), rect.width(), height)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_head(painter, head, option.direction, index, selected=selected)
        y = head.bottom() + 1 + self._look.px(_GAP)
        snippet = index.data(SNIPPET_ROLE)[0]
        for line in self._lines(index, rect.width()):
            box = QRect(rect.left(), y, rect.width(), self._pitch)
            self._paint_line(painter, box, line, self._look.font(12), "dim", is_rtl(snippet))
            y += self._pitch
        painter.restore()

    @property
    def _title_font(self) -> QFont:
        return self._look.font(13, bold=True)

    @property
    def _pitch(self) -> int:
        return QFontMetrics(self._look.font(12)).height() + self._look.px(_LEADING)

    def _paint_head(
        self,
        painter: QPainter,
        rect: QRect,
        direction: Qt.LayoutDirection,
        index: Index,
        *,
        selected: bool,
    ) -> None:
        moment = index.data(MOMENT_ROLE)
        painter.setFont(self._look.font(11))
        # On the ground of a selected row faint has too little contrast.
        painter.setPen(QColor(self._look.tokens.dim if selected else self._look.tokens.faint))
        trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, QStyle.visualAlignment(direction, trailing), moment)
        room = rect.width() - painter.fontMetrics().horizontalAdvance(moment) - _PAD
        box = QRect(rect.left(), rect.top(), max(0, room), rect.height())
        title = index.data(TITLE_ROLE)
        box = QStyle.visualRect(direction, rect, box)
        self._paint_line(painter, box, title, self._title_font, "fg", is_rtl(title[0]))

    def _paint_line(
        self, painter: QPainter, rect: QRect, line: Marked, font: QFont, tone: str, right: bool
    ) -> None:
        """One line with its marks, on the side where its script begins, with … at its end."""
        text, marks = line
        # A space at the end would stand at the left of a text that runs from the right.
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text.rstrip(), Qt.TextElideMode.ElideRight, rect.width())
        layout = _layout(shown, font, right=right)
        layout.setFormats(self._formats(shown, marks))
        layout.beginLayout()
        first = layout.createLine()
        if first.isValid():
            first.setLineWidth(rect.width())
        layout.endLayout()
        painter.setPen(QColor(getattr(self._look.tokens, tone)))
        layout.draw(painter, QPointF(rect.topLeft()))

    def _formats(self, text: str, marks: Sequence[Mark]) -> list[QTextLayout.FormatRange]:
        found = QTextCharFormat()
        found.setBackground(QColor(self._look.tokens.found))
        found.setForeground(QColor(self._look.tokens.fg))
        ranges = []
        for start, end in marks:
            each = QTextLayout.FormatRange()
            each.start = _units(text[:start])
            each.length = _units(text[start:end])
            each.format = found
            ranges.append(each)
        return ranges

    def _lines(self, index: Index, room: int) -> list[Marked]:
        text, marks = index.data(SNIPPET_ROLE)
        font, right = self._look.font(12), is_rtl(text)

        def first_break(rest: str) -> int:
            # A line has fewer letters than pixels.
            layout = _layout(rest[: max(1, room)], font, right=right)
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(max(1, room))
            layout.endLayout()
            return _points(rest, line.textLength())

        return in_lines(text, marks, _LINES, first_break) if text else []

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole title and snippet; escaped, for a tooltip would read tags."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        parts = (index.data(), index.data(SNIPPET_ROLE)[0])
        shown = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
        QToolTip.showText(event.globalPos(), shown, view)
        return True


def _layout(text: str, font: QFont, *, right: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    )
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    return layout


def _units(text: str) -> int:
    """Qt counts UTF-16 units, Python code points."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _points(text: str, units: int) -> int:
    if text.isascii():
        return units
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
