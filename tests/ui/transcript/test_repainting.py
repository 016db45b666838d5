"""Only what changed is painted, and it looks as if all had been."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_what_is_painted_bit_by_bit_is_what_is_painted_whole(scale):
    """Streamed, scrolled, selected, found, folded, finished: a process for each scale."""
    seed = os.environ.get("PROMPTRUN_TEST_SEED", "1")
    many = os.environ.get("PROMPTRUN_LONG_TESTS", "")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ui.transcript.repainting", seed]
        + (["20", "6000"] if many else ["1", "1000"]),
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert int(ended.stdout.split()[0]) > 260
