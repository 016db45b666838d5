"""Starts the process that does a long job, tells how far it is, and ends it."""

import asyncio
import json
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.chat_lines import END, lines_of
from promptrun_desktop.services.job import Job, is_long, tidy
from promptrun_desktop.services.own_process import command, start
from promptrun_desktop.settings.disk import place_error

PURPOSE = "--worker"
# Seconds for a process that has said its last word to be gone.
_PATIENCE = 5.0
# Characters; an answer of ours is far shorter.
_LONGEST = 1 << 20
# Signals by which a system ends what takes too much of it.
_TOO_MUCH = {getattr(signal, name, None) for name in ("SIGKILL", "SIGXCPU")} - {None}

Facts = dict[str, Any]
Tell = Callable[[int, int], object]


class Runs(Protocol):
    """`prepare` makes the job, in a thread: it may look at files."""

    async def run(self, prepare: Callable[[], Job], chats: Iterable[Chat], tell: Tell) -> Facts: ...


class Worker:
    """A process a job. `words` start it."""

    def __init__(self, words: list[str] | None = None) -> None:
        self._words = words

    async def run(self, prepare: Callable[[], Job], chats: Iterable[Chat], tell: Tell) -> Facts:
        """What the job found. Raises AppError. Cancelled, the process is ended, and what it had
        begun to write is gone when this returns."""
        loop = asyncio.get_running_loop()

        def told(done: int, total: int) -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(tell, done, total)

        talk = _Talk(self._words or command(PURPOSE), told)
        thread = ThreadPoolExecutor(1, "worker")
        running = asyncio.wrap_future(thread.submit(talk.run, prepare, chats))
        thread.shutdown(wait=False)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            talk.end()
            while not running.done():
                # Cancelled once more, it still has to clean up.
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({running})
            if not running.cancelled():
                running.exception()  # Looked at: it was to be expected.
            raise


class _Talk:
    """With one process; `run` on a thread of its own, `end` on any."""

    def __init__(self, words: list[str], tell: Callable[[int, int], None]) -> None:
        self._words = words
        self._tell = tell
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self, prepare: Callable[[], Job], chats: Iterable[Chat]) -> Facts:
        try:
            job = prepare()
        except OSError as error:
            raise place_error(error) from error
        except ValueError as error:  # such as a name with a zero byte
            raise AppError(ErrorKind.EXPORT_FAILED) from error
        try:
            return self._run(job, chats)
        finally:
            tidy(job)

    def end(self) -> None:
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def _run(self, job: Job, chats: Iterable[Chat]) -> Facts:
        process = self._start(gently=is_long(job))
        try:
            self._say(process, job, chats)
            answer = self._hear(process)
            if answer is not None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_PATIENCE)
        finally:
            process.kill()
            # Waits for it and closes the pipes.
            process.communicate()
        if answer is None:
            raise AppError(_how_it_ended(job, process.returncode))
        if "failed" in answer:
            raise AppError(ErrorKind(answer["failed"]), str(answer["detail"]))
        facts: Facts = answer["done"]
        return facts

    def _start(self, *, gently: bool) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._ended:
                raise AppError(ErrorKind.WORK_ENDED)
            try:
                self._process = start(self._words, gently=gently)
            except OSError as error:
                raise AppError(ErrorKind.INTERNAL, error.strerror or "") from error
            return self._process

    def _say(self, process: "subprocess.Popen[bytes]", job: Job, chats: Iterable[Chat]) -> None:
        """All of it before it answers anything, so neither waits for the other."""
        assert process.stdin is not None
        with suppress(OSError):  # It has ended: what it said before says why.
            process.stdin.write(json.dumps(job).encode("ascii") + b"\n")
            for chat in chats:
                for line in lines_of(chat):
                    process.stdin.write(line)
            process.stdin.write(END)
            process.stdin.flush()

    def _hear(self, process: "subprocess.Popen[bytes]") -> dict[str, Any] | None:
        """Its last word; None where it ended without one."""
        assert process.stdout is not None
        while line := process.stdout.readline(_LONGEST):
            try:
                answer = json.loads(line)
                if "progress" not in answer:
                    return dict(answer)
                done, total = answer["progress"]
                self._tell(int(done), int(total))
            except (ValueError, TypeError):
                return None
        return None


def _how_it_ended(job: Job, code: int | None) -> ErrorKind:
    if job["do"] != "look":
        return ErrorKind.WORK_ENDED
    ended_by = -code if code is not None else 0
    return ErrorKind.FILE_TOO_LARGE if ended_by in _TOO_MUCH else ErrorKind.FILE_DAMAGED
