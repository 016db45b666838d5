"""The packed app: what it takes on the disk, and its start against that of the checkout."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.result import Row
from benchmarks.seen import Screen, screen

ROOT = Path(__file__).resolve().parents[2]
# As `installers.contents` has them, in millions of bytes.
INSTALLED, PACKED = 160, 60
AT_MOST = 0.8

_ASK = (
    "from installers import bundle, contents, layout\n"
    "folder = bundle.fresh('deb')\n"
    "print(folder / layout.NAME, contents.size_of(folder), sep='\\n')"
)


def run(quick: bool) -> Iterator[Row | str]:
    yield "packing"
    program, size = _bundle()
    yield Row("installed", size / 1e6, "MB", INSTALLED)
    # Made by `dev.py package`; packing it takes a minute, which tells nothing new.
    for made in sorted((ROOT / "dist").glob("*.deb")):
        yield Row(made.name, made.stat().st_size / 1e6, "MB", PACKED)
    yield "starting"
    with screen() as seen:
        pairs = list(_pairs(seen, program, 5 if quick else 21))
    packed, checkout = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    yield Row("start to painted window, packed", packed, "ms")
    yield Row("the same from the virtual environment", checkout, "ms")
    yield Row("packed against virtual environment", ratio, "", AT_MOST, "median of pairs")


def _bundle() -> tuple[str, int]:
    """The program of a bundle that is as new as what it is made of, and its size in bytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    command = [sys.executable, "-c", _ASK]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout
    program, size = told.splitlines()[-2:]
    return program, int(size)


def _pairs(seen: Screen, program: str, runs: int) -> Iterator[tuple[float, float]]:
    """Seconds of the packed app and of the checkout, in turn, each time with a new profile."""
    starts = [program], [sys.executable, "-m", "promptrun_desktop"]
    for number in range(runs + 1):
        first, second = (_start(seen, each) for each in starts)
        if number:  # the first of each compiles, and reads from the disk
            yield first, second


def _start(seen: Screen, command: list[str]) -> float:
    """A first start, as it is right after the app was installed."""
    others = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in others}
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder:
        return seen.seconds_to_painted([*command, "--profile", folder], environment)
