from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.archive.chat import day_of, page_name, sum_of
from promptrun_desktop.formats.archive.manifest import is_page
from promptrun_desktop.formats.filename import MOST_BYTES

THEN = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
ASKED = Message(Role.USER, "Why?", None, "q", THEN)
OTHER = Message(Role.ASSISTANT, "Thus.", "q", "b", THEN)
CHAT = Chat(
    Conversation("c", "Reasons", leaf_id="b", created_at=THEN, updated_at=THEN),
    (ASKED, OTHER),
)


def sum_after(conversation=(), message=()):
    chat = Chat(replace(CHAT.conversation, **dict(conversation)), CHAT.messages)
    return sum_of(chat, [ASKED, replace(OTHER, **dict(message))], "salt")


def test_the_sum_tells_of_all_that_a_page_shows():
    same = sum_after()
    assert same == sum_of(CHAT, [ASKED, OTHER], "salt")
    changes = [
        sum_of(CHAT, [ASKED, OTHER], "other"),
        sum_after({"title": "x"}), sum_after({"instructions": "x"}), sum_after({"model": "x"}),
        sum_after(message={"text": "Thus"}), sum_after(message={"reasoning": "x"}),
        sum_after(message={"state": State.STOPPED}), sum_after(message={"model": "x"}),
        sum_after(message={"created_at": THEN + timedelta(seconds=1)}),
    ]  # fmt: skip
    assert len({same, *changes}) == len(changes) + 1
    assert sum_after({"pinned": True, "folder_id": "f", "archived": True}) == same


def test_a_day_is_that_of_the_zone_in_which_the_archive_is_made():
    tokyo = datetime(2026, 2, 2, tzinfo=timezone(timedelta(hours=9)))
    assert (day_of(THEN, THEN), day_of(THEN, tokyo)) == ("2026-01-31", "2026-02-01")


def test_a_page_is_named_by_day_and_title():
    name = page_name("2026-01-31", "Trip / to: Rome?", "id", ())
    assert name.startswith("2026-01-31 Trip to Rome ")
    assert name == page_name("2026-01-31", "Trip / to: Rome?", "id", ())


def test_a_page_takes_the_name_of_no_other():
    name = page_name("2026-01-31", "A", "id", ())
    other = page_name("2026-01-31", "A", "id", {name.casefold()})
    assert other.casefold() != name.casefold()
    assert page_name("2026-01-31", "A", "id2", ()) != name


@given(st.text(max_size=400), st.text(max_size=40))
def test_names_are_safe_whatever_the_title(title, id):
    name = page_name("2026-01-31", title, id, ())
    assert is_page(name)
    assert len(name.encode()) <= MOST_BYTES
    assert name.startswith("2026-01-31")
