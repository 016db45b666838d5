"""The thread that colours code: small steps, and as long a pause after each of them."""

from array import array
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic, thread_time
from typing import Any

from promptrun_desktop.text.line_lexer import Line, LineLexer

# CPU seconds. Qt's calls give Python's lock away and may have to wait for a whole step to get it
# back, many times in a frame.
_STEP = 0.001
_PIECE = 100  # characters fed at once, and at least a line
_BETWEEN_REPORTS = 0.016
_LINES_BETWEEN_MARKS = 1_000
TONES = ("keyword", "string", "faint", "name")
_NUMBERS = {"keyword": 0, "string": 1, "comment": 2, "name": 3}

# (job, first line, sure lines, first guessed line, guessed lines or None to keep the last ones);
# a line is the numbers start, end, number of the tone of each span, 16 bits each.
Report = tuple["Job", int, list[bytes], int, "list[bytes] | None"]


class Cursor:
    """A lexer at a place in the code: `fed` lines, `sure` of them coloured."""

    def __init__(self, language: str) -> None:
        self.lexer = LineLexer(language)
        self.offset = 0
        self.fed = 0
        self.sure = 0
        self.finished = False

    def copy(self) -> "Cursor":
        twin = copy(self)
        twin.lexer = self.lexer.copy()
        return twin


@dataclass(eq=False, slots=True)
class Job:
    """One code block. The window's thread writes `text`, `need` and `dead`, each at once.

    `text` is (code, is closed); `need` a line to go back to whose colours were given up, or -1,
    and the last line that is to be coloured.
    """

    language: str
    owner: Callable[[], Any]
    text: tuple[str, bool] = ("", False)
    need: tuple[int, int] = (-1, -1)
    dead: bool = False


class _Work:
    """What the worker knows of a job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.cursor = Cursor(job.language)
        self.marks: list[Cursor] = []
        self._need = job.need
        self._found: list[tuple[int, list[bytes]]] = [(0, [])]

    def step(self) -> bool:
        """Go on by a piece; False if nothing more is needed, or nothing more has come."""
        if self._need is not self.job.need:
            self._need = self.job.need
            self._go_back(self._need[0])
        code, closed = self.job.text
        cursor = self.cursor
        if cursor.finished or cursor.sure > self._need[1]:
            return False
        lines = self._next_lines(code, closed)
        if lines:
            self._keep(cursor.lexer.feed(lines))
        if closed and cursor.offset > len(code):
            cursor.finished = True
            self._keep(cursor.lexer.finish())
        return bool(lines)

    def _go_back(self, line: int) -> None:
        """Move the cursor to the best mark if a line lies behind it, or far ahead of it."""
        best = max((mark.sure for mark in self.marks if mark.sure <= line), default=0)
        if line >= 0 and not best <= self.cursor.sure <= line:
            marks = (mark.copy() for mark in self.marks if mark.sure == best)
            self.cursor = next(marks, None) or Cursor(self.job.language)
            self._found.append((self.cursor.sure, []))

    def _next_lines(self, code: str, closed: bool) -> list[str]:
        cursor = self.cursor
        lines: list[str] = []
        end = cursor.offset + _PIECE
        while cursor.offset < min(end, len(code) + 1):
            stop = code.find("\n", cursor.offset)
            if stop < 0:
                if not closed:
                    break
                stop = len(code)
            lines.append(code[cursor.offset : stop])
            cursor.offset = stop + 1
        cursor.fed += len(lines)
        return lines

    def _keep(self, lines: list[Line]) -> None:
        cursor = self.cursor
        self._found[-1][1].extend(map(_packed, lines))
        cursor.sure += len(lines)
        newest = self.marks[-1].sure if self.marks else 0
        if cursor.sure >= newest + _LINES_BETWEEN_MARKS and not cursor.finished:
            self.marks.append(cursor.copy())

    def reports(self, idle: bool) -> list[Report]:
        """What is new since the last time; when all has been read, with a guess at the rest."""
        cursor, found = self.cursor, self._found
        self._found = [(cursor.sure, [])]
        reports: list[Report] = [
            (self.job, first, lines, 0, None) for first, lines in found if lines
        ]
        if idle and not cursor.finished and cursor.sure <= self._need[1]:
            guess = cursor.lexer.ahead()
            if guess is not None:
                packed = [_packed(line) for line in guess]
                reports.append((self.job, cursor.sure, [], cursor.sure, packed))
        return reports


class ColourWorker:
    """`tell` is called on the worker's thread; it raises RuntimeError once nobody listens."""

    def __init__(self, tell: Callable[[Report], None]) -> None:
        self._tell = tell
        self._questions: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._ended = Event()

    def post(self, job: Job) -> None:
        """The job has new text or needs other lines; the latest one comes first."""
        self._questions.put(job)
        if self._thread is None or not self._thread.is_alive():
            # A Python thread: Qt's pool waits for its workers when it is destroyed, with the
            # interpreter's lock held, which they need to come to their end.
            self._thread = Thread(target=self._work, name="colours", daemon=True)
            self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._questions.put(None)

    def _work(self) -> None:
        waiting: dict[Job, None] = {}
        known: dict[Job, _Work] = {}
        last_report = monotonic()
        while not self._ended.is_set():
            for job in self._asked(wait=not waiting):
                waiting.pop(job, None)
                waiting[job] = None
            for job in [job for job in known if job.dead or job.owner() is None]:
                del known[job]
            if not waiting:
                continue
            job = next(reversed(waiting))
            if job.dead or job.owner() is None:
                del waiting[job]
                continue
            started = thread_time()
            work = known.get(job)
            if work is None:
                work = known[job] = _Work(job)
            while (goes_on := work.step()) and thread_time() - started < _STEP:
                pass
            if not goes_on:
                del waiting[job]
            if not goes_on or monotonic() - last_report > _BETWEEN_REPORTS:
                last_report = monotonic()
                try:
                    for report in work.reports(idle=not goes_on):
                        self._tell(report)
                except RuntimeError:  # the window was closed meanwhile
                    return
            self._ended.wait(thread_time() - started)

    def _asked(self, wait: bool) -> list[Job]:
        jobs: list[Job] = []
        try:
            while True:
                job = self._questions.get(block=wait and not jobs)
                if job is None:
                    break
                jobs.append(job)
        except Empty:
            pass
        return jobs


def _packed(line: Line) -> bytes:
    numbers = array("H")
    for start, end, token in line:
        tone = _NUMBERS.get(token.value)
        if tone is not None:
            numbers.extend((start, end, tone))
    return numbers.tobytes()
