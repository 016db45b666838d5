"""The app as a process of its own, away from the password store of whoever runs the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """No session bus, so no keyring: a key is kept until the process ends."""
    nowhere = "unix:path=/nonexistent"
    return os.environ | {"DBUS_SESSION_BUS_ADDRESS": nowhere, "PYTHONPATH": str(ROOT)} | more


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "promptrun_desktop", *map(str, arguments)]


@contextmanager
def xvfb() -> Iterator[str]:
    """A screen of its own; its name for DISPLAY. Skips where there is no Xvfb; CI must have it."""
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("Xvfb is not installed")
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    # It chooses a free number itself, so that several can run at once.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
