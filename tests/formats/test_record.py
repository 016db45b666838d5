import json
import time
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.domain.chat import DraftOf, PlaceIn
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.formats.record import (
    from_conversation,
    from_draft,
    from_folder,
    from_message,
    from_place,
    to_conversation,
    to_draft,
    to_folder,
    to_message,
    to_place,
)

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
IDS = TEXTS.filter(bool)
TIMES = st.datetimes(timezones=st.just(UTC))
WHOLE = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
SECONDS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
COSTS = st.none() | st.decimals(0, 10**12, places=12)
CONVERSATIONS = st.builds(
    Conversation,
    id=IDS,
    title=TEXTS,
    model=TEXTS,
    instructions=TEXTS,
    parameters=st.builds(Parameters, st.none() | st.floats(0, 2), st.none() | st.floats(0, 1)),
    leaf_id=st.none() | IDS,
    created_at=TIMES,
    updated_at=TIMES,
    named=st.booleans(),
    pinned=st.booleans(),
    archived=st.booleans(),
    folder_id=st.none() | IDS,
    deleted_at=st.none() | TIMES,
)
MESSAGES = st.builds(
    Message,
    role=st.sampled_from(Role),
    text=TEXTS,
    parent_id=st.none() | IDS,
    id=IDS,
    created_at=TIMES,
    state=st.sampled_from(State),
    model=TEXTS,
    reasoning=TEXTS,
    finish_reason=st.none() | IDS,
    usage=st.none() | st.builds(Usage, WHOLE, WHOLE, COSTS),
    error=st.none() | IDS,
    detail=TEXTS,
    seconds=SECONDS,
    deleted=st.booleans(),
    thinking_seconds=SECONDS,
    doubtful=st.booleans(),
)


def through_json(record):
    return json.loads(json.dumps(record))


@given(CONVERSATIONS)
def test_a_conversation_comes_back_with_every_field(conversation):
    assert to_conversation(through_json(from_conversation(conversation))) == conversation


@given(MESSAGES)
def test_a_message_comes_back_with_every_field(message):
    assert to_message(through_json(from_message(message))) == message


def test_a_folder_comes_back():
    folder = Folder("Soups", "f1", 3)
    assert to_folder(through_json(from_folder(folder))) == folder


def test_no_field_is_forgotten():
    message = Message(
        Role.USER, "a", "p", state=State.FAILED, model="m", reasoning="r", finish_reason="f",
        usage=Usage(1, 2, Decimal("0.10")), error="e", detail="d", seconds=1.0, deleted=True,
        thinking_seconds=2.0, doubtful=True,
    )  # fmt: skip
    assert len(from_message(message)) == len(fields(Message))
    conversation = Conversation(
        title="t", model="m", instructions="i", parameters=Parameters(1.0, 1.0), leaf_id="l",
        named=True, pinned=True, archived=True, folder_id="f", deleted_at=datetime.now(UTC),
    )  # fmt: skip
    # The parameters are two.
    assert len(from_conversation(conversation)) == len(fields(Conversation)) + 1


def test_a_cost_keeps_its_digits():
    message = Message(Role.USER, "", usage=Usage(cost=Decimal("0.10")))
    assert str(to_message(through_json(from_message(message))).usage.cost) == "0.10"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be chosen there")
def test_a_time_without_a_zone_is_the_same_on_every_computer(monkeypatch):
    record = from_message(Message(Role.USER, "")) | {"created_at": "2026-07-01T12:00:00"}
    monkeypatch.setenv("TZ", "JST-9")
    time.tzset()
    try:
        assert to_message(record).created_at == datetime(2026, 7, 1, 12, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "change",
    [
        {"role": "tool"},
        {"role": None},
        {"text": 1},
        {"id": ""},
        {"id": "x" * 201},
        {"created_at": "yesterday"},
        {"created_at": 1},
        {"created_at": None},
        {"created_at": "0001-01-01T00:00:00+14:00"},
        {"usage": []},
        {"usage": {"cost": "much"}},
        {"usage": {"prompt_tokens": True}},
        {"seconds": "1"},
        {"deleted": 1},
        {"state": "odd"},
    ],
)
def test_a_value_of_another_kind_is_refused(change):
    record = from_message(Message(Role.USER, "a"))
    with pytest.raises(ValueError, match=r"."):
        to_message(record | change)


def test_text_that_cannot_be_stored_is_cleaned():
    record = from_message(Message(Role.USER, "a")) | {"text": "a\ud800\0"}
    assert to_message(record).text == "a\ufffd\ufffd"


def test_a_draft_and_a_place_come_back():
    for place in (Place("m"), Place("m", 3, -4, at_end=True)):
        where = PlaceIn("c", place)
        assert to_place(through_json(from_place(where))) == where
    draft = DraftOf("c/edit", Draft("Salt?", 2))
    assert to_draft(through_json(from_draft(draft))) == draft


def test_a_caret_stands_within_its_text():
    for caret, found in ((99, 5), (-1, 0), (None, 5)):
        assert to_draft({"key": "", "text": "Salt?", "caret": caret}).draft.caret == found


@pytest.mark.parametrize("cost", ["1E+999999999", "-1E-999999999", "Infinity", "sNaN", "9" * 999])
def test_a_cost_that_would_fill_the_memory_is_none(cost):
    record = from_message(Message(Role.USER, "a")) | {"usage": {"cost": cost}}
    assert to_message(record).usage.cost is None


def test_a_number_beyond_all_bounds_is_none():
    record = from_message(Message(Role.USER, "a"))
    assert to_message(record | {"seconds": 10**400}).seconds is None
    chat = replace(Conversation(), parameters=Parameters(2.5, 1.5))
    assert to_conversation(from_conversation(chat)).parameters == Parameters()
