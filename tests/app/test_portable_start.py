"""A portable start, in a process of its own: what is written lies beside the program alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from promptrun_desktop.settings.beside import NAME
from tests.app.starting import ROOT, environment

# A packed program as far as the app can tell. It opens a dialog for files, whose folders Qt
# remembers, and is closed.
CODE = """
import sys
sys.frozen, sys.executable = True, sys.argv[1]
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window

def on_window(window):
    def choose():
        dialog = QFileDialog(window, "Choose", sys.argv[2])
        dialog.open()
        dialog.accept()
        dialog.deleteLater()
        QTimer.singleShot(100, window.close)

    def when_open():
        if window.welcome.isVisible() and window.welcome._held is None:
            timer.stop()
            choose()

    global timer
    timer = QTimer(window, interval=20)
    timer.timeout.connect(when_open)
    timer.start()
    print(window.welcome._promise_words.text())

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
sys.exit(run_window(parse(sys.argv[3:]), on_window))
"""


def start(program: Path, home: Path, *arguments: str) -> str:
    home.mkdir(exist_ok=True)
    given = environment(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1", HOME=str(home))
    kept = {name: value for name, value in given.items() if not name.startswith(("XDG_", "APP"))}
    ended = subprocess.run(
        [sys.executable, "-c", CODE, str(program), str(home), *arguments],
        env=kept,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def written(folder: Path) -> set[str]:
    """Without the font library's own cache, which every program of the person's shares."""
    found = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    return {each for each in found if not each.startswith(".cache/fontconfig/")}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt has other places elsewhere")
def test_all_that_is_written_is_in_the_folder_beside_the_program(tmp_path):
    program, home = tmp_path / "app" / "promptrun-desktop", tmp_path / "home"
    folder = program.parent / NAME
    folder.mkdir(parents=True)
    said = start(program, home)
    assert "not in the folder with your chats" in said
    assert written(home) == set()
    assert {"chats.sqlite3", "window.ini", "QtProject.conf", "logs/crash.txt"} <= written(folder)
    assert [each.name for each in program.parent.iterdir()] == [NAME]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt has other places elsewhere")
def test_a_profile_that_was_named_wins(tmp_path):
    program = tmp_path / "app" / "promptrun-desktop"
    folder, named = program.parent / NAME, tmp_path / "named"
    folder.mkdir(parents=True)
    said = start(program, tmp_path / "home", "--profile", str(named))
    assert "not in the folder" not in said
    assert written(folder) == written(tmp_path / "home") == set()
    assert "chats.sqlite3" in written(named)
