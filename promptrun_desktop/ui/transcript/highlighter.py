"""Colours for code, found on a worker thread and brought back to the window's."""

from collections.abc import Callable, Iterable, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Tones = Sequence[tuple[int, int, str]]
Highlight = Callable[[str, str], Iterable[tuple[int, int, Any]]]
_Question = tuple[int, str, str]

# Beyond this the colours would come too late to be worth the work.
LONGEST = 200_000
_TONES = {"keyword": "keyword", "string": "string", "comment": "faint", "name": "name"}


class Highlighter(QObject):
    """Answers on the thread it lives on; a question whose asker went away is dropped."""

    _found = Signal(int, object)

    def __init__(self, highlight: Highlight, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._highlight = highlight
        self._waiting: dict[int, Callable[[Tones], None]] = {}
        self._last = 0
        # A Python thread: Qt's pool waits for its workers when it is destroyed, with the
        # interpreter's lock held, which they need to come to their end.
        self._questions: SimpleQueue[_Question | None] = SimpleQueue()
        self._worker: Thread | None = None
        self._found.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        end = self._questions.put
        self.destroyed.connect(lambda *_: end(None))

    def ask(self, language: str, code: str, answer: Callable[[Tones], None]) -> None:
        """`answer` gets (start, end, token of the look) in code points, in order."""
        if not language or len(code) > LONGEST:
            return
        self._last += 1
        self._waiting[self._last] = answer
        self._questions.put((self._last, language, code))
        if self._worker is None:
            self._worker = Thread(target=self._work, name="highlight", daemon=True)
            self._worker.start()

    def forget_all(self) -> None:
        """Another conversation is shown: nobody waits for these colours."""
        self._waiting.clear()

    def _work(self) -> None:
        while (question := self._questions.get()) is not None:
            ticket, language, code = question
            if ticket not in self._waiting:
                continue
            tones = [
                (start, end, tone)
                for start, end, token in self._highlight(language, code)
                if (tone := _TONES.get(token.name.lower(), ""))
            ]
            try:
                self._found.emit(ticket, tones)
            except RuntimeError:  # the window was closed meanwhile
                return

    def _deliver(self, ticket: int, tones: Tones) -> None:
        answer = self._waiting.pop(ticket, None)
        if answer is not None:
            answer(tones)
