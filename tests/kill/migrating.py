"""Killed while an older file is brought up: the next start finds all of it, and the copy aside."""

import asyncio
import random
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.domain.message import State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.migrations import MIGRATIONS
from tests.kill.victims import migrating
from tests.kill.windowless import DATABASE, OPENED_WITHIN_S, Outcome
from tests.torture.forks import Child, result_of
from tests.torture.ledger import Facts, difference
from tests.torture.reopening import damage, facts_in, reopen
from tests.torture.reporting import Reporter

SCHEMAS = Path(__file__).parents[1] / "store" / "schemas"
# Messages of the bigger file, and characters of each: some megabytes.
MANY, LONG = 600, 4000


@dataclass(frozen=True)
class Old:
    """An older file; `seconds` is how long it takes to open, `facts` what the app must find."""

    path: Path
    version: int
    facts: Facts
    seconds: float


class MigratingRounds:
    """Every older schema in turn, as its fixture is and with thousands of messages."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._number = 0
        self._olds = [
            prepare(folder, version, big=big)
            for version in range(1, len(MIGRATIONS))
            for big in (False, True)
        ]

    def play(self) -> Outcome:
        old = self._olds[self._number % len(self._olds)]
        moment = random.Random(f"{self._seed} migrating {self._number}").uniform(0, old.seconds)
        self._number += 1
        profile = self._folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir()
        shutil.copy(old.path, profile / DATABASE)
        child = Child(lambda handle: migrating(profile, Reporter(handle), random.Random()))
        child.listen(moment)
        child.kill()
        steps = [line for line in child.lines if line.endswith(b"\n")]
        try:
            troubles = result_of(
                lambda: troubles_after(profile / DATABASE, old, migrated=bool(steps))
            )
        except RuntimeError as error:
            troubles = [f"could not be opened: {error}"]
        return Outcome(troubles, 0.0, 1)


def prepare(folder: Path, version: int, *, big: bool) -> Old:
    path = folder / f"{version}{'-big' if big else ''}.sqlite3"

    def build() -> tuple[Facts, float]:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
            if big:
                connection.executemany(
                    "INSERT INTO messages (id, conversation_id, role, created_at, state, model,"
                    " detail, chars, lines, reasoning, text)"
                    f" VALUES (?, 'chat', 'user', 1, 'complete', '', '', {LONG}, 1, '', ?)",
                    ((f"many-{at}", f"{at:04d}" * (LONG // 4)) for at in range(MANY)),
                )
                connection.commit()
            return _as_found_later(connection), 0.0

    def take_time() -> float:
        copy = path.with_suffix(".timed")
        shutil.copy(path, copy)
        started = time.monotonic()
        asyncio.run(_open_and_close(copy))
        return time.monotonic() - started

    facts, _ = result_of(build)
    return Old(path, version, facts, 1.2 * result_of(take_time))


async def _open_and_close(path: Path) -> None:
    await (await Database.open(path)).close()


def _as_found_later(connection: sqlite3.Connection) -> Facts:
    """Of the older file, with replies that nobody writes any more."""
    facts = facts_in(connection)
    for id, text, thought in connection.execute("SELECT message_id, text, reasoning FROM journal"):
        facts[f"text {id}"] = facts.get(f"text {id}", "") + text
        facts[f"thought {id}"] = facts.get(f"thought {id}", "") + thought
    writing = State.WRITING.value
    cut = {key: "cut_off" if value == writing else value for key, value in facts.items()}
    return {key: value for key, value in cut.items() if value}


def troubles_after(path: Path, old: Old, *, migrated: bool) -> list[str]:
    """Run in a process of its own, for it opens the file."""
    troubles = []
    version = _version(path)
    if version not in (old.version, len(MIGRATIONS)):
        troubles.append(f"half a migration: version {version}")
    if migrated and version == old.version:
        troubles.append("told of as migrated, and it is not")
    if version != old.version:
        troubles += _copy_troubles(path, old)
    found, seconds, wrong = asyncio.run(reopen(path))
    troubles += wrong + difference(old.facts, found)[:5]
    if seconds > OPENED_WITHIN_S:
        troubles.append(f"opening took {seconds:.1f} s")
    if (now := _version(path)) != len(MIGRATIONS):
        troubles.append(f"opened, and still of version {now}")
    half = [each.name for each in path.parent.iterdir() if "partial" in each.name]
    return troubles + _copy_troubles(path, old) + [f"left behind: {name}" for name in half]


def _copy_troubles(path: Path, old: Old) -> list[str]:
    copy = path.with_name(f"{path.stem}.v{old.version}{path.suffix}")
    if not copy.exists():
        return ["there is no copy of the older file"]
    with closing(sqlite3.connect(copy)) as connection:
        wrong = difference(old.facts, _as_found_later(connection))[:5]
    if _version(copy) != old.version:
        wrong.append("the copy is of another version")
    return [f"copy: {each}" for each in wrong + damage(copy)]


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
