"""Real processes: a file given at the start, and one given while the app is open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from promptrun_desktop.formats import backup
from tests.app.starting import ROOT, environment
from tests.services.stored import chat

# The real start; it tells what its dialog says of each file, and closes it without taking it.
WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window

def on_window(window):
    def look():
        source = [each for each in window.findChildren(QLabel, "bring_source") if each.isVisible()]
        if source:
            page = source[0].parent()
            print(*(each.text() for each in page.findChildren(QLabel)), sep=" | ", flush=True)
            window.findChildren(QPushButton, "bring_cancel")[0].click()

    global timer
    timer = QTimer(window, interval=20)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(0, lambda: print("shown", flush=True))

sys.exit(run_window(parse(sys.argv[1:]), on_window))
"""


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    app = subprocess.Popen(
        [sys.executable, "-c", WATCHED, *arguments],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert app.stdout.readline() == "shown\n"
        yield app
    finally:
        app.terminate()
        _, complaints = app.communicate(timeout=30)
    assert (app.returncode, complaints) == (0, "")


def start_again(folder: Path, *arguments: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "promptrun_desktop", "--profile", str(folder), *arguments],
        env=environment(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT)),
        cwd=folder.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def make(path: Path, name: str) -> Path:
    with path.open("wb") as stream:
        backup.write(stream, (), [chat(name, "How?", "Like this.")])
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="a name that is no text")
def test_files_open_at_the_start_and_while_it_is_open_however_they_are_spelled(tmp_path):
    profile = tmp_path / "profile"
    first = make(tmp_path / "first one.promptrun", "ant")
    second = make(tmp_path / os.fsdecode(b"b\xffe.promptrun"), "bee")
    third = make(tmp_path / "with ☃.promptrun", "cat")
    with running("--profile", str(profile), str(first)) as app:
        assert (
            "A back-up of this app | 1 chat, 2 messages · May 2026 | Ant" in app.stdout.readline()
        )
        # Relative to where the second is started.
        start_again(profile, second.name)
        assert "Bee" in app.stdout.readline()
        start_again(profile, third.as_uri())
        assert "Cat" in app.stdout.readline()
        assert app.poll() is None


def test_with_sample_answers_it_is_looked_at_in_the_profile_that_is_thrown_away(tmp_path):
    file = make(tmp_path / "mine.promptrun", "ant")
    before = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")}
    with running("--demo", str(file)) as app:
        assert "Ant" in app.stdout.readline()
    assert {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")} == before
