"""Files that end too early: what is whole before the end comes, what is lost is said."""

import json
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.formats.foreign import Reason
from tests.formats.foreign.samples import (
    FIXTURES,
    SOURCES,
    chats_of,
    packed,
    placed,
    read_all,
    written,
)
from tests.formats.foreign.test_attacks import assert_usable

# `python -m tests.torture.imports` cuts at every offset.
STEP = 101
LISTS = ("chatgpt.json", "claude.json", "open_webui.json", "openai_chats.jsonl")


def cuts(data: bytes, step: int = STEP) -> range:
    return range(0, len(data), step)


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "jan"])
def test_a_cut_file_harms_nothing(name: str, tmp_path: Path) -> None:
    data = (FIXTURES / name).read_bytes()
    path = tmp_path / name
    for offset in cuts(data):
        path.write_bytes(data[:offset])
        arrivals, report = read_all(path)
        for each in arrivals:
            if isinstance(each, Chat):
                assert_usable(each)
        assert arrivals or report.unread_count or report.empty


@pytest.mark.parametrize("name", LISTS)
def test_whole_chats_before_the_cut_come_as_they_are(name: str, tmp_path: Path) -> None:
    path = placed(tmp_path, name)
    data = path.read_bytes()
    whole = chats_of(path)
    ends = _ends(data, name)
    cut = tmp_path / f"cut-{name}"
    for offset in cuts(data):
        arrivals, report = read_all(written(cut, data[:offset]))
        ended = sum(end <= offset for end in ends)
        assert [each.messages for each in arrivals if isinstance(each, Chat)][:ended] == [
            each.messages for each in whole[:ended]
        ]
        if ended and offset < len(data) - 2 and name.endswith(".json"):
            assert Reason.CUT_OFF in [each.reason for each in report.unread]


def _ends(data: bytes, name: str) -> list[int]:
    """Behind which byte each chat that comes at all is whole."""
    text = data.decode()
    if name.endswith(".jsonl"):
        lines = text.splitlines(keepends=True)
        return [
            len("".join(lines[: place + 1]).encode())
            for place, line in enumerate(lines)
            if line.startswith("{")
        ]
    decoder, position, ends = json.JSONDecoder(), text.index("{"), []
    while position < len(text):
        found, position = decoder.raw_decode(text, position)
        title = found.get("title", found.get("name"))
        if title not in ("Broken: no messages were saved", "Opened and left", "Nothing was said"):
            ends.append(len(text[:position].encode()))
        position = text.find("{", position)
        if position < 0:
            break
    return ends


def test_a_cut_packed_file_gives_what_stands_before(tmp_path: Path) -> None:
    whole = chats_of(placed(tmp_path, "chatgpt.json"))
    data = packed(FIXTURES / "chatgpt.json", into=tmp_path / "all.zip").read_bytes()
    path = tmp_path / "cut.zip"
    came = set()
    for offset in range(4, len(data), 23):
        path.write_bytes(data[:offset])
        arrivals, report = read_all(path)
        found = [each for each in arrivals if isinstance(each, Chat)]
        assert [each.conversation.id for each in found] == [
            each.conversation.id for each in whole[: len(found)]
        ]
        assert Reason.CUT_OFF in [each.reason for each in report.unread]
        came.add(len(found))
    assert came == {0, 1, 2}


def test_the_name_of_the_chat_that_was_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "chats.json"
    data = (FIXTURES / "chatgpt.json").read_bytes()
    path.write_bytes(data[:3_000])
    assert read_all(path)[1].unread == [("Sourdough for beginners", Reason.CUT_OFF)]


def test_a_line_that_was_cut_is_told_from_one_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    path.write_bytes((FIXTURES / "openai_chats.jsonl").read_bytes()[:-30])
    assert [each.reason for each in read_all(path)[1].unread] == [Reason.DAMAGED, Reason.CUT_OFF]


def test_our_own_document_gives_its_whole_messages(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    data = (FIXTURES / "own_1.md").read_bytes()
    path.write_bytes(data[: data.index(b"<!-- message chars=1") + 9])
    (chat,), report = read_all(path)
    assert [each.text for each in chat.messages] == ["Tea?"]
    assert report.unread == [("chat.md", Reason.CUT_OFF)]
