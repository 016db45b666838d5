"""What a person sees and does when something went wrong."""

import sqlite3
from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from promptrun_desktop.domain.message import Message
from tests.journeys.person import Person

HEALTHY = "anthropic/claude-3.5-haiku"


async def choose_model(person: Person, model: str) -> None:
    """Open the list of models, type the whole id, press Enter."""
    person.click("model_picker")
    await person.until(lambda: person.sees("model_search"), "for the list of models")
    person.type("model_search", model)
    person.press(Qt.Key.Key_Return, on="model_search")
    assert not person.sees("model_search")


def said(person: Person, message: Message | None = None) -> str:
    """The sentence under a reply, the last one unless told otherwise."""
    return person.find_in(message or person.reply, "state_strip").accessibleName()


def offered(person: Person) -> list[str]:
    """The label of every button that offers to help, under a reply or in the notice bar."""
    return [_label(each) for each in _offers(person)]


def accept(person: Person) -> None:
    """Click the one button that is offered."""
    (one,) = _offers(person)
    assert one.isEnabled()
    person.click(one)


def notice(person: Person) -> str:
    """The sentence in the notice bar; empty while there is none."""
    texts = [each.text() for each in person.window.findChildren(QWidget, "notice_text")]
    return texts[-1] if person.sees("notice_bar") else ""


def stored(person: Person) -> list[tuple[str, str, str]]:
    """Role, text and state of every message on disk, oldest first."""
    with closing(sqlite3.connect(person.parts.profile.database)) as database:
        return database.execute(
            "SELECT role, text, state FROM messages ORDER BY created_at, position"
        ).fetchall()


def _offers(person: Person) -> list[QWidget]:
    if person.window.shell is not None:
        # What follows a long reply may be below the edge.
        person.shell.page.transcript.scroll_to_end()
    names = ("state_action", "notice_button")
    found = [each for name in names for each in person.window.findChildren(QWidget, name)]
    return [each for each in found if each.isVisible()]


def _label(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else widget.accessibleName()
