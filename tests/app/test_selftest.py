"""`--self-test` as people and CI start it: it passes, and it fails where the app is broken."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from promptrun_desktop.app.journey import QUESTION, SECOND_QUESTION
from promptrun_desktop.formats.markdown import extract_texts
from tests.app.starting import ROOT, command, environment, xvfb

STEPS = [
    "start",
    "connect",
    "pick a model",
    "send and see the text grow",
    "stop in the middle",
    "retry",
    "move a slider",
    "save as a document",
    "close",
    "reopen in a second process",
    "compare the document with what was shown",
]


@dataclass(frozen=True)
class Ended:
    code: int
    said: str
    folder: Path

    @property
    def report(self) -> dict:
        return json.loads((self.folder / "report.json").read_text(encoding="utf-8"))


def self_test(folder: Path, **more: str) -> Ended:
    ended = subprocess.run(
        command(
            *("--self-test", "--report", folder / "report.json"),
            *("--screenshot", folder / "screen.png", "--export", folder / "chat.md"),
        ),
        env=environment(**more),
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=200,
    )
    return Ended(ended.returncode, ended.stdout, folder)


@pytest.fixture(scope="module")
def passed(tmp_path_factory) -> Ended:
    return self_test(tmp_path_factory.mktemp("passed"), QT_QPA_PLATFORM="offscreen")


def check_report(ended: Ended) -> None:
    report = ended.report
    assert ended.code == 0, ended.said
    assert report["ok"] is True
    assert [step["name"] for step in report["steps"]] == STEPS
    assert all(step["ok"] is True and step["seconds"] >= 0 for step in report["steps"])
    assert 0 < report["first_paint_ms"] < 60_000


def check_screenshot(path: Path) -> None:
    """A window with text on it has hundreds of shades; an empty one a handful."""
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    image = QImage(str(path))
    assert image.width() >= 480 and image.height() >= 360
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    assert len({image.pixel(x, y) for x, y in points}) > 50


def test_the_report_tells_every_step_in_order_and_the_first_paint(passed):
    check_report(passed)


def test_what_happens_can_be_watched_on_the_terminal(passed):
    assert "Self-test passed." in passed.said
    assert [name for name in STEPS if f"ok {name}" not in passed.said] == []
    assert "longer than a year" in passed.said


def test_the_screenshot_is_not_blank(passed):
    check_screenshot(passed.folder / "screen.png")


def test_the_document_holds_both_questions_and_whole_answers(passed):
    document = (passed.folder / "chat.md").read_bytes().decode()
    question, answer, second, table = extract_texts(document)
    assert (question, second) == (QUESTION, SECOND_QUESTION)
    assert len(answer) > 500 and len(table) > 500


def test_it_passes_on_a_real_screen_too(tmp_path):
    with xvfb() as display:
        ended = self_test(tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    check_report(ended)
    check_screenshot(tmp_path / "screen.png")


# A fault each, put into the app from outside, and the step that must notice.
FAULTS = {
    "move a slider": """
from promptrun_desktop.api import wire
wire.set_parameters = lambda parameters: {"temperature": 1.0, "top_p": 1.0}
""",
    "connect": """
from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
async def check_key(self):
    raise EndpointError(ErrorKind.KEY_REFUSED)
ChatClient.check_key = check_key
from promptrun_desktop.app import journey
journey.PATIENCE = 3.0
""",
    "compare the document with what was shown": """
from promptrun_desktop.formats import markdown
framed = markdown._framed
markdown._framed = lambda kind, fields, text: framed(kind, fields, text + " ")
""",
}


@pytest.mark.parametrize("step", FAULTS)
def test_it_fails_where_the_app_is_broken(tmp_path, step):
    # Python runs this file at the start of every process that can see it.
    (tmp_path / "sitecustomize.py").write_text(FAULTS[step])
    path = f"{tmp_path}:{ROOT}"
    ended = self_test(tmp_path, QT_QPA_PLATFORM="offscreen", PYTHONPATH=path)
    assert ended.code == 1, ended.said
    assert ended.report["ok"] is False
    failed = [each["name"] for each in ended.report["steps"] if not each["ok"]]
    assert failed[0] == step
    assert "Self-test FAILED." in ended.said
