"""Chats out of the app and into it: MB of text a second, and the memory it takes.

What is measured is the work itself, in the process that does it; reading from the app's database
and storing there are not in it. A MB is a million characters of messages.
"""

import io
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.foreign_files import chatgpt, claude, openai
from benchmarks.many_chats import chars_of, many_chats
from benchmarks.memory import MIB, resident
from benchmarks.result import Row
from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.formats import FORMATS, backup, foreign
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.archiving import write_archive
from promptrun_desktop.services.documents import content_of_chat

_THEN = datetime(2026, 2, 1, tzinfo=UTC)
_LABELS = Labels()
_MB = 1_000_000
_MEMORY = 256
_ARCHIVE_SECONDS = 60
_ARCHIVE_CHATS = 10_000
# Bytes of what the search reads, to those of the text.
_SEARCH_SIZE = 1.6


@dataclass(frozen=True, slots=True)
class Extent:
    """Chats of ten messages that are archived; saved one by one; printed."""

    archived: int
    saved: int
    printed: int


FULL = Extent(_ARCHIVE_CHATS, 1_000, 60)
QUICK = Extent(300, 100, 5)


def run(quick: bool) -> Iterator[Row | str]:
    extent = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as place:
        folder = Path(place)
        yield "drawing up chats"
        chats = list(many_chats(extent.archived))
        yield "archiving"
        yield from _archiving(folder / "archive", chats)
        yield "backing up"
        yield from _backing_up(folder / "all.promptrun", chats)
        yield "bringing in"
        yield from _bringing(folder, chats)
        yield "saving documents"
        yield from _documents(chats[: extent.saved], chats[: extent.printed])


def _archiving(folder: Path, chats: Sequence[Chat]) -> Iterator[Row]:
    archive = _Archive(folder, len(chats))
    before = time.process_time()
    seconds, grown = measured(lambda: archive.write(chats[1:]))
    busy = time.process_time() - before
    is_full = len(chats) == _ARCHIVE_CHATS
    name = f"archive of {len(chats):,} chats"
    bound = _ARCHIVE_SECONDS if is_full else None
    note = f"{_rate(chats, seconds):.2f} MB/s; {busy:.0f} s of CPU"
    yield Row(name, seconds, "s", bound, note)
    yield _memory(name, grown)
    seconds, grown = measured(lambda: archive.write(chats))
    yield Row(f"{name}: one more", seconds, "s")
    yield _memory(f"{name}: one more", grown)
    size = sum(each.stat().st_size for each in (folder / "parts").glob("*s-*.js"))
    text = sum(len(each.text.encode()) for chat in chats for each in chat.messages)
    bound = _SEARCH_SIZE if is_full else None  # Few chats say few words twice.
    yield Row(f"{name}: what the search reads / their text", size / text, "", bound)


class _Archive:
    def __init__(self, folder: Path, total: int) -> None:
        self._folder, self._total = folder, total

    def write(self, chats: Iterable[Chat]) -> None:
        written = write_archive(
            self._folder,
            chats,
            self._total,
            _LABELS,
            ALL,
            _THEN,
            undrawn,
            lambda _done, _total: None,
            lambda: False,
        )
        if written is None or written.total < self._total - 1:
            raise RuntimeError("chats are missing in the archive")


def _backing_up(path: Path, chats: Sequence[Chat]) -> Iterator[Row]:
    def write() -> None:
        with path.open("wb") as stream:
            backup.write(stream, [], chats)

    def read() -> None:
        with path.open("rb") as stream:
            _all_there(backup.read(stream), chats)

    yield from _there_and_back("back-up", write, read, chats)


def _bringing(folder: Path, chats: Sequence[Chat]) -> Iterator[Row]:
    makers = {"ChatGPT.zip": chatgpt, "Claude.json": claude, "messages.jsonl": openai}
    for name, make in makers.items():
        path = folder / name
        make(path, chats)
        seconds, grown = measured(
            lambda path=path: _all_there(foreign.read(path, foreign.Report()), chats)
        )
        yield Row(f"bringing in {name}", _rate(chats, seconds), "MB/s")
        yield _memory(f"bringing in {name}", grown)


def _documents(chats: Sequence[Chat], printed: Sequence[Chat]) -> Iterator[Row]:
    contents = [content_of_chat(each, _LABELS, _THEN, ALL) for each in chats]
    for key, form in FORMATS.items():
        seconds, grown = measured(
            lambda form=form: [form.render(each, _LABELS, undrawn) for each in contents] and None
        )
        yield Row(f"saving as {key}", _rate(chats, seconds), "MB/s")
        yield _memory(f"saving as {key}", grown)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from promptrun_desktop.ui.documents import pdf

    application = QGuiApplication.instance() or QGuiApplication([])

    def write() -> None:
        assert application is not None  # It lives as long as what is drawn with it.
        for content in contents[: len(printed)]:
            pdf.write(io.BytesIO(), content, _LABELS, undrawn)

    seconds, grown = measured(write)
    yield Row("saving as pdf", _rate(printed, seconds), "MB/s")
    yield _memory("saving as pdf", grown)


def _there_and_back(
    name: str, write: Callable[[], None], read: Callable[[], None], chats: Sequence[Chat]
) -> Iterator[Row]:
    for what, work in (("writing", write), ("reading", read)):
        seconds, grown = measured(work)
        yield Row(f"{name}: {what}", _rate(chats, seconds), "MB/s")
        yield _memory(f"{name}: {what}", grown)


def _all_there(found: Iterable[Any], chats: Sequence[Chat]) -> None:
    """Read it, and let go of each as it comes. Raises RuntimeError."""
    chars = sum(chars_of(each) for each in found if isinstance(each, Chat))
    if chars != sum(map(chars_of, chats)):
        raise RuntimeError("what was read is not what was written")


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and the MiB by which this process was larger meanwhile than before."""
    before = highest = resident()
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.02):
            highest = max(highest, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    try:
        work()
    finally:
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
    return seconds, (highest - before) / MIB


def _memory(name: str, grown: float) -> Row:
    return Row(f"{name}: memory", grown, "MiB", _MEMORY)


def _rate(chats: Sequence[Chat], seconds: float) -> float:
    return sum(map(chars_of, chats)) / _MB / seconds
