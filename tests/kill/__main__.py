"""`python -m tests.kill`: 1,850 kills in less than 20 minutes; exits 1 on a loss. See --help."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kill.endpoint import CountingEndpoint
from tests.kill.migrating import MigratingRounds
from tests.kill.window import play
from tests.kill.windowless import KINDS, LOST_AT_MOST_MS, Outcome, Rounds

# The window comes last: its endpoint is a thread, and what is forked must not have any.
COUNTS = {
    "streaming": 1000,
    "typing": 200,
    "renaming": 200,
    "deleting": 200,
    "migrating": 200,
    "window": 50,
}


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    failed = 0
    for name in chosen.only or COUNTS:
        rounds = chosen.rounds or COUNTS[name]
        with _player(name, chosen.seed, chosen.longest) as next_round:
            failed += _play(name, rounds, next_round, chosen.seed)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.kill", description=__doc__)
    parser.add_argument("--only", action="append", choices=COUNTS, help="this kind, or some")
    parser.add_argument("--rounds", type=int, help="of each kind, in place of its own number")
    parser.add_argument("--seed", type=int, default=1, help="decides what is done, and the moments")
    parser.add_argument("--longest", type=float, help="seconds a process lives at most")
    return parser


@contextmanager
def _player(name: str, seed: int, longest: float | None) -> Iterator[Callable[[], Outcome]]:
    with tempfile.TemporaryDirectory(prefix="promptrun-kill-") as made:
        folder = Path(made)
        if name == "window":
            endpoint = CountingEndpoint()
            numbers = iter(range(seed, 1 << 62))
            yield lambda: play(folder / str(at := next(numbers)), endpoint, at)
            endpoint.close()
        elif name == "migrating":
            yield MigratingRounds(folder, seed).play
        else:
            yield Rounds(KINDS[name], folder, seed, longest).play


def _play(name: str, rounds: int, next_round: Callable[[], Outcome], seed: int) -> int:
    """How many rounds lost something."""
    started, failed, worst, happened = time.monotonic(), 0, 0.0, 0
    for number in range(rounds):
        outcome = next_round()
        failed += bool(outcome.troubles)
        worst = max(worst, outcome.missing_ms)
        happened += outcome.happened
        for trouble in outcome.troubles:
            print(f"  {name}, round {number + 1}: {trouble}", flush=True)
    seconds = time.monotonic() - started
    print(
        f"{name}: {rounds} kills, seed {seed}: {failed} losses, at most {worst:.0f} ms missing"
        f" of {LOST_AT_MOST_MS} allowed; {happened} writes or words, {seconds:.0f} s",
        flush=True,
    )
    # Rounds in which nothing was done prove nothing.
    return failed if happened else rounds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
