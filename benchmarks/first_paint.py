"""Process start to painted window, against a bare QMainWindow: `python -m benchmarks.first_paint`.

Both are started in turn, so that a machine that slows down slows both. Exits 1 where the median of
the ratios, of the window or of the first screen in it, is above the bound.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BOUND = 3.0
WORDS = {True: "ok", False: "BROKEN"}

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1100, 720)
from promptrun_desktop.app.first_paint import FirstPaint
paint = FirstPaint(window)
window.show()
while paint.milliseconds is None:
    app.processEvents()
print(paint.milliseconds)
"""

APP = """
import sys
from promptrun_desktop.app import preflight
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.first_paint import FirstPaint
from promptrun_desktop.app.start import run_window

def watch(window):
    content = FirstPaint(window.welcome)
    paint = FirstPaint(window)
    def look():
        if content.milliseconds is not None:
            timer.stop()
            print(paint.milliseconds, content.milliseconds)
            window.close()
    timer.timeout.connect(look)
    timer.start(1)

from PySide6.QtCore import QTimer
timer = QTimer()
assert preflight.check() is None
run_window(parse(["--profile", sys.argv[1]]), watch)
"""


def run(cache: str, code: str, *arguments: str) -> list[float]:
    """Milliseconds since the process began: of the first paint, and of the first with content.

    `cache` keeps compiled modules from one start to the next, as an installed app does.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(each) for each in ended.stdout.split()]


def measure(runs: int) -> Iterator[tuple[float, ...]]:
    """Bare window, painted window, first screen, in turn."""
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as cache:
        for number in range(runs + 1):
            # A new profile each time: the first screen is the content that is waited for.
            with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder:
                pair = (*run(cache, BARE), *run(cache, APP, folder))
            if number:  # the first of each compiles, and reads from disk
                yield pair


def main(runs: int = 9, report: str = "") -> int:
    pairs = list(measure(runs))
    bare, paint, content = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    content_ratio = statistics.median(pair[2] / pair[0] for pair in pairs)
    good = max(ratio, content_ratio) <= BOUND
    print(f"bare QMainWindow     {bare:4.0f} ms")
    print(f"window painted       {paint:4.0f} ms  × {ratio:.2f}")
    print(f"first screen painted {content:4.0f} ms  × {content_ratio:.2f}")
    print(f"bound × {BOUND}: {WORDS[good]}")
    if report:
        value = {"bare_ms": bare, "paint_ms": paint, "ratio": ratio, "bound": BOUND}
        value |= {"content_ms": content, "content_ratio": content_ratio}
        Path(report).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9, *sys.argv[2:3]))
