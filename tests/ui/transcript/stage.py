"""A view on the screen, what is seen of it, and a person's hands on it."""

from functools import cache

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from benchmarks import corpus

from .conftest import question, reply

LINE = "Some words in a paragraph that is long enough to wrap at a narrow width.\n\n"
NONE = Qt.KeyboardModifier.NoModifier


def conversation(count, seed=3):
    """Messages as a model and a person wrote them."""
    return [
        question(text) if asked else reply(text, model="a/b")
        for asked, text in _history(count, seed)
    ]


@cache
def _history(count, seed):
    return corpus.history(count, seed)


def places(view):
    """Where each leaf is that is seen: by message and number."""
    return {(view.entries[row.entry].id, row.number): row.y for row in view.sight.rows}


def top(view):
    """The message, leaf and height that are at the top of the view."""
    row = view.sight.rows[0]
    return view.entries[row.entry].id, row.number, row.y


def grow(view, message, text, reasoning=""):
    """Text of one frame."""
    view.grow(message.id, text, reasoning)
    view.messages_shown()


def turn(until, most=10_000):
    """Let events happen until something is true; `most` is in ms."""
    clock = QElapsedTimer()
    clock.start()
    while not until():
        assert clock.elapsed() < most, "it does not happen"
        QApplication.processEvents()


def row_with(view, text):
    """The row that is seen with a text in it."""
    return next(row for row in view.sight.rows if any(text in box.text for box in row.leaf.boxes))


def point_of(view, text, offset=0):
    """The middle of a letter that is seen, in pixels of the viewport: by a text before it."""
    row = row_with(view, text)
    number, box = next((n, b) for n, b in enumerate(row.leaf.boxes) if text in b.text)
    start = len(box.text[: box.text.index(text)].encode("utf-16-le")) // 2 + offset
    rect = row.leaf.rects(number, start, start + 1)[0]
    x = view.left + view.entries[row.entry].box_of(row.number)[0]
    return QPoint(round(x + rect.center().x()), round(row.y + rect.center().y()))


def wheel(view, notches, modifiers=NONE, at=None):
    viewport = view.viewport()
    where = QPointF(at if at is not None else viewport.rect().center())
    event = QWheelEvent(
        where,
        QPointF(viewport.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
