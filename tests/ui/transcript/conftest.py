"""A transcript in a window of its own, shown, and how to find things in it."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.select.spot import BODY
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.view import TranscriptView

NOON = datetime(2026, 3, 4, 12, 0).astimezone()


def question(text, **more):
    return Message(Role.USER, text, created_at=NOON, **more)


def reply(text, model="anthropic/claude-3.5-haiku", **more):
    return Message(Role.ASSISTANT, text, created_at=NOON, model=model, **more)


def ending(message):
    if message.state is State.CUT_OFF:
        return Ending("The connection was lost.", "Continue", "continue", "warn")
    return None


def place_of(view, message, offset, *, leaf=0, box=0, part=BODY):
    """The middle of a character, in pixels of the viewport; `message` and `leaf` by number."""
    for row in view.sight.rows:
        if (row.entry, *view.entries[row.entry].part_of(row.number)) == (message, part, leaf):
            middle = row.leaf.rects(box, offset, offset + 1)[0].center()
            corner = QPointF(view.left + view.entries[message].box_of(row.number)[0], row.y)
            return (corner + middle).toPoint()
    raise AssertionError(f"leaf {leaf} of message {message} is not in sight")


def top_of(view, message, leaf=0):
    """Where a leaf of a message begins, in pixels of the viewport; None out of sight."""
    return view.sight.top_of(message, leaf)


def tool(view, message, name):
    """The button or row of that name that stands in a message, which is in sight."""
    found = [each for each in tools(view, name) if each.property("message") == message.id]
    assert len(found) == 1, f"{len(found)} {name} at this message"
    return found[0]


def tools(view, name):
    return [each for each in view.findChildren(QWidget, name) if each.isVisible()]


def text_of(view, message, part=BODY):
    """What of a message is drawn as text, a line for each box."""
    leaves = view.reach.leaves(message, part)
    return "\n".join(box.text for leaf in leaves for box in leaf.boxes)


def finish_work(view):
    """Let the view parse to its end what is in sight."""
    for _ in range(10_000):
        if not any(entry.is_waiting for entry in view.entries.made()):
            return
        QApplication.processEvents()
    raise AssertionError("the transcript does not come to an end")


def clipboard():
    return QGuiApplication.clipboard().text()


@pytest.fixture
def sheet(look):
    look.set("light", 100)
    return Sheet(look)


@pytest.fixture
def view(look, qtbot):
    look.set("light", 100)
    view = TranscriptView(look, ending)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    qtbot.waitExposed(view)
    QGuiApplication.clipboard().setText("nothing yet")
    return view
