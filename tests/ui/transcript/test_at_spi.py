"""The transcript as a screen reader reads it: over the accessibility bus, on a display."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CLIENT = Path(__file__).with_name("at_spi_client.py")
SYSTEM_PYTHON = "/usr/bin/python3"
COMMANDS = ("dbus-run-session", "xvfb-run", SYSTEM_PYTHON)
IMPORTS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def missing():
    """What is not there of a reader and its bus."""
    gone = [name for name in COMMANDS if shutil.which(name) is None]
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        gone.append("at-spi2-core")
    if not gone:
        tried = subprocess.run([SYSTEM_PYTHON, "-c", IMPORTS], check=False, capture_output=True)
        gone = ["python3-gi and gir1.2-atspi-2.0"] if tried.returncode else []
    return ", ".join(gone)


MISSING = missing()

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}")


@pytest.fixture(scope="module")
def read():
    """What the reader of at_spi_client.py read in the program of at_spi_app.py."""
    program = [sys.executable, "-m", "tests.ui.transcript.at_spi_app"]
    display = ["xvfb-run", "-a", "dbus-run-session", "--"]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        [*display, SYSTEM_PYTHON, str(CLIENT), *program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_reader_finds_a_list_of_messages_with_role_time_and_text(read):
    assert (read["tree"]["role"], read["tree"]["name"]) == ("list", "Chat")
    items = read["tree"]["inside"]
    # Behind them comes what the scroll bar stands in.
    assert [(item["role"], item["name"], item["text"]) for item in items[:3]] == [
        ("list item", "You, 12:00", "Why is the sky blue?"),
        (
            "list item",
            "Reply, 12:01, stopped",
            "Air scatters blue more. 🙂 Each line\nis read.",
        ),
        ("list item", "You, 12:02", "Thanks!"),
    ]
    assert [item for item in items[3:] if item["role"] == "list item"] == []


def test_the_buttons_of_a_message_are_found_in_it_and_from_it(read):
    (row,) = read["tree"]["inside"][1]["inside"]
    assert row["says"] == "8 words"
    # Readers pass over what is not shown.
    shown = [button for button in row["inside"] if button["shown"]]
    assert [(button["role"], button["name"]) for button in shown] == [
        ("push button", "Copy"),
        ("push button", "Try again"),
        ("push button", "More"),
    ]
    assert [step for step in read["way up"] if step.startswith(("push", "list"))] == [
        "push button Try again",
        "list item Reply, 12:01, stopped",
        "list Chat",
    ]
    assert read["pressed"] == "retry m1"


def test_a_message_is_read_by_letter_word_and_line(read):
    assert read["piece"] == "scatters"
    assert read["letter"] == ["r", 2, 3]
    assert read["word"][0].strip() == "scatters"
    assert read["line"][0].strip() == "is read."


def test_a_message_out_of_sight_can_be_brought_there(read):
    assert read["unseen"] is False
    assert read["focused"] == "seen 2"


def test_a_complete_reply_is_announced_once_and_joins_the_list(read):
    assert read["heard"] == ["Reply complete. You are welcome."]
    assert (read["last"]["name"], read["last"]["text"]) == ("Reply, 12:03", "You are welcome.")
