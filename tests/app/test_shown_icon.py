"""The window has its icon once it is painted, not before."""

import subprocess
import sys
from pathlib import Path

from tests.app.starting import ROOT, environment

CODE = """
import sys
from promptrun_desktop.app import start
from promptrun_desktop.settings.paths import Profile

parts = start.make_parts(Profile.at(sys.argv[1]))
drawn = "promptrun_desktop.ui.window_icon"
print(drawn in sys.modules)
paint = start.show(parts)
print(paint.milliseconds is not None, parts.window.windowIcon().isNull(), drawn in sys.modules)
"""


def test_the_icon_comes_behind_the_first_paint(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CODE, tmp_path / "profile"],
        env=environment(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.split() == ["False", "True", "False", "True"], ended.stderr
