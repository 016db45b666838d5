"""Many chats: what the app does with 10,000 chats and a million messages, and with a hundredth.

Both are in memory as files, both are warmed by one round that does not count, and each thing is
done to the one and the other in turn.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from benchmarks.first_paint import run as run_process
from benchmarks.library.kept import Library, copy_of, library
from benchmarks.library.mix import Question, mix
from benchmarks.library.pair import Worker, warm, working
from benchmarks.library.writing import Facts
from benchmarks.memory import MIB
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.stage import median, share
from promptrun_desktop.domain.message import now
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.copies import make
from promptrun_desktop.store.keeper import FOLDER

_START = "import sys; from benchmarks.library.start import main; main(sys.argv[1])"
_PER_FIGURE = 2.0
_WARMING = 2  # chats
_SEARCH_MS = 100
_SIZE = 3.5
_KINDS = 7


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the two are, and how often what is done to them."""

    small: tuple[int, int]
    large: tuple[int, int]
    starts: int
    chats: int
    pages: int
    questions: int
    copied: bool


FULL = Extent((100, 10_000), (10_000, 1_000_000), 7, 60, 60, 70, copied=True)
QUICK = Extent((50, 500), (5_000, 50_000), 2, 10, 10, 4, copied=False)


def run(quick: bool) -> Iterator[Row | str]:
    extent = QUICK if quick else FULL
    yield from _Measuring(extent).rows()


