"""Files that macOS tells of by an event; each process can have one application only."""

import subprocess
import sys

from tests.app.starting import ROOT, environment

CODE = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from promptrun_desktop.app.application import Application

application = Application(["promptrun-desktop"])
heard = []

def tell(*what):
    for each in what:
        Application.sendEvent(application, QFileOpenEvent(each))

tell("/early one.promptrun", QUrl.fromLocalFile("/early ☃.promptrun"))
application.listen(heard.append)
tell("/late.promptrun", QUrl("promptrun://do/something"), QUrl("https://example.com/a.promptrun"))
print(*heard, sep="\\n")
"""


def test_files_are_heard_of_also_those_that_came_early_and_addresses_are_not():
    ended = subprocess.run(
        [sys.executable, "-c", CODE],
        env=environment(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == [
        "/early one.promptrun",
        "/early ☃.promptrun",
        "/late.promptrun",
    ]
