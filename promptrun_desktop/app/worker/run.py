"""`python -m promptrun_desktop --worker`: does one job and ends.

On its input: the job as a line of JSON, then chats that are open in the window as lines
(`services/chat_lines.py`) and an empty line. On its output, a line each: {"progress": [done,
total]}, then {"done": {…}} or {"failed": kind, "detail": …}. It ends with its input, for then the
window is gone.
"""

import _thread
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from promptrun_desktop.app.worker import limits
from promptrun_desktop.app.worker.answers import Answers
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.job import Job, is_long, tidy

# Seconds for the work to clean up after itself, before it is done here.
GRACE = 2.0


def main() -> int:
    answers = Answers(_own_output())
    lines = sys.stdin.buffer
    job: Job = json.loads(lines.readline() or b"null")
    if job is None:
        return 1
    # At the end of a session every process is told at once: this one cleans up, too.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    limits.apply(gently=is_long(job), reading=job["do"] == "look")
    try:
        answers.done(_do(job, answers))
    except KeyboardInterrupt:
        tidy(job)
        return _leave(1)
    except AppError as error:
        answers.failed(error.kind, error.detail)
    except (MemoryError, RecursionError):
        answers.failed(ErrorKind.FILE_TOO_LARGE if job["do"] == "look" else ErrorKind.TOO_MUCH)
    except Exception as error:  # noqa: BLE001  the outermost handler of this process
        answers.failed(ErrorKind.INTERNAL, _place(error))
    return _leave(0)


def _do(job: Job, answers: Answers) -> dict[str, Any]:
    """Each job loads what it needs and nothing else."""
    if job["do"] == "look":
        from promptrun_desktop.app.worker.foreign import look

        _end_with_input(job)
        return look(job, answers.progress)
    from promptrun_desktop.app.worker import documents, whole
    from promptrun_desktop.app.worker.source import Source
    from promptrun_desktop.domain.chat import Chat
    from promptrun_desktop.services.chat_lines import read

    source = Source(job, [each for each in read(_up_to_end()) if isinstance(each, Chat)])
    _end_with_input(job)
    jobs = {
        "document": documents.document,
        "documents": documents.documents,
        "archive": whole.archive,
        "back_up": whole.back_up,
    }
    return jobs[job["do"]](job, source, answers.progress)


def _up_to_end() -> Iterator[bytes]:
    """What is cut off before it would be taken for all there is."""
    from promptrun_desktop.services.chat_lines import END

    for line in sys.stdin.buffer:
        yield line
        if line == END:
            return
    raise KeyboardInterrupt


def _own_output() -> int:
    """Where answers go; whatever else is printed, by whichever library, would be taken for one."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _place(error: Exception) -> str:
    """Without its words, which may be those of a chat."""
    frames = traceback.extract_tb(error.__traceback__)
    return " ".join(
        [
            type(error).__name__,
            *(f"{Path(each.filename).name}:{each.lineno}" for each in frames[-3:]),
        ]
    )


def _end_with_input(job: Job) -> None:
    def wait() -> None:
        while os.read(0, 4096):
            pass
        _thread.interrupt_main()
        ended.wait(GRACE)
        tidy(job)
        os._exit(1)

    ended = threading.Event()
    threading.Thread(target=wait, name="input", daemon=True).start()


def _leave(code: int) -> NoReturn:
    """Without the slow end of an interpreter: all that was written is closed."""
    os._exit(code)
