"""The renderers that are Python: the app's own view, and Qt's setMarkdown once a frame.

`python -m benchmarks.rivals.in_qt` prints a line of JSON for each run.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QTextBrowser

from benchmarks.rivals.runs import Figure, Run, runs
from benchmarks.stage import SIZE, Paints, Stage

_FEED_MS = 4
_FRAME_MS = 16


class Feed(QObject):
    """Hands pieces over as they fall due, in Qt's own loop."""

    def __init__(self, run: Run, take: Callable[[str], object]) -> None:
        super().__init__()
        self._run = run
        self._take = take
        self._given = 0
        self._loop = QEventLoop()
        self._timer = QTimer(self, interval=_FEED_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)

    def measure(self, name: str, paints: Paints) -> Figure:
        painted, cpu = paints.count, time.thread_time()
        self._begun = time.perf_counter()
        self._timer.start()
        self._loop.exec()
        cpu, wall = time.thread_time() - cpu, time.perf_counter() - self._begun
        run, frames = self._run, (paints.count - painted) / wall
        return Figure(name, run.rate, run.start, cpu * 1e6 / len(run.pieces), frames)

    def _on_time(self) -> None:
        run = self._run
        if self._given == len(run.pieces):
            self._timer.stop()
            # What was given last is still to be painted.
            QTimer.singleShot(4 * _FRAME_MS, self._loop.quit)
            return
        due = int((time.perf_counter() - self._begun) * run.rate) + 1
        for piece in run.pieces[self._given : due]:
            self._take(piece)
        self._given = min(due, len(run.pieces))


def own_view(stage: Stage, run: Run) -> Figure:
    view = stage.new_view()
    reply = stage.begin_reply()
    if run.text:
        stage.update(reply, [run.text])
    view.scroll_to_end()
    stage.rest(1)
    feed = Feed(run, lambda piece: view.grow(reply.id, piece, ""))
    return feed.measure("this app", stage.paints)


class Naive(QTextBrowser):
    """The whole text given to Qt again once a frame, if anything came."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.document().setUndoRedoEnabled(False)
        self._timer = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.show_text)
        self.resize(*SIZE)
        self.show_text()
        self.show()

    def take(self, piece: str) -> None:
        self._text += piece
        if not self._timer.isActive():
            self._timer.start()

    def show_text(self) -> None:
        self.setMarkdown(self._text)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())


def set_markdown(stage: Stage, run: Run) -> Figure:
    browser = Naive(run.text)
    stage.rest(1)
    try:
        return Feed(run, browser.take).measure("QTextDocument.setMarkdown", Paints(browser))
    finally:
        # Here and now: whatever refers to it is not collected later, in some order.
        shiboken6.delete(browser)


def main() -> None:
    stage = Stage()
    for renderer in (own_view, set_markdown):
        for run in runs():
            print(json.dumps(asdict(renderer(stage, run))), flush=True)


if __name__ == "__main__":
    main()
