"""`python -m tests.kill [ROUNDS] [SEED]`: 50 rounds unless told otherwise; exits 1 on a loss."""

import sys
import tempfile
from pathlib import Path

from tests.kill.endpoint import CountingEndpoint
from tests.kill.rounds import play

LOST_AT_MOST_MS = 250


def main(rounds: int = 50, seed: int = 1) -> int:
    endpoint = CountingEndpoint()
    worst, failed = 0.0, 0
    for number in range(rounds):
        with tempfile.TemporaryDirectory(prefix="promptrun-kill-") as folder:
            outcome = play(Path(folder), endpoint, seed + number)
        good = outcome.question_kept and outcome.is_prefix
        good = good and outcome.missing_ms <= LOST_AT_MOST_MS
        failed += not good
        worst = max(worst, outcome.missing_ms)
        print(
            f"{number + 1:3d}  {'ok' if good else 'LOST'}  received {outcome.received} words, "
            f"kept {outcome.kept}, missing {outcome.missing_ms:.0f} ms",
            flush=True,
        )
    print(f"{rounds} kills, seed {seed}: {failed} losses, at most {worst:.0f} ms missing")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
