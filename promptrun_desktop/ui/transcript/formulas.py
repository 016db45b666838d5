"""Formulas as shapes: asked for, drawn elsewhere, kept, painted in any size and colour."""

from collections import OrderedDict
from collections.abc import Callable
from queue import Empty, LifoQueue
from threading import Thread
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath

from promptrun_desktop.services.typesetter import Typesetter
from promptrun_desktop.text.formula import LONGEST, Outline

_MOST = 1000
# Formulas that people read have 200 to 2,000; a path takes some 70 bytes for each.
_MOST_COMMANDS = 500_000
# Formulas that come close together are told together, for each telling lays text out again.
_TOGETHER = 40
_IDLE = 60.0


class Key(NamedTuple):
    latex: str
    display: bool


class Draws(Protocol):
    """Blocks; its methods are called on one worker thread."""

    def outline(self, latex: str, display: bool) -> Outline | None: ...

    def close(self) -> None: ...


class Drawn(NamedTuple):
    """A formula at a size: `width`, `ascent` above and `descent` below the baseline in pixels."""

    outline: Outline
    path: QPainterPath
    pixels: float

    @property
    def width(self) -> float:
        return self.outline.width * self.pixels

    @property
    def ascent(self) -> float:
        return self.outline.ascent * self.pixels

    @property
    def descent(self) -> float:
        return self.outline.descent * self.pixels

    def paint(self, painter: QPainter, x: float, baseline: float, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Letters stand on whole pixels of the screen, so formulas do.
        seen = painter.deviceTransform()
        y = seen.map(QPointF(x, baseline)).y()
        painter.translate(QPointF(x, baseline + (round(y) - y) / (seen.m22() or 1.0)))
        painter.scale(self.pixels, self.pixels)
        painter.fillPath(self.path, colour)
        painter.restore()


class Formulas(QObject):
    """Asked on the window's thread and answers on it; only shapes come back from the process.

    `ready` names the formulas that can be had now, as a frozenset of Key. One that cannot be drawn
    is never named: its source stays.
    """

    ready = Signal(object)
    _came = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, make: Callable[[], Draws] = Typesetter
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._kept: OrderedDict[Key, tuple[Outline, QPainterPath]] = OrderedDict()
        self._commands = 0
        self._asked: set[Key] = set()
        self._hopeless: OrderedDict[Key, None] = OrderedDict()
        self._new: set[Key] = set()
        self._telling = QTimer(self, interval=_TOGETHER, singleShot=True)
        self._telling.timeout.connect(self._tell)
        # A Python thread, for the reasons the highlighter has. The last question is what is seen
        # now, so it is the first to be answered.
        self._questions: LifoQueue[Key | None] = LifoQueue()
        self._worker: Thread | None = None
        self._came.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        end = self._questions.put
        self.destroyed.connect(lambda *_: end(None))

    def get(self, latex: str, pixels: float, display: bool) -> Drawn | None:
        """At so many pixels an em; None while it is not there, and for ever if it cannot be."""
        key = Key(latex, display)
        if key in self._kept:
            self._kept.move_to_end(key)
            return Drawn(*self._kept[key], pixels)
        if len(latex) <= LONGEST and key not in self._asked and key not in self._hopeless:
            self._asked.add(key)
            self._questions.put(key)
            if self._worker is None:
                self._worker = Thread(target=self._work, name="formulas", daemon=True)
                self._worker.start()
        return None

    def _work(self) -> None:
        draws = self._make()
        try:
            while True:
                try:
                    key = self._questions.get(timeout=_IDLE)
                except Empty:
                    draws.close()
                    key = self._questions.get()
                if key is None:
                    return
                outline = draws.outline(*key)
                # Here, for a path of thousands of commands is felt on the window's thread.
                found = outline and (outline, path_of(outline))
                try:
                    self._came.emit(key, found)
                except RuntimeError:  # the window was closed meanwhile
                    return
        finally:
            draws.close()

    def _keep(self, key: Key, found: tuple[Outline, QPainterPath] | None) -> None:
        self._asked.discard(key)
        if found is None:
            self._hopeless[key] = None
            while len(self._hopeless) > _MOST:
                self._hopeless.popitem(last=False)
            return
        self._kept[key] = found
        self._commands += len(found[0].commands)
        while len(self._kept) > _MOST or self._commands > _MOST_COMMANDS:
            _, (gone, _) = self._kept.popitem(last=False)
            self._commands -= len(gone.commands)
        self._new.add(key)
        if not self._telling.isActive():
            self._telling.start()

    def _tell(self) -> None:
        new, self._new = frozenset(self._new), set()
        self.ready.emit(new)


def path_of(outline: Outline) -> QPainterPath:
    """In em, the baseline at 0."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    numbers = iter(outline.places)
    for command in outline.commands:
        if command == "Q":
            path.quadTo(next(numbers), next(numbers), next(numbers), next(numbers))
        elif command == "L":
            path.lineTo(next(numbers), next(numbers))
        elif command == "M":
            path.moveTo(next(numbers), next(numbers))
        elif command == "Z":
            path.closeSubpath()
        else:
            x1, y1, x2, y2, x3, y3 = (next(numbers) for _ in range(6))
            path.cubicTo(x1, y1, x2, y2, x3, y3)
    return path
