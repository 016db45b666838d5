"""Each program's file gives exactly what is written down for it, from wherever it comes."""

import json
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.message import State
from promptrun_desktop.formats.foreign import Reason, Source
from promptrun_desktop.formats.foreign.documents import READERS
from tests.formats.foreign.samples import (
    FIXTURES,
    SOURCES,
    chats_of,
    expected,
    packed,
    placed,
    read_all,
    told,
    written,
)

JSON = [name for name in SOURCES if name.endswith((".json", ".jsonl"))]


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_gives_what_is_written_down(name: str, tmp_path: Path) -> None:
    assert told(*read_all(placed(tmp_path, name))) == expected(name)


@pytest.mark.parametrize("name", SOURCES)
def test_its_program_is_recognised(name: str) -> None:
    assert read_all(FIXTURES / name)[1].sources == [SOURCES[name]]


@pytest.mark.parametrize("name", SOURCES)
def test_a_packed_file_gives_the_same_ids(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path, name)
    once, again = chats_of(path), chats_of(packed(path, into=tmp_path / "export.zip"))
    assert again == once


@pytest.mark.parametrize("name", JSON)
def test_a_name_says_nothing(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path, name)
    assert chats_of(path.rename(tmp_path / "photo.dat")) == chats_of(placed(tmp_path, name))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_first_bytes_tell_the_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "chats.json"
    text = (FIXTURES / "chatgpt.json").read_text("utf-8")
    path.write_bytes(text.encode(encoding))
    assert chats_of(path) == chats_of(FIXTURES / "chatgpt.json")


@pytest.mark.parametrize("name", [name for name in JSON if name.endswith(".json")])
def test_no_two_readers_take_the_same(name: str) -> None:
    found = json.loads((FIXTURES / name).read_text("utf-8"))
    records = found if isinstance(found, list) else [found]
    if name == "chatbox.json":
        records = [each for key, each in found.items() if key.startswith("session:cb1")]
    for each in records:
        fitting = [reader.source for reader in READERS if reader.fits(each)]
        # A plain list of messages is what others have too, so that its reader is asked last.
        assert fitting[:1] in ([SOURCES[name]], [])
        assert set(fitting[1:]) <= {Source.OPENAI}


def test_an_export_in_several_files_is_one(tmp_path: Path) -> None:
    parts = json.loads((FIXTURES / "chatgpt.json").read_text("utf-8"))
    for place, part in enumerate(parts):
        (tmp_path / f"conversations-{place:03}.json").write_text(json.dumps([part]), "utf-8")
    assert chats_of(tmp_path) == chats_of(FIXTURES / "chatgpt.json")


def test_a_back_up_of_chatbox_may_stand_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "backup.json"
    record = json.loads((FIXTURES / "chatbox.json").read_text("utf-8"))
    path.write_text(json.dumps(record) + "\n", "utf-8")
    assert chats_of(path) == chats_of(FIXTURES / "chatbox.json")


def test_a_first_line_that_is_damaged_costs_only_itself(tmp_path: Path) -> None:
    path = written(tmp_path / "lines.jsonl", (FIXTURES / "openai_chats.jsonl").read_bytes())
    whole = chats_of(path)
    written(path, path.read_bytes().replace(b'"You are terse."', b'"You', 1))
    assert chats_of(path) == whole[1:]


def test_a_folder_may_hold_packed_files(tmp_path: Path) -> None:
    for place, name in enumerate(("claude.json", "jan")):
        packed(FIXTURES / name, into=tmp_path / f"batch-{place}.zip")
    (tmp_path / "broken.zip").write_bytes(b"PK no more")
    arrivals, report = read_all(tmp_path)
    chats = [each for each in arrivals if isinstance(each, Chat)]
    assert chats == [*chats_of(FIXTURES / "claude.json"), *chats_of(FIXTURES / "jan")]
    assert report.sources == [Source.CLAUDE, Source.JAN]
    assert ("broken.zip", Reason.DAMAGED) in report.unread


