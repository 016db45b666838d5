"""Ctrl+C and the session manager's request end the app in order, whatever it is doing."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint
from tests.app.starting import ROOT, environment

# The real window, driven by a timer; the key comes on standard input.
TYPING = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window

key = sys.stdin.readline().strip()
done = set()

def find(name):
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    return found[-1] if found else None

def once(deed):
    return deed not in done and not done.add(deed)

def look():
    box, connect, composer = find("key_box"), find("connect"), find("composer")
    if box and connect and once("paste"):
        QTest.keyClicks(box, key)
        QTest.mouseClick(connect, Qt.MouseButton.LeftButton)
    elif connect and connect.text() == "Start chatting" and once("start"):
        QTest.mouseClick(connect, Qt.MouseButton.LeftButton)
    elif composer and once("ask"):
        QTest.keyClicks(composer, "Why is a day on Venus so strange?")
        QTest.keyClick(composer, Qt.Key.Key_Return)
    elif "ask" in done:
        shown = window.shell.page.transcript.messages_shown()
        if len(shown) > 1 and len(shown[-1][1]) > 100:
            timer.stop()
            print("streaming", flush=True)

def watch(made):
    global window
    window = made
    timer.timeout.connect(look)
    timer.start(10)

timer = QTimer()
sys.exit(run_window(parse(sys.argv[1:]), watch))
"""

PAINTED = """
import sys
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.first_paint import FirstPaint
from promptrun_desktop.app.start import run_window

def watch(window):
    FirstPaint(window).painted.connect(lambda: print("painted", flush=True))

sys.exit(run_window(parse(sys.argv[1:]), watch))
"""


@pytest.fixture
def endpoint():
    demo = DemoEndpoint()
    demo.start()
    yield demo
    demo.stop()


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(app: subprocess.Popen[str], number: signal.Signals) -> float:
    """Seconds from the signal to the end of the process."""
    begin = time.monotonic()
    app.send_signal(number)
    try:
        app.communicate(timeout=30)
    finally:
        app.kill()
    return time.monotonic() - begin


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_while_a_reply_streams_and_keeps_what_had_arrived(tmp_path, endpoint, number):
    app = start(TYPING, "--profile", str(tmp_path), "--endpoint", endpoint.base_url)
    app.stdin.write(endpoint.key.reveal() + "\n")
    app.stdin.flush()
    assert app.stdout.readline() == "streaming\n"
    assert end(app, number) < 5
    assert app.returncode == 0
    with closing(sqlite3.connect(tmp_path / "chats.sqlite3")) as database:
        found = database.execute("SELECT state, text FROM messages ORDER BY rowid").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (asked, question), (state, reply) = found
    assert (asked, question) == ("complete", "Why is a day on Venus so strange?")
    assert state == "stopped"
    assert len(reply) > 100
    assert endpoint.closed_early == 1


def test_it_ends_right_after_its_first_paint(tmp_path):
    app = start(PAINTED, "--profile", str(tmp_path))
    assert app.stdout.readline() == "painted\n"
    assert end(app, signal.SIGTERM) < 5
    assert app.returncode == 0
