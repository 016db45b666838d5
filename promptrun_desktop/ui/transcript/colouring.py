"""Colours for code blocks that grow and are seen in part, found beside the window's thread."""

from array import array
from collections import deque
from collections.abc import Callable
from typing import Any
from weakref import WeakMethod, WeakSet, ref

from PySide6.QtCore import QObject, Qt, Signal

from promptrun_desktop.ui.transcript.colour_worker import TONES, ColourWorker, Job, Report

Tones = list[tuple[int, int, str]]
Changed = Callable[[int, int], None]

# Beyond this many lines the colours of those far from what is wanted are given up.
MOST_LINES = 20_000
_KEPT_AROUND = 8_000


class Colouring:
    """The colours of one code block. Whoever shows it holds it; let go of, it ends.

    `changed(first, last)` is told on the window's thread which lines look different now; a
    method is held weakly.
    """

    def __init__(self, language: str, changed: Changed, post: Callable[[Job], None]) -> None:
        self._language = language
        self._changed = _weakly(changed)
        self._post = post
        self._job: Job | None = None
        self._code = ""
        self._wanted = (0, -1)
        self._asked: tuple[int, int, int, bool] | None = None
        self._reached = 0
        self._sure: dict[int, bytes] = {}
        self._guess: dict[int, bytes] = {}

    def show(self, code: str, closed: bool) -> None:
        """The text of the block; `closed` when no more will come. Growth keeps what is known."""
        if self._job is not None:
            if (code, closed) == self._job.text:
                return
            if self._job.text[1] or not code.startswith(self._code):
                self.close()
        if self._job is None:
            self._job = Job(self._language, ref(self))
        self._code = code
        self._job.text = (code, closed)
        self._ask()

    def want(self, first_line: int, last_line: int) -> None:
        """Lines, counted from 0, that are seen now or soon."""
        self._wanted = (first_line, last_line)
        self._ask()

    def tones(self, first_line: int, last_line: int) -> list[Tones]:
        """For each line (start, end, tone of the look) in code points; [] while unknown."""
        return [_unpacked(self._line(line)) for line in range(first_line, last_line + 1)]

    def close(self) -> None:
        """No colours are needed any more; `show` begins anew."""
        if self._job is not None:
            self._job.dead = True
        self._job = None
        self._asked = None
        self._reached = 0
        self._sure.clear()
        self._guess.clear()

    def receive(self, report: Report) -> None:
        """What the worker found, if it is still about this text."""
        job, first, sure, first_guess, guess = report
        if job is not self._job:
            return
        self._reached = max(self._reached, first + len(sure))
        before: dict[int, bytes] = {}
        for line in range(first, first + len(sure)):
            before[line] = self._line(line)
            self._sure[line] = sure[line - first]
            self._guess.pop(line, None)
        if guess is not None:
            guessed = dict(enumerate(guess, first_guess))
            for line in self._guess.keys() | guessed.keys():
                before.setdefault(line, self._line(line))
            self._guess = guessed
        self._give_up_far_lines()
        different = [line for line, was in before.items() if self._line(line) != was]
        changed = self._changed()
        if different and changed is not None:
            changed(min(different), max(different))

    def _line(self, line: int) -> bytes:
        known = self._sure.get(line)
        return self._guess.get(line, b"") if known is None else known

    def _ask(self) -> None:
        first, last = self._wanted
        while first <= last and first in self._sure:
            first += 1
        if self._job is None or not self._language or first > last:
            return
        code, closed = self._job.text
        question = (first, last, len(code), closed)
        if question != self._asked:
            self._asked = question
            # A line that was not told of yet may be on its way: nothing to go back for.
            self._job.need = (first if first < self._reached else -1, last)
            self._post(self._job)

    def _give_up_far_lines(self) -> None:
        if len(self._sure) > MOST_LINES:
            first, last = self._wanted[0] - _KEPT_AROUND, self._wanted[1] + _KEPT_AROUND
            self._sure = {
                line: tones for line, tones in self._sure.items() if first <= line <= last
            }
            self._asked = None


class Highlighter(QObject):
    """Opens colourings and brings their colours to the thread it lives on."""

    _found = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: WeakSet[Colouring] = WeakSet()
        self._reports: deque[Report] = deque()
        reports, found = self._reports, self._found

        def tell(report: Report) -> None:
            reports.append(report)
            if len(reports) == 1:
                found.emit()

        self._worker = ColourWorker(tell)
        self._found.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        end = self._worker.end
        self.destroyed.connect(lambda *_: end())

    def open(self, language: str, changed: Changed) -> Colouring:
        colouring = Colouring(language, changed, self._worker.post)
        self._open.add(colouring)
        return colouring

    def forget_all(self) -> None:
        """Another conversation is shown: no colouring that is open is worked on any more."""
        for colouring in list(self._open):
            colouring.close()
        self._open.clear()
        self._reports.clear()

    def _deliver(self) -> None:
        try:
            while self._reports:
                report = self._reports.popleft()
                colouring = report[0].owner()
                if colouring is not None:
                    colouring.receive(report)
        finally:
            # Whoever fails at its colours takes none from the others.
            if self._reports:
                self._found.emit()


def _weakly(call: Changed) -> Callable[[], Any]:
    return WeakMethod(call) if hasattr(call, "__self__") else lambda: call


def _unpacked(line: bytes) -> Tones:
    numbers = array("H", line)
    return [
        (numbers[place], numbers[place + 1], TONES[numbers[place + 2]])
        for place in range(0, len(numbers), 3)
    ]
