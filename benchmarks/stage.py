"""The conversation view alone in a window of its own, and one thing done to it, measured.

What the view is made to do goes through its public interface and through events, as in the app.
The one hook is `flush`: without it every update would wait for the next frame.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.corpus import history
from promptrun_desktop.app.collector import Collector
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.view import TranscriptView

SIZE = (900, 700)
# Turns of the event loop in which what was changed must be on the screen.
_TURNS = 6


class Paints(QObject):
    """How often what had changed in a window was painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return False


class Stage:
    """One application; a view at a time."""

    def __init__(self) -> None:
        self.application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self.application, QApplication)
        self._look = Look(self.application)
        self._collector = Collector(self._look)
        self.view: TranscriptView = self.new_view()
        self.rest(0.3)
        self._collector.settle()

    def new_view(self) -> TranscriptView:
        """Another one, empty; the old one is deleted."""
        old = getattr(self, "view", None)
        if old is not None:
            self.close(old)
        self.view = TranscriptView(self._look, lambda _message: None)
        self.paints = Paints(self.view)
        self.view.resize(*SIZE)
        self.view.show()
        self.until_painted()
        return self.view

    def close(self, view: TranscriptView) -> None:
        view.close()
        shiboken6.delete(view)
        self.turn()

    def turn(self) -> None:
        self.application.processEvents()

    def until_painted(self) -> None:
        """Turns of the loop until the view has painted, or had its chance to."""
        before = self.paints.count
        for _ in range(_TURNS):
            self.turn()
            if self.paints.count > before:
                return

    def rest(self, seconds: float) -> None:
        """What the view does by itself when nothing happens."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.turn()
            time.sleep(0.001)

    def measure(self, deed: Callable[[], object]) -> float:
        """CPU ms of this thread until what was done is painted."""
        start = time.thread_time()
        deed()
        self.until_painted()
        return (time.thread_time() - start) * 1000

    def update(self, message: Message, pieces: Iterable[str]) -> float:
        """These deltas as one update of the screen, in CPU ms."""
        return self.measure(lambda: self.grow(message, pieces))

    def grow(self, message: Message, pieces: Iterable[str]) -> None:
        for piece in pieces:
            self.view.grow(message.id, piece, "")
        flush(self.view)

    def begin_reply(self) -> Message:
        """A question, and the reply to it that is to grow."""
        asked = Message(Role.USER, "What can you tell me about it?")
        reply = Message(Role.ASSISTANT, "", asked.id, state=State.WRITING, model="a/model")
        self.view.add(asked)
        self.view.add(reply)
        self.until_painted()
        return reply

    def wheel(self, pixels: int) -> None:
        """One event of a wheel or touchpad over the view; upwards is positive."""
        middle = QPointF(self.view.viewport().rect().center())
        event = QWheelEvent(
            middle,
            QPointF(self.view.viewport().mapToGlobal(middle.toPoint())),
            QPoint(0, pixels),
            QPoint(0, pixels),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def is_at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return bar.maximum() - bar.value() < SIZE[1] // 4


def flush(view: TranscriptView) -> None:
    """Apply the growth that the view has collected for its next frame."""
    view._throttle.flush()


def conversation(count: int) -> list[Message]:
    """Messages of which each follows the one before."""
    made: list[Message] = []
    for is_question, text in history(count):
        role = Role.USER if is_question else Role.ASSISTANT
        model = "" if is_question else "a/model"
        made.append(Message(role, text, made[-1].id if made else None, model=model))
    return made


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def share(values: Sequence[float], part: float) -> float:
    """The value below which so large a part of all lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