class _Measuring:
    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._application = QGuiApplication(sys.argv[:1])
        self._reference = Reference()
        self._name = f"{extent.large[1]:,} messages"

    def rows(self) -> Iterator[Row | str]:
        yield "making the libraries"
        kept = [library(*size) for size in (self._extent.small, self._extent.large)]
        with ExitStack() as stack:
            profiles = [stack.enter_context(copy_of(each.profile, each.index)) for each in kept]
            for profile in profiles:
                warm(profile.root)
            yield self._indexing(kept[1])
            yield "starting"
            yield from self._starts(profiles)
            yield from self._size(profiles[1], kept[1].facts)
            yield "copying"
            yield from self._copying(profiles, kept[1].facts)
            yield "starting to work"
            small, large = (stack.enter_context(working(profile)) for profile in profiles)
            yield "moving in the list"
            yield from self._list(small, large)
            yield "searching"
            yield from self._searches(small, large)
            yield "opening chats"
            yield from self._opens(small, large)
            held = large.ask("memory") / MIB
            yield Row(f"{self._name}: memory of the app", held, "MiB")

    def _indexing(self, kept: Library) -> Row:
        per = kept.indexing / kept.facts.messages * 100_000
        note = f"{kept.indexing:.0f} s for all, without the app's pauses"
        return Row(f"{self._name}: indexing 100,000", per, "s", note=note)

    def _starts(self, profiles: Sequence[Profile]) -> Iterator[Row]:
        taken: tuple[list[list[float]], ...] = ([], [])
        with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as cache:
            for number in range(self._extent.starts + 1):
                for profile, found in zip(profiles, taken, strict=True):
                    ages = run_process(cache, _START, str(profile.root))
                    if number:
                        found.append(ages)
                self._reference.again(5)
        for at, what in enumerate(("window", "list of chats")):
            small, large = (median(ages[at] for ages in found) for found in taken)
            yield self._ratio(f"start to {what}", small, large)

    def _list(self, small: Worker, large: Worker) -> Iterator[Row]:
        taken: list[list[float]] = [[], []]
        for number in range(1 + self._extent.pages // 10):
            for worker, found in zip((small, large), taken, strict=True):
                ms = worker.ask("scroll", 10)
                if number:
                    found.extend(ms)
            self._reference.again(5)
        short, long = (share(found, 0.95) for found in taken)
        yield self._ratio("list, a screen further, 95 of 100", short, long)
        ms, rows = large.ask("whole_list")
        yield Row(f"{self._name}: to the end of the list", ms, "ms", note=f"{rows:,} rows")

    def _opens(self, small: Worker, large: Worker) -> Iterator[Row]:
        count = self._extent.chats
        chats = [_some_chats(worker.profile, count + _WARMING) for worker in (small, large)]
        taken: list[list[float]] = [[], []]
        for number, pair in enumerate(zip(*chats, strict=True)):
            for worker, chat, found in zip((small, large), pair, taken, strict=True):
                ms = worker.ask("open", chat)
                if number >= _WARMING:
                    found.append(ms)
            self._reference.again(5)
        short, long = (share(found, 0.95) for found in taken)
        yield self._ratio("opening a chat, 95 of 100", short, long)

    def _searches(self, small: Worker, large: Worker) -> Iterator[Row]:
        asked = [mix(each.profile.database, self._extent.questions) for each in (small, large)]
        for worker, questions in zip((small, large), asked, strict=True):
            for question in questions[:_KINDS]:
                _search(worker, question)
        taken: list[list[Answer]] = [[], []]
        for number, pair in enumerate(zip(*asked, strict=True)):
            for worker, question, found in zip((small, large), pair, taken, strict=True):
                found.append(_search(worker, question))
            if number % _KINDS == 0:
                self._reference.again(5)
        yield from self._of_kinds(*taken)
        short, long = (share([each.first for each in found], 0.95) for found in taken)
        bound = self._reference.scaled(_SEARCH_MS)
        yield Row(f"{self._name}: search, 95 of 100", long, "ms", bound, f"of {len(taken[1])}")
        yield self._ratio("search, 95 of 100", short, long)
        whole = share([each.whole for each in taken[1]], 0.95)
        yield Row(f"{self._name}: search, its first 50 hits, 95 of 100", whole, "ms")

    def _of_kinds(self, small: Sequence["Answer"], large: Sequence["Answer"]) -> Iterator[Row]:
        for kind in dict.fromkeys(each.kind for each in large):
            short, long = (
                share([each.first for each in found if each.kind == kind], 0.95)
                for found in (small, large)
            )
            whole = max(each.whole for each in large if each.kind == kind)
            note = f"{short:.0f} ms at a hundredth; a whole page at most {whole:,.0f} ms"
            yield Row(f"{self._name}: search for {kind}, 95 of 100", long, "ms", note=note)

    def _size(self, profile: Profile, facts: Facts) -> Iterator[Row]:
        parts = {
            path.name: path.stat().st_size
            for path in sorted(profile.root.iterdir())
            if path.name.startswith((profile.database.stem, "search"))
        }
        note = ", ".join(f"{name} {size / facts.size:.2f}" for name, size in parts.items())
        size = sum(parts.values()) / facts.size
        yield Row(f"{self._name}: on the disk / their text", size, "", _SIZE, note)

    def _copying(self, profiles: Sequence[Profile], facts: Facts) -> Iterator[Row]:
        """The copy of today, which else the app would make while it is measured."""
        if not self._extent.copied:
            return
        for profile in profiles:
            start = time.perf_counter()
            copy = make(profile.database, profile.root / FOLDER, now(), Stop())
            seconds = time.perf_counter() - start
        note = f"{copy.size / facts.size:.2f} of their text"
        yield Row(f"{self._name}: a copy of the day", seconds, "s", note=note)

    def _ratio(self, name: str, small: float, large: float) -> Row:
        sizes = f"{self._name} / a hundredth"
        return Row(
            f"{sizes}: {name}", large / small, "", _PER_FIGURE, f"{small:.0f}, {large:.0f} ms"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Ms to the first hits, or to the word that there are none, and to all of a first page."""

    kind: str
    first: float
    whole: float


def _search(worker: Worker, question: Question) -> Answer:
    first, whole, hits = worker.ask("search", question.text)
    if question.found is not None and bool(hits) != question.found:
        raise RuntimeError(f"{hits} hits for {question.text}")
    return Answer(question.kind, first, whole)


def _some_chats(profile: Profile, count: int) -> list[str]:
    """One of each of so many ranges of lengths: as short and as long as all are."""
    with closing(sqlite3.connect(profile.database)) as connection:
        rows = connection.execute(
            "SELECT conversations.id FROM conversations JOIN messages ON conversation_id ="
            " conversations.id WHERE NOT conversations.deleted"
            " GROUP BY conversations.id ORDER BY count(*), conversations.id"
        ).fetchall()
    chance = random.Random("chats")  # noqa: S311
    chosen = [rows[int((at + chance.random()) * len(rows) / count)][0] for at in range(count)]
    chance.shuffle(chosen)
    return chosen
