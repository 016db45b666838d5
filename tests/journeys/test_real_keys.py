"""The app as a process of its own, with the keys and the window manager of a real display."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
MISSING = [each for each in TOOLS if shutil.which(each) is None]
QUESTION = "Why is a day on Venus so strange?"
# Seconds; only a test that fails waits that long.
PATIENCE = 60.0
# In a window of 1100 by 720: the question box behind its “Ask anything”, and the conversation.
BOX = (420, 625, 700, 650)
CHAT = (280, 120, 800, 600)

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")


def until(holds: Callable[[], object], what: str) -> object:
    deadline = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)
    return found


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """The environment of an X display with a window manager."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    left_out = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in left_out}
    environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(
        ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield environment
    finally:
        for each in (manager, server):
            each.terminate()
            each.wait()


def replies(profile: Path) -> list[tuple[str, str]]:
    """(text, state) of every reply that is stored; none before there is a store."""
    store = profile / "look-around" / "chats.sqlite3"
    if not store.is_file():
        return []
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(store, timeout=5)) as database:
        rows = database.execute("SELECT text, state FROM messages WHERE role = 'assistant'")
        return [(str(text), str(state)) for text, state in rows]
    return []


def test_typed_keys_are_answered_and_closing_ends_the_process(display, tmp_path):
    def do(*arguments: str) -> str:
        ended = subprocess.run(
            ["xdotool", *arguments], env=display, capture_output=True, text=True, check=False
        )
        return ended.stdout.strip()

    def picture(name: str) -> QImage:
        file = tmp_path / f"{name}.png"
        subprocess.run(["import", "-window", window, str(file)], env=display, check=True)
        return QImage(str(file))

    profile = tmp_path / "profile"
    app = subprocess.Popen(
        [sys.executable, "-m", "promptrun_desktop", "--demo", "--profile", str(profile)],
        env=display,
        cwd=ROOT,
    )
    try:
        window = str(
            until(
                lambda: do("search", "--onlyvisible", "--name", "^Promptrun Desktop$"), "the window"
            )
        ).split()[0]
        until((profile / "look-around" / "chats.sqlite3").is_file, "the sample profile")
        do("windowactivate", "--sync", window)

        until(lambda: shows_sidebar(picture("before")), "the chat in place of the first screen")
        do("mousemove", "--window", window, "500", "640", "click", "1")
        do("type", "--delay", "20", QUESTION)
        until(lambda: dark_pixels(picture("typed"), *BOX) > 100, "typed letters to show")
        do("key", "Return")
        until(lambda: [each for each in replies(profile) if each[1] == "complete"], "a reply")
        ((text, _state),) = replies(profile)
        assert "Venus" in text
        answered = picture("answered")
        assert dark_pixels(answered, *BOX) < 100
        assert dark_pixels(answered, *CHAT) > 1000
        do("key", "alt+F4")
        assert app.wait(PATIENCE) == 0
    finally:
        if app.poll() is None:
            app.kill()
            app.wait()


def shows_sidebar(image: QImage) -> bool:
    """It is tinted; the first screen has one ground."""
    return image.pixel(20, 300) != image.pixel(500, 100)


def dark_pixels(image: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """How much of an area is ink, in a light theme."""
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for y in range(top, bottom)
        for x in range(left, right)
    )
