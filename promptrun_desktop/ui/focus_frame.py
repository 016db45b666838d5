"""The focus ring: one line of accent and a soft halo around whatever the keyboard acts on."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from promptrun_desktop.ui.theme import Tokens

HALO = 3
_TEXT = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_LOOSE = (QCheckBox, QRadioButton)
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.EnabledChange,
    QEvent.Type.ZOrderChange,
}


class FocusFrame(QObject):
    """Follows the focus of the application with one ring.

    Text fields always wear it, other controls only after Tab or a shortcut. A widget may say
    more by property: `ring` = "none", "parent" (around the card it sits in) or "inside" (for what
    fills its parent), `ringRadius` in pixels.
    """

    def __init__(
        self, application: QApplication, tokens: Callable[[], Tokens], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        # Not at once: a dying window passes the focus on among its children, and a ring made
        # or touched inside it then crashes Qt.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: self._follow(application.focusWidget()))
        # Its own method: that connection ends with it, a lambda's would not.
        application.focusChanged.connect(self._follow_soon)

    def _follow_soon(self) -> None:
        self._soon.start()

    def update(self) -> None:
        """Draw again: the colours have changed."""
        ring = self._living_ring()
        if ring is not None:
            ring.update()

    def _follow(self, now: QWidget | None) -> None:
        for each in self._watched:
            if shiboken6.isValid(each):
                each.removeEventFilter(self)
        self._watched = []
        target = _ringed(now) if now is not None else None
        ring = self._living_ring()
        if target is None or now is None:
            if ring is not None:
                ring.hide()
            return
        window = target.window()
        if ring is None or ring.parentWidget() is not window:
            if ring is not None:
                ring.deleteLater()
            ring = self._ring = _Ring(window, self._tokens)
        inside = _place(now) == "inside"
        ring.wear(target, int(now.property("ringRadius") or _radius(now)), inside=inside)
        self._watch(target)

    def _watch(self, target: QWidget) -> None:
        each: QWidget | None = target
        while each is not None:
            each.installEventFilter(self)
            self._watched.append(each)
            each = None if each.isWindow() else each.parentWidget()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            ring = self._living_ring()
            if ring is not None:
                ring.settle()
        return False

    def _living_ring(self) -> "_Ring | None":
        """The ring dies with its window; then there is none."""
        if self._ring is not None and not shiboken6.isValid(self._ring):
            self._ring = None
        return self._ring


class _Ring(QWidget):
    """A child of the window, above everything, that lets the mouse through."""

    def __init__(self, window: QWidget, tokens: Callable[[], Tokens]) -> None:
        super().__init__(window)
        self._tokens = tokens
        self._target: QWidget = window
        self._radius = 8
        self._inside = self._filled = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus_ring")

    def wear(self, target: QWidget, radius: int, *, inside: bool) -> None:
        self._target, self._radius, self._inside = target, radius, inside
        self._filled = target.property("kind") == "primary"
        self.raise_()
        self.settle()

    def settle(self) -> None:
        """Go where the target is now, no further than its scrolling parents let it be seen."""
        target = self._target
        if not shiboken6.isValid(target) or not target.isVisible() or not target.isEnabled():
            self.hide()
            return
        window = self.window()
        rect = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        outer = rect if self._inside else rect.adjusted(-HALO, -HALO, HALO, HALO)
        self.setGeometry(outer)
        # The inside is not ours: what blinks or streams there must not repaint the ring.
        band = HALO + self._radius
        hole = self.rect().adjusted(band, band, -band, -band)
        seen = _seen(target, window).translated(-outer.topLeft())
        self.setMask(QRegion(self.rect()).subtracted(QRegion(hole)).intersected(QRegion(seen)))
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._filled:
            # On a button of accent a line of accent is lost: a gap, then the line.
            self._stroke(painter, tokens.accent, 0, 1.5)
        else:
            self._stroke(painter, tokens.soft, 0, HALO)
            self._stroke(painter, tokens.accent, HALO, 1)

    def _stroke(self, painter: QPainter, colour: str, inset: float, width: float) -> None:
        edge = inset + width / 2
        rounding = self._radius + HALO - edge
        painter.setPen(QPen(QColor(colour), width))
        rect = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(rect, rounding, rounding)


def _ringed(focused: QWidget) -> QWidget | None:
    """What to draw around: the widget with the focus, its card, or nothing."""
    place = _place(focused)
    by_keyboard = focused.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    if place == "none" or not (by_keyboard or isinstance(focused, _TEXT)):
        return None
    if place == "parent":
        return focused.parentWidget()
    return focused


def _place(focused: QWidget) -> str:
    place = focused.property("ring")
    if isinstance(place, str) and place:
        return place
    fills = isinstance(focused, QAbstractScrollArea) and not isinstance(focused, _TEXT)
    return "inside" if fills else "around"


def _radius(focused: QWidget) -> int:
    return 4 if isinstance(focused, _LOOSE) else 8


def _seen(target: QWidget, window: QWidget) -> QRect:
    """The part of the window in which the target may be drawn, with room for its halo."""
    seen = window.rect()
    each = target.parentWidget()
    while each is not None and each is not window:
        area = each.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is each:
            seen &= QRect(each.mapTo(window, QPoint(0, 0)), each.size())
        each = area
    return seen
