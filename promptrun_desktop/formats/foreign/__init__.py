"""Chats of other programs, and files of our own: recognised by what is in them, never by name.

`read` is for a process of its own: it blocks, and takes what time and memory a large or a hostile
file needs (300 MB in the worst runs). It touches nothing but what was chosen, and raises nothing
because of what is in it: what cannot be read is in the report, and everything else comes.

The same thing has the same id from whichever file and however often it comes (`tree.id_of`).
"""

from collections.abc import Iterator
from pathlib import Path

from promptrun_desktop.domain.chat import Chat, Extra
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.formats.foreign import own
from promptrun_desktop.formats.foreign.characters import characters
from promptrun_desktop.formats.foreign.documents import Document
from promptrun_desktop.formats.foreign.files import files, is_packed, modified_at
from promptrun_desktop.formats.foreign.jan import Threads
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import (
    Reason,
    Report,
    Source,
    Unread,
    Unreadable,
)

__all__ = ["Reason", "Report", "Source", "Unread", "read"]


def read(path: Path, report: Report, *, only_own: bool = False) -> Iterator[Chat | Folder | Extra]:
    """A folder comes before its chats, a back-up's extras behind them. `only_own`: a back-up of
    this app, and nothing else is looked into."""
    try:
        for each in _read(path, report, only_own):
            if isinstance(each, Chat | Folder):
                report.count(each)
            yield each
    except Unreadable as error:
        report.miss(path.name, error.reason)
    except MemoryError:
        report.miss(path.name, Reason.TOO_LARGE)
    if not report.sources and not report.unread_count:
        report.miss(path.name, Reason.NOT_RECOGNISED)


def _read(path: Path, report: Report, only_own: bool) -> Iterator[Chat | Folder | Extra]:
    if is_packed(path):
        try:
            with path.open("rb") as stream:
                if own.is_back_up(stream):
                    stream.seek(0)
                    report.came_from(Source.OWN_BACKUP)
                    origin = Origin(path.name, "", modified_at(path), report)
                    yield from own.read_back_up(stream, origin)
                    return
        except OSError:
            raise Unreadable(Reason.UNREADABLE) from None
    if only_own:
        raise Unreadable(Reason.FOREIGN)
    told: set[Folder] = set()
    for each in _documents(path, report):
        if isinstance(each, Folder):
            if each in told:
                continue
            told.add(each)
        yield each


def _documents(path: Path, report: Report) -> Iterator[Chat | Folder]:
    threads = Threads()
    last: Origin | None = None
    problem: Unreadable | None = None
    try:
        for file in files(path, report):
            origin = Origin(file.name, file.folder, file.modified_at, report)
            if last and last.folder != origin.folder:
                yield from threads.take(last)
            last = origin
            yield from Document(origin, threads).read(characters(file.chunks()))
    except Unreadable as error:
        problem = error
    if last:
        yield from threads.take(last)
    if problem:
        raise problem
