"""A transcript in a window of its own, shown, with all its messages laid out."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.transcript.ending import Ending
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


def settle(view):
    """Let the view lay out everything it was given."""
    for _ in range(10_000):
        if view.column.settled:
            return
        QApplication.processEvents()
    raise AssertionError("the transcript does not settle")


def place_of(row, item, box, offset):
    """The middle of a character, in pixels of the message."""
    body = row.body
    found = body.items[item].boxes[box].rects(offset, offset + 1)[0]
    return QPoint(
        round(body.x + found.center().x()),
        round(body.y + body.items[item].top + found.center().y()),
    )


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
