"""A look at a document that is text, before it is written."""

from datetime import UTC, datetime

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import Content, content_of
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.services.beginning import beginning

LABELS = Labels()
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def content(*texts: str) -> Content:
    messages = [Message(Role.USER, each, created_at=NOON) for each in texts]
    return content_of(Conversation(title="Venus"), messages, LABELS, NOON)


@pytest.mark.parametrize("form", ["markdown", "plain"])
def test_a_short_one_is_shown_as_it_will_be(form: str) -> None:
    short = content("Why?", "Because *so*.")
    assert beginning(short, form, LABELS) == FORMATS[form].render(short, LABELS, undrawn).decode()


@pytest.mark.parametrize("form", ["markdown", "plain"])
def test_of_a_long_one_the_first_pages_are_shown(form: str) -> None:
    long = content("first " * 100, "second " * 1000, "third")
    shown = beginning(long, form, LABELS, enough=1000)
    assert "first first" in shown and "second" in shown and "third" not in shown
    assert shown.endswith("…\n") and len(shown) < 3000
