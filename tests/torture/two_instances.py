"""`python -m tests.torture.two_instances`: two starts 100 ms apart, 100 times; exits 1 if one of
them goes wrong.

Exactly one stays and opens the chats, the other has it raised and ends well. Whoever stays is
then killed, and the next round begins with what it has left.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

from tests.app.starting import ROOT, environment
from tests.torture.forks import result_of
from tests.torture.profile import make_chats
from tests.torture.reopening import damage

# Seconds in which a round must be over, on a slow machine.
PATIENCE = 60.0
APART = 0.1


class Start:
    """One process; `said` is what it has said so far."""

    def __init__(self, profile: Path, runtime: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.instance", "--profile", str(profile)],
            env=environment(QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=str(runtime)),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        self.complaints: list[str] = []
        self._ears = [
            Thread(target=self._hear, args=(self._process.stdout, self.said), daemon=True),
            Thread(target=self._hear, args=(self._process.stderr, self.complaints), daemon=True),
        ]
        for ear in self._ears:
            ear.start()

    @property
    def code(self) -> int | None:
        return self._process.poll()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for ear in self._ears:
            ear.join()

    @staticmethod
    def _hear(stream: object, words: list[str]) -> None:
        words.extend(iter(lambda: next(stream, "").strip(), ""))  # type: ignore[call-overload]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.torture.two_instances", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    chance, failed, started = random.Random(chosen.seed), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="promptrun-two-") as made:
        profile, runtime = Path(made, "profile"), Path(made, "run")
        profile.mkdir()
        runtime.mkdir(mode=0o700)
        result_of(lambda: asyncio.run(make_chats(profile / "chats.sqlite3")))
        for number in range(chosen.rounds):
            # Most are as far apart as was said, some less: both may then be as far as each other.
            apart = APART if chance.random() < 0.7 else chance.uniform(0, 2 * APART)
            troubles = play(profile, runtime, apart)
            failed += bool(troubles)
            for trouble in troubles:
                print(f"  round {number + 1}, {apart * 1000:.0f} ms apart: {trouble}", flush=True)
        wrong = damage(profile / "chats.sqlite3")
    seconds = time.monotonic() - started
    print(f"{chosen.rounds} rounds, seed {chosen.seed}: {failed} went wrong, {seconds:.0f} s")
    for each in wrong:
        print(f"  the file: {each}")
    return 1 if failed or wrong else 0


def play(profile: Path, runtime: Path, apart: float) -> list[str]:
    first = Start(profile, runtime)
    time.sleep(apart)
    both = [first, Start(profile, runtime)]
    try:
        until = time.monotonic() + PATIENCE
        while not _is_over(both):
            if time.monotonic() > until:
                return [f"in vain: {[(each.code, each.said, each.complaints) for each in both]}"]
            time.sleep(0.02)
        return _troubles(both, runtime)
    finally:
        for each in both:
            each.kill()


def _is_over(both: list[Start]) -> bool:
    """One has ended, the other is raised and has its chats; or both have ended."""
    ended = [each for each in both if each.code is not None]
    stays = [each for each in both if each.code is None]
    return len(ended) == 2 or bool(ended and {"raised", "opened"} <= set(stays[0].said))


def _troubles(both: list[Start], runtime: Path) -> list[str]:
    ended = [each for each in both if each.code is not None]
    if len(ended) == 2:
        return [f"both ended: {[(each.code, each.said, each.complaints) for each in both]}"]
    (other,), (stays,) = ended, [each for each in both if each.code is None]
    troubles = []
    if (other.code, other.said, other.complaints) != (0, [], []):
        troubles.append(f"the other ended with {other.code}: {other.said} {other.complaints}")
    if sorted(stays.said) != ["opened", "opening", "raised", "window"]:
        troubles.append(f"the one that stays said {stays.said}")
    sockets = [each.name for each in runtime.iterdir() if each.name.startswith("promptrun-")]
    if len(sockets) != 1:
        troubles.append(f"sockets: {sockets}")
    return troubles


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
