from datetime import UTC, datetime

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import AnyMessage, Outline

AT = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
MICROS = 1777887015123456


def outline(id: str, parent_id: str | None, role: Role, after: int = 0) -> Outline:
    return Outline(id, parent_id, role, State.COMPLETE, False, 5, 1, MICROS + after)


def test_an_outline_knows_when_its_message_was_made():
    assert outline("q", None, Role.USER).created_at == AT


def test_paths_run_through_outlines_and_whole_messages_alike():
    question = outline("q", None, Role.USER)
    first = outline("first", "q", Role.ASSISTANT)
    second = Message(Role.ASSISTANT, "Because.", "q", "second", AT.replace(second=16))
    gone = outline("gone", "second", Role.USER, 3_000_000)._replace(deleted=True)
    tree: dict[str, AnyMessage] = {each.id: each for each in (question, first, second, gone)}
    path = branches.path_to("gone", tree)
    assert path == [question, second, gone]
    assert branches.visible(path) == [question, second]
    assert branches.versions(second, tree.values()) == [first, second]
    assert branches.newest_leaf(question, tree.values()) == gone
