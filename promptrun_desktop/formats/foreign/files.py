"""What a person chose, as files that may hold chats: one, a folder of them, or a packed one."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from promptrun_desktop.formats.backup import SUFFIX
from promptrun_desktop.formats.foreign.report import Reason, Report, Unreadable
from promptrun_desktop.formats.foreign.zips import CHUNK, zipped

_PACKED = b"PK\3\4"
_SUFFIXES = (".json", ".jsonl", ".ndjson", ".md")
_PACKED_SUFFIX = ".zip"
_MOST_FILES = 100_000
_MOST_LEVELS = 12
_PAIRS = ({"thread.json", "messages.jsonl"},)


class File(NamedTuple):
    """`folder` is the path within what was chosen. `chunks` raises Unreadable."""

    name: str
    folder: str
    modified_at: datetime
    chunks: Callable[[], Iterator[bytes]]


def files(path: Path, report: Report) -> Iterator[File]:
    """Folder by folder. Raises Unreadable for the whole, or for the rest of it."""
    mode = _status(path).st_mode
    if stat.S_ISDIR(mode):
        yield from _within(path, report)
    elif not stat.S_ISREG(mode):
        raise Unreadable(Reason.NOT_A_FILE)
    elif is_packed(path):
        yield from _packed(path, report)
    else:
        yield from (_file(each, "") for each in _with_its_pair(path))


def is_packed(path: Path) -> bool:
    """Raises Unreadable. A pipe is not asked: it would wait for somebody to write."""
    if not stat.S_ISREG(_status(path).st_mode):
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(_PACKED)) == _PACKED
    except OSError:
        raise Unreadable(Reason.UNREADABLE) from None


def modified_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(_status(path).st_mtime, UTC)
    except (OverflowError, ValueError):
        return datetime.now(UTC)


def _packed(path: Path, report: Report) -> Iterator[File]:
    inner: list[str] = []

    def wanted(name: str) -> bool:
        last = name.rpartition("/")[2].lower()
        if last.endswith((_PACKED_SUFFIX, SUFFIX)):
            inner.append(name)
        return last.endswith(_SUFFIXES) and not last.startswith("._")

    when = modified_at(path)
    for member in zipped(path, wanted):
        folder, _, name = member.path.rpartition("/")
        yield File(name, folder, member.modified_at or when, member.chunks)
    for name in inner:
        report.miss(name, Reason.PACKED)


def _within(path: Path, report: Report) -> Iterator[File]:
    left = _MOST_FILES
    waiting = [(path, "", 0)]
    while waiting:
        folder, name, level = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda each: each.name)
        except OSError:
            report.miss(name or folder.name, Reason.UNREADABLE)
            continue
        inner: list[tuple[Path, str, int]] = []
        for entry in entries:
            # A link may lead out of the folder, or round in it.
            if entry.is_dir(follow_symlinks=False):
                if level < _MOST_LEVELS:
                    below = f"{name}/{entry.name}" if name else entry.name
                    inner.append((Path(entry.path), below, level + 1))
            elif entry.is_file(follow_symlinks=False):
                left -= 1
                if left < 0:
                    raise Unreadable(Reason.TOO_LARGE)
                yield from _found(Path(entry.path), name, report)
        waiting.extend(reversed(inner))


def _found(path: Path, folder: str, report: Report) -> Iterator[File]:
    """In a folder; an export may have come in several packed files."""
    name = path.name.lower()
    if name.endswith(_SUFFIXES):
        yield _file(path, folder)
    elif name.endswith(_PACKED_SUFFIX):
        try:
            for file in _packed(path, report):
                yield file._replace(folder="/".join(filter(None, (folder, file.folder))))
        except Unreadable as error:
            report.miss(path.name, error.reason)


def _with_its_pair(path: Path) -> list[Path]:
    """Jan keeps what is said of a chat and what was said in it in two files."""
    for pair in _PAIRS:
        if path.name in pair:
            beside = (path.with_name(name) for name in sorted(pair))
            return [each for each in beside if each == path or each.is_file()]
    return [path]


def _file(path: Path, folder: str) -> File:
    def chunks() -> Iterator[bytes]:
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except OSError:
            raise Unreadable(Reason.UNREADABLE) from None

    return File(path.name, folder, modified_at(path), chunks)


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError):
        raise Unreadable(Reason.UNREADABLE) from None
