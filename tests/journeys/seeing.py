"""Whether anything that matters is cut: by the window, by a parent, or by its own size."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from promptrun_desktop.ui.widgets import ElidedLabel
from promptrun_desktop.ui.widgets.wrapping_button import WrappingButton

KINDS = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
)


def what_is_cut(page: QWidget) -> list[str]:
    """Descriptions of what a person cannot see whole, nor scroll to."""
    found = []
    for each in page.findChildren(QWidget):
        if each.isVisible() and isinstance(each, KINDS) and not _is_incidental(each):
            reason = _cut_by(each) or _too_small(each)
            if reason:
                found.append(f"{_name(each)} {each.size().toTuple()}: {reason}")
    return found


def _is_incidental(widget: QWidget) -> bool:
    """Scroll bars, and the inner fields and buttons of Qt's own controls."""
    inner = widget.objectName().startswith("qt_") and not isinstance(widget, QAbstractButton)
    return inner or isinstance(widget, QScrollBar) or isinstance(widget.parent(), QAbstractSpinBox)


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text[:40]!r}"


def _cut_by(widget: QWidget) -> str:
    rect, inner = widget.rect(), widget
    while not inner.isWindow() and (parent := inner.parentWidget()) is not None:
        rect = QRect(inner.mapTo(parent, rect.topLeft()), rect.size())
        area = parent.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
        if scrolls:
            # What is above or below can be scrolled to.
            rect = QRect(QPoint(rect.x(), 0), rect.size())
            rect.setHeight(min(rect.height(), parent.height()))
        if not parent.rect().contains(rect):
            return f"{rect.getRect()} is outside {_name(parent)} {parent.size().toTuple()}"
        inner = parent
    return ""


def _too_small(widget: QWidget) -> str:
    if isinstance(widget, WrappingButton):
        return _if_low(widget, widget.heightForWidth(widget.width()))
    if isinstance(widget, QPushButton):
        wanted = widget.sizeHint()
        narrow = widget.width() < wanted.width()
        return f"it wants {wanted.toTuple()}" if narrow or widget.height() < wanted.height() else ""
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        if widget.wordWrap():
            return _if_low(widget, widget.heightForWidth(widget.width()))
        wanted = widget.sizeHint()
        return "" if widget.width() >= wanted.width() else f"it wants {wanted.toTuple()}"
    if isinstance(widget, QAbstractScrollArea):
        bar_hidden = (
            widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            and widget.horizontalScrollBar().maximum() > 0
        )
        return "it is wider than its room" if bar_hidden else _if_low(widget, 16)
    return ""


def _if_low(widget: QWidget, height: int) -> str:
    return "" if widget.height() >= height else f"it wants a height of {height}"
