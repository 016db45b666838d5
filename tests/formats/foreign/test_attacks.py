"""What is made to do harm does none, and takes nothing good with it."""

import os
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.formats import record
from promptrun_desktop.formats.foreign import Reason, pieces, zips
from tests.formats.foreign import attacks
from tests.formats.foreign.samples import FIXTURES, chats_of, read_all

SMALL = dict(attacks.small())


@pytest.mark.parametrize("name", SMALL)
def test_good_chats_around_bad_ones_come(name: str, tmp_path: Path) -> None:
    path = tmp_path / "chats.json"
    path.write_bytes(SMALL[name])
    chats = chats_of(path)
    assert chats[0].conversation.title == "Good"
    assert chats[-1].conversation.title == "Good too"
    for chat in chats:
        assert_usable(chat)


PACKED = dict(attacks.zips(3_000_000))


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_attack_leaves_the_good_chat(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "_MEMBER_ROOM", 1_000_000)
    path = tmp_path / "export.zip"
    path.write_bytes(PACKED[name])
    chats = chats_of(path)
    assert chats[0].conversation.title == "Good"
    assert {each.conversation.id for each in chats} == {chats[0].conversation.id}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("a bomb of lists", Reason.TOO_LARGE),
        ("a bomb of one text", Reason.TOO_LARGE),
        ("locked", Reason.LOCKED),
        ("packed in packed", Reason.PACKED),
    ],
)
def test_what_is_not_unpacked_is_said(
    attack: str, reason: Reason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "_MEMBER_ROOM", 1_000_000)
    path = tmp_path / "export.zip"
    path.write_bytes(PACKED[attack])
    assert reason in [each.reason for each in read_all(path)[1].unread]


def test_a_chat_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_CHARS", 2_000)
    path = tmp_path / "chats.json"
    path.write_bytes(
        attacks.among('{"title": "The \\"long\\" one", "text": "' + "a" * 9_000 + '"}')
    )
    arrivals, report = read_all(path)
    assert len(arrivals) == 2
    assert report.unread == [('The "long" one', Reason.TOO_LARGE)]


def test_a_chat_of_brackets_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_SIGNS", 1_000)
    path = tmp_path / "chats.json"
    path.write_bytes(SMALL["brackets"])
    assert [each.reason for each in read_all(path)[1].unread] == [Reason.TOO_LARGE]


def test_hundreds_of_questions_within_each_other_are_read(tmp_path: Path) -> None:
    message = ""
    for place in reversed(range(1_500)):
        message = (
            f'{{"messageId": "{place}", "isCreatedByUser": {"true" if place % 2 else "false"}, '
            f'"text": "{place} \\u00e9 \\"", "children": [{message}]}}'
        )
    path = tmp_path / "deep.json"
    path.write_text(f'{{"conversationId": "c", "recursive": true, "messagesTree": [{message}]}}')
    (chat,) = chats_of(path)
    assert [each.text for each in chat.messages] == [f'{place} é "' for place in range(1_500)]
    assert all(
        each.parent_id == before.id
        for before, each in zip(chat.messages, chat.messages[1:], strict=False)
    )


def test_pipes_devices_and_links_are_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "out.json").symlink_to("/dev/zero")
    (tmp_path / "good.json").write_bytes((FIXTURES / "claude.json").read_bytes())
    assert chats_of(tmp_path) == chats_of(FIXTURES / "claude.json")
    for path in (tmp_path / "pipe.json", Path("/dev/null"), tmp_path / "out.json"):
        assert [each.reason for each in read_all(path)[1].unread] == [Reason.NOT_A_FILE]


def test_what_is_not_there_or_not_ours_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path / "a\0b"):
        assert [each.reason for each in read_all(path)[1].unread] == [Reason.UNREADABLE]


def test_names_in_the_report_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "chats.json"
    titles = (f"a\\u0000\\ud800\\n{place}{'b' * 900}" for place in range(400))
    bad = [f'{{"title": "{title}"}}' for title in titles]
    path.write_bytes(attacks.among(", ".join(bad)))
    report = read_all(path)[1]
    assert report.unread_count == 400
    assert len(report.unread) == 300
    name = report.unread[0].name
    assert len(name) <= 120
    assert "\0" not in name and "\n" not in name
    name.encode()


def assert_usable(chat: Chat) -> None:
    """What the store and every format rely on."""
    known: set[str] = set()
    for message in chat.messages:
        assert message.parent_id is None or message.parent_id in known
        assert message.id not in known
        known.add(message.id)
        assert record.to_message(record.from_message(message)) == message
    assert chat.conversation.leaf_id in known
    found = record.from_conversation(chat.conversation)
    assert record.to_conversation(found) == chat.conversation
