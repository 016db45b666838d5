"""Rounds without a window: a copy of this process works on a profile until it is killed."""

import asyncio
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.kill import victims
from tests.torture.forks import Child, result_of
from tests.torture.ledger import Facts, age_of_missing, lost, read_report
from tests.torture.profile import make_chats
from tests.torture.reopening import reopen
from tests.torture.reporting import Reporter

DATABASE = "chats.sqlite3"
LOST_AT_MOST_MS = 250
OPENED_WITHIN_S = 2.0
# Rounds after which a profile is left for a fresh one: until then each finds what a killed
# process has left.
ROUNDS_OF_A_PROFILE = 8


@dataclass(frozen=True)
class Kind:
    """`longest`: seconds from the start of the process to the latest kill."""

    name: str
    victim: Callable[[Path, Reporter, random.Random], None]
    longest: float
    begun: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("streaming", victims.streaming, 0.8, begun=False),
        Kind("typing", victims.typing, 0.8),
        Kind("renaming", victims.renaming, 0.5),
        Kind("deleting", victims.deleting, 0.5),
    )
}


@dataclass(frozen=True)
class Outcome:
    """`missing_ms` is the age, when the process died, of the oldest that is not there."""

    troubles: list[str]
    missing_ms: float
    happened: int


class Rounds:
    """One kind of rounds, in `folder`; the same seed kills at the same moments."""

    def __init__(self, kind: Kind, folder: Path, seed: int, longest: float | None = None) -> None:
        self._kind = kind
        self._longest = longest or kind.longest
        self._folder = folder
        self._seed = seed
        self._number = 0
        self._before: Facts = {}

    def play(self) -> Outcome:
        kind, profile = self._kind, self._folder / "profile"
        if self._number % ROUNDS_OF_A_PROFILE == 0:
            self._renew(profile)
        chance = random.Random(f"{self._seed} {kind.name} {self._number}")
        self._number += 1
        child = Child(lambda handle: kind.victim(profile, Reporter(handle), chance))
        if not child.listen(random.Random(chance.random()).uniform(0, self._longest)):
            return Outcome(["the process ended by itself"], 0.0, 0)
        died = child.kill()
        try:
            found, seconds, troubles = result_of(lambda: asyncio.run(reopen(profile / DATABASE)))
        except RuntimeError as error:
            return Outcome([f"could not be opened: {error}"], 0.0, 0)
        report = read_report(child.lines)
        troubles = [*troubles, *lost(report, self._before, found)]
        age, key = age_of_missing(report, self._before, found, died)
        if age * 1000 > LOST_AT_MOST_MS:
            troubles.append(f"{key} is missing since {age * 1000:.0f} ms")
        if seconds > OPENED_WITHIN_S:
            troubles.append(f"opening took {seconds:.1f} s")
        self._before = found
        return Outcome(troubles, max(0.0, age * 1000), len(report.asks))

    def _renew(self, profile: Path) -> None:
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(parents=True)
        self._before = {}
        if self._kind.begun:

            async def make() -> Facts:
                await make_chats(profile / DATABASE)
                return (await reopen(profile / DATABASE))[0]

            self._before = result_of(lambda: asyncio.run(make()))