def test_one_chat_alone_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    for name in ("chatgpt.json", "claude.json", "open_webui.json"):
        first = json.loads((FIXTURES / name).read_text("utf-8"))[0]
        path.write_text(json.dumps(first, indent=2), "utf-8")
        assert chats_of(path) == chats_of(FIXTURES / name)[:1]


@pytest.mark.parametrize("key", ["conversations", "chats", "data"])
def test_chats_may_stand_in_an_object(key: str, tmp_path: Path) -> None:
    path = tmp_path / "wrapped.json"
    chats = json.loads((FIXTURES / "claude.json").read_text("utf-8"))
    path.write_text(json.dumps({"version": 4, "name": "all", key: chats, "end": [1]}), "utf-8")
    arrivals, report = read_all(path)
    assert [each for each in arrivals if isinstance(each, Chat)] == chats_of(
        FIXTURES / "claude.json"
    )
    assert report.unread_count == 1  # the odd message of the fixture


def test_a_folder_of_lm_studio_keeps_its_folders(tmp_path: Path) -> None:
    (tmp_path / "conversations" / "Work").mkdir(parents=True)
    placed(tmp_path / "conversations" / "Work", "lm_studio.json")
    (folder, chat), report = read_all(tmp_path)
    assert folder.name == "Work"
    assert chat.conversation.folder_id == folder.id
    assert report.folders == 1


def test_half_of_a_thread_finds_the_other() -> None:
    thread = FIXTURES / "jan" / "threads" / "01JX"
    whole = chats_of(thread)
    assert chats_of(thread / "thread.json") == chats_of(thread / "messages.jsonl") == whole
    assert whole[0].conversation.title == "Weekend in Lisbon"


def test_a_chat_that_has_grown_keeps_its_ids(tmp_path: Path) -> None:
    path = placed(tmp_path, "lm_studio.json")
    before = chats_of(path)[0]
    record = json.loads(path.read_text("utf-8"))
    said = {"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "More"}]}
    record["messages"].append({"versions": [said], "currentlySelected": 0})
    record["name"] = "Renamed"
    path.write_text(json.dumps(record), "utf-8")
    after = chats_of(path)[0]
    assert after.conversation.id == before.conversation.id
    assert [each.id for each in after.messages][: len(before.messages)] == [
        each.id for each in before.messages
    ]
    assert len(after.messages) == len(before.messages) + 1


def test_what_broke_off_is_never_complete() -> None:
    states = [
        message.state
        for name in SOURCES
        for chat in chats_of(FIXTURES / name)
        for message in chat.messages
    ]
    assert {State.STOPPED, State.CUT_OFF, State.FAILED} <= set(states)
    assert State.WRITING not in states


def test_what_nobody_knows_is_said(tmp_path: Path) -> None:
    path = tmp_path / "holiday.json"
    for text in ('{"mapping": {"a": "b"}}', "[1, 2, 3]", "{}", "", "plain", "[]", "\x00\x01"):
        path.write_text(text, "utf-8")
        arrivals, report = read_all(path)
        assert not arrivals
        assert report.source is None
        assert report.unread == [("holiday.json", Reason.NOT_RECOGNISED)]


def test_other_files_of_an_export_are_no_fault(tmp_path: Path) -> None:
    others = [
        ("message_feedback.json", b'[{"id": "x", "rating": "thumbs_up"}]'),
        ("shared_conversations.json", b'[{"id": "x", "title": "Shared"}]'),
        ("chat.html", b"<html>{[</html>"),
        ("file-abc.png", b"\x89PNG[[["),
    ]
    path = packed(FIXTURES / "chatgpt.json", *others, into=tmp_path / "export.zip")
    assert read_all(path)[1].unread == read_all(FIXTURES / "chatgpt.json")[1].unread
