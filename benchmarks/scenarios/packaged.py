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
# Who the desktop says it is, and the bound on the ratio. On GNOME, which most have, Qt as it comes
# loads GTK, which is not packed. Without a desktop, what differs is Python alone.
DESKTOPS: dict[str, float | None] = {"GNOME": 0.8, "": None}

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
    with screen() as seen:
        for desktop, bound in DESKTOPS.items():
            yield f"starting: {desktop or 'no desktop'}"
            yield from _compared(desktop, bound, list(_pairs(seen, program, desktop, quick)))


def _compared(desktop: str, bound: float | None, pairs: list[tuple[float, float]]) -> Iterator[Row]:
    name = f"start to painted window, {desktop or 'no desktop'}"
    packed, checkout = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    yield Row(f"{name}: packed", packed, "ms")
    yield Row(f"{name}: virtual environment", checkout, "ms")
    yield Row(f"{name}: ratio", ratio, "", bound, "median of pairs")


def _bundle() -> tuple[str, int]:
    """The program of a bundle that is as new as what it is made of, and its size in bytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    command = [sys.executable, "-c", _ASK]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout
    program, size = told.splitlines()[-2:]
    return program, int(size)


def _pairs(seen: Screen, program: str, desktop: str, quick: bool) -> Iterator[tuple[float, float]]:
    """Seconds of the packed app and of the checkout, in turn, each time with a new profile."""
    starts = [program], [sys.executable, "-m", "promptrun_desktop"]
    for number in range((5 if quick else 15) + 1):
        first, second = (_start(seen, each, desktop) for each in starts)
        if number:  # the first of each compiles, and reads from the disk
            yield first, second


def _start(seen: Screen, command: list[str], desktop: str) -> float:
    """A first start, as it is right after the app was installed."""
    others = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in others}
    environment["XDG_CURRENT_DESKTOP"] = desktop
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder:
        return seen.seconds_to_painted([*command, "--profile", folder], environment)
