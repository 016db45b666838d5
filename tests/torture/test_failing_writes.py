"""A sample of `python -m tests.torture.failing_writes`."""

import subprocess
import sys

import pytest

from tests.torture.recording import can_record


@pytest.mark.skipif(not can_record(), reason="needs strace, and the right to look at processes")
def test_a_failing_write_is_said_once_and_loses_nothing():
    options = ["--share", "0.02", "--seed", "7"]
    run = subprocess.run(
        [sys.executable, "-m", "tests.torture.failing_writes", *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "refused as disk_full" in run.stdout
    assert "migrating from 1" in run.stdout
