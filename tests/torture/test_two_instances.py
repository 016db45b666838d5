"""A sample of `python -m tests.torture.two_instances`."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="forks, as the other torture programs do")
def test_of_two_starts_one_stays_and_is_raised():
    command = [sys.executable, "-m", "tests.torture.two_instances", "--rounds", "2"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=200)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 rounds" in run.stdout
