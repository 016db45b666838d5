from datetime import UTC, datetime

import pytest

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.services.tree import Tree

QUESTION = Outline("q", None, Role.USER, State.COMPLETE, False, 4, 1, 0)
REPLY = Outline("r", "q", Role.ASSISTANT, State.COMPLETE, False, 8, 1, 1)


def at(micros: int) -> datetime:
    return datetime(1970, 1, 1, 0, 0, 0, micros, tzinfo=UTC)


def whole(outline: Outline, text: str = "whole") -> Message:
    return Message(outline.role, text, outline.parent_id, outline.id, outline.created_at)


def test_what_is_unread_is_named_the_newest_first():
    tree = Tree([QUESTION, REPLY])
    assert tree.unread() == ["r", "q"]
    tree.fill([whole(REPLY)])
    assert tree.unread() == ["q"]


def test_what_is_read_stays_hidden_if_it_was_hidden_meanwhile():
    tree = Tree([QUESTION, REPLY])
    tree.hide("r", deleted=True)
    (filled,) = tree.fill([whole(REPLY)])
    assert filled.deleted
    assert tree["r"] == filled


def test_a_newer_value_is_not_overwritten_by_what_was_read():
    tree = Tree([newer := whole(QUESTION, "newer")])
    assert tree.fill([whole(QUESTION, "older")]) == []
    assert tree["q"] == newer


def test_a_path_with_a_gap_is_no_whole_path():
    tree = Tree([whole(QUESTION), REPLY])
    with pytest.raises(LookupError):
        tree.whole_path("r")
    tree.fill([whole(REPLY)])
    assert [each.id for each in tree.whole_path("r")] == ["q", "r"]


def test_a_path_that_was_asked_for_before_is_the_present_one():
    tree = Tree([QUESTION])
    assert tree.path("r") == []
    tree.put(REPLY)
    assert tree.path("r") == [QUESTION, REPLY]
    tree.hide("q", deleted=True)
    assert tree.path("r")[0].deleted
    tree.drop("r")
    assert tree.path("r") == []


def test_versions_are_those_that_are_known_now():
    tree = Tree([QUESTION, REPLY])
    assert tree.versions(REPLY) == [REPLY]
    second = Message(Role.ASSISTANT, "two", "q", "second", at(2))
    tree.put(second)
    assert tree.versions(REPLY) == [REPLY, second]
    tree.drop("second")
    assert tree.versions(REPLY) == [REPLY]
    assert tree.newest_leaf(QUESTION) == REPLY
