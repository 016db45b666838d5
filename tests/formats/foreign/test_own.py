"""What this app itself wrote comes back as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats import backup, markdown
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.foreign import Reason, Source
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from tests.formats.foreign.samples import FIXTURES, read_all

THEN = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def chat(**changed: object) -> Chat:
    question = Message(Role.USER, "<!-- message chars=3 -->\r\n> a\n", None, "q", THEN)
    answer = Message(
        Role.ASSISTANT,
        "```\nopen",
        "q",
        "a",
        THEN + timedelta(seconds=1),
        State.STOPPED,
        "promptrun/small",
        "one\n> two",
    )
    other = Message(
        Role.ASSISTANT, "", "q", "b", THEN + timedelta(seconds=2), State.FAILED, "promptrun/large"
    )
    conversation = Conversation(
        id="c",
        title="Tea & [biscuits]",
        model="promptrun/small",
        instructions="Be\nbrief.",
        parameters=Parameters(0.5, None),
        leaf_id="a",
        created_at=THEN,
        updated_at=THEN + timedelta(days=1),
        named=True,
    )
    return Chat(replace(conversation, **changed), (question, answer, other))  # type: ignore[arg-type]


def saved(path: Path, chat: Chat, options: Options | None = None) -> Path:
    content = content_of(*chat, Labels(), THEN, options or Options())
    path.write_bytes(markdown.render(content, Labels(), undrawn))
    return path


def test_a_document_comes_back(tmp_path: Path) -> None:
    (found,), report = read_all(saved(tmp_path / "chat.md", chat()))
    assert found == chat()
    assert report.sources == [Source.OWN_MARKDOWN]
    assert not report.unread


def test_a_document_without_times_keeps_ids_and_order(tmp_path: Path) -> None:
    path = saved(tmp_path / "chat.md", chat(), Options(thinking=False, models=False, times=False))
    (found,), _report = read_all(path)
    assert isinstance(found, Chat)
    assert [(each.id, each.parent_id, each.text) for each in found.messages] == [
        (each.id, each.parent_id, each.text) for each in chat().messages
    ]


def test_an_answer_that_was_being_written_is_cut_off(tmp_path: Path) -> None:
    whole = chat()
    messages = (*whole.messages[:1], replace(whole.messages[1], state=State.WRITING))
    (found,), _report = read_all(saved(tmp_path / "chat.md", Chat(whole.conversation, messages)))
    assert isinstance(found, Chat)
    assert found.messages[1].state is State.CUT_OFF


def test_a_document_changed_by_hand_keeps_what_is_before(tmp_path: Path) -> None:
    path = saved(tmp_path / "chat.md", chat())
    path.write_bytes(path.read_bytes().replace(b"open", b"opened", 1))
    (found,), report = read_all(path)
    assert isinstance(found, Chat)
    assert [each.id for each in found.messages] == ["q"]
    assert report.unread == [("chat.md", Reason.DAMAGED)]


def test_an_old_document_has_ids_of_its_own(tmp_path: Path) -> None:
    # Its ids are those of messages that may be here already, in a chat it does not name.
    (found,), _report = read_all(FIXTURES / "own_1.md")
    assert isinstance(found, Chat)
    assert found.messages[0].id != "q1"


@pytest.mark.parametrize("cut", [0, 60])
def test_a_back_up_comes_back(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "chats.promptrun"
    folder = Folder("Kitchen", "f")
    chats = [chat(id=f"c{place}", folder_id="f") for place in range(3)]
    with path.open("wb") as stream:
        backup.write(stream, [folder], chats)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - cut])
    arrivals, report = read_all(path)
    assert arrivals == [folder, *chats]
    assert report.sources == [Source.OWN_BACKUP]
    assert (report.folders, report.chats, report.messages) == (1, 3, 9)


def test_a_back_up_cut_in_its_chats_is_said(tmp_path: Path) -> None:
    path = tmp_path / "chats.promptrun"
    with path.open("wb") as stream:
        backup.write(stream, [Folder("Kitchen", "f")], [chat()])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    report = read_all(path)[1]
    assert report.source is Source.OWN_BACKUP
    assert report.unread == [("chats.promptrun", Reason.CUT_OFF)]
