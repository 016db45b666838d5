"""A back-up holds everything but keys, and gives it back as it was."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from promptrun_desktop.domain.chat import Chat, DraftOf, PlaceIn, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.place import Place
from promptrun_desktop.formats import backup, backup_lines, backup_values
from tests.formats.backup_files import CHAT, MANIFEST, MESSAGE, lines, made, read, written
from tests.formats.test_record import CONVERSATIONS, IDS, MESSAGES, TEXTS

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "back-up.schema.json").read_text(encoding="utf-8"))
CHATS = st.lists(
    st.builds(Chat, CONVERSATIONS, st.lists(MESSAGES, max_size=4).map(tuple)), max_size=3
)
FOLDERS = st.lists(st.builds(Folder, TEXTS, IDS, st.integers(-99, 99)), max_size=2)
PLACES = st.builds(Place, IDS, st.integers(0, 99), st.integers(-9, 99), st.booleans())
EXTRAS = st.lists(
    st.builds(DraftOf, TEXTS, TEXTS.map(lambda text: Draft(text, len(text) // 2)))
    | st.builds(PlaceIn, IDS, PLACES)
    | st.builds(Preferences, st.just({"theme": "dark", "text_size": 120, "folded_folders": ["f"]})),
    max_size=3,
)
SOUP = Chat(
    Conversation("c", "Soup", created_at=NOON, updated_at=NOON, leaf_id="m"),
    (Message(Role.USER, "How?", id="m", created_at=NOON),),
)


@given(FOLDERS, CHATS, EXTRAS)
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(folders, chats, extras):
    data = written(chats, folders, extras)
    assert read(data) == ([*folders, *chats, *extras], [], "")
    validator = Draft202012Validator(SCHEMA)
    for line in lines(data):
        validator.validate(line)


def test_the_manifest_says_what_it_is():
    stream = io.BytesIO()
    backup.write(stream, [], [SOUP], app="1.2", counts={"messages": 1}, created_at=NOON)
    stream.seek(0)
    assert backup.manifest(stream) == ("1.2", NOON, {"messages": 1})
    with zipfile.ZipFile(stream) as file:
        assert file.testzip() is None
        assert file.namelist() == ["manifest.json", "records.jsonl"]
        manifest = json.loads(file.read("manifest.json"))
    Draft202012Validator(SCHEMA | {"$ref": "#/$defs/manifest"} | NO_LINE).validate(manifest)


# The manifest is no line.
NO_LINE = {"maxProperties": 99, "additionalProperties": True, "properties": {}}


def test_the_schema_is_one_and_knows_what_is_wrong():
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid(CHAT) and validator.is_valid(MESSAGE)
    for wrong in (
        {**CHAT, **MESSAGE},
        {"chat": {"id": "c"}},
        {"message": MESSAGE["message"] | {"role": "tool"}},
        {"message": MESSAGE["message"] | {"text": 1}},
        {"preferences": {"kept_keys": ["https://example.org"]}},
        [],
    ):
        assert not validator.is_valid(wrong)


def test_the_examples_of_the_description_are_right():
    text = (DOCS / "back-up.md").read_text(encoding="utf-8")
    _, manifest, rest = text.split("```json\n", 2)
    validate = Draft202012Validator(SCHEMA | {"$ref": "#/$defs/manifest"} | NO_LINE).validate
    validate(json.loads(manifest.partition("```")[0]))
    records = rest.partition("```")[0].replace('"…"', '"2026-05-13T12:00:00Z"').splitlines()
    for line in records:
        Draft202012Validator(SCHEMA).validate(json.loads(line))
    found, unread, reason = read(made(*map(str.encode, records)))
    assert (unread, reason) == ([], "")
    (chat,) = (each for each in found if isinstance(each, Chat))
    assert [each.text for each in chat.messages] == ["How long?", "Ten minutes."]
    assert len(found) == len(records) - 3


def test_it_is_read_from_where_nothing_can_be_searched_too():
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self):
            return True

        def seekable(self):
            return False

        def write(self, data):
            self.data += data
            return len(data)

    pipe = Pipe()
    backup.write(pipe, [], [SOUP])
    assert read(bytes(pipe.data)) == ([SOUP], [], "")


def test_files_that_other_tools_packed_are_read():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        found, unread, reason = read(made(CHAT, MESSAGE, method=method))
        assert (found, unread, reason) == ([replace_times(SOUP)], [], "")


def replace_times(chat):
    return Chat(replace(chat.conversation, leaf_id=None), chat.messages)


def test_long_texts_go_on_in_lines_that_are_short(monkeypatch):
    monkeypatch.setattr(backup_lines, "PIECE", 40)
    text, thinking = "abcdefghi🥕" * 20 + "x", "\n" * 100
    chat = Chat(
        replace(SOUP.conversation, instructions="short, " * 12),
        (Message(Role.ASSISTANT, text, id="m", created_at=NOON, reasoning=thinking),),
    )
    data = written([chat], extras=[DraftOf("c", Draft(text, 30))])
    assert max(len(value) for line in lines(data) for each in line.values()
               for key, value in each.items() if key in ("text", "thinking")) == 40  # fmt: skip
    assert read(data) == ([chat, DraftOf("c", Draft(text, 30))], [], "")
    validator = Draft202012Validator(SCHEMA)
    assert all(map(validator.is_valid, lines(data)))


def test_a_very_large_chat_comes_in_parts(monkeypatch):
    monkeypatch.setattr(backup_values, "_MESSAGES", 2)
    about = SOUP.conversation
    messages = [Message(Role.USER, "", id=str(at), created_at=NOON) for at in range(5)]
    found, _, _ = read(written([Chat(about, tuple(messages)), Chat(about, ())]))
    assert found == [
        Chat(about, tuple(messages[:2])),
        Chat(about, tuple(messages[2:4])),
        Chat(about, tuple(messages[4:])),
        Chat(about, ()),
    ]


def test_what_a_newer_version_adds_is_passed_over():
    message = {"message": MESSAGE["message"] | {"mood": {"deep": [1]}}}
    found, unread, reason = read(
        made({"tag": {"id": 1}}, CHAT, {"picture": {"of": "m"}}, {"more": {"of": "x"}}, message)
    )
    assert (found, reason) == ([replace_times(SOUP)], "")
    assert unread == []


def test_a_newer_version_is_refused():
    with pytest.raises(backup.NewerBackUpError):
        list(backup.read(io.BytesIO(made(CHAT, manifest=MANIFEST | {"version": 2}))))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"no zip at all",
        made(manifest={"format": "another", "version": 1}),
        made(manifest={"format": "promptrun back-up", "version": "1"}),
        made(manifest={"format": "promptrun back-up", "version": 0}),
        made(manifest=[]),
        written()[:20],
        zipfile.ZipFile(io.BytesIO(), "w").fp.getvalue() or b"PK\5\6" + bytes(18),
    ],
    # Bytes that hold the time would be another name in each process.
    ids=range(9),
)
def test_what_is_no_back_up_is_told_apart(data):
    found, _, reason = read(data)
    assert found == []
    assert reason in ("unknown", "cut")
    assert reason == "unknown" or data.startswith(b"PK\3\4")


def test_progress_is_told_and_may_end_the_writing():
    class EndedError(Exception):
        pass

    told = []

    def progress(count):
        told.append(count)
        if count == 2:
            raise EndedError

    with pytest.raises(EndedError):
        backup.write(io.BytesIO(), [], iter([SOUP] * 5), (), progress)
    assert told == [1, 2]


def test_no_more_than_one_chat_is_held_at_a_time():
    alive = 0

    class Counted(Message):
        __slots__ = ()

        def __del__(self):
            nonlocal alive
            alive -= 1

    def chats():
        nonlocal alive
        for at in range(50):
            alive += 1
            assert alive <= 2
            yield Chat(SOUP.conversation, (Counted(Role.USER, "How?", id=str(at)),))

    backup.write(io.BytesIO(), [], chats())
