"""What is not needed to paint the window is imported behind it."""

import subprocess
import sys
from pathlib import Path

import pytest

LATE = (
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "asyncio",
    "httpx",
    "h11",
    "keyring",
    "platformdirs",
    "promptrun_desktop.api",
    "promptrun_desktop.app.desktop",
    "promptrun_desktop.demo",
    "promptrun_desktop.services",
    "promptrun_desktop.store",
    "promptrun_desktop.text.blocks",
    "promptrun_desktop.text.unicode",
    "promptrun_desktop.ui.shell",
    "pygments",
    "pyromark",
    "qasync",
    "sqlite3",
    "http.client",
    "cryptography",
    "truststore",
)

START = """
import sys
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.first_paint import FirstPaint
from promptrun_desktop.app.start import run_window

def on_window(window):
    paint = FirstPaint(window)
    paint.painted.connect(lambda: print(*sorted(sys.modules)))
    paint.painted.connect(window.close)

run_window(parse(["--profile", sys.argv[1]]), on_window)
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> set[str]:
    """The modules that are there when a real start paints its window."""
    folder = tmp_path_factory.mktemp("profile")
    ended = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    return set(ended.stdout.split())


def test_the_window_is_painted_by_the_app_itself(imported):
    assert {"PySide6.QtWidgets", "promptrun_desktop.ui.welcome"} <= imported


@pytest.mark.parametrize("module", LATE)
def test_it_is_not_imported_before_the_window_is_painted(imported, module):
    assert module not in imported
