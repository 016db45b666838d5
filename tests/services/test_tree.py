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


def follows(id: str, parent: str | None) -> Outline:
    return QUESTION._replace(id=id, parent_id=parent)


def ids_of(tree: Tree, leaf: str | None) -> list[str]:
    return [each.id for each in tree.path(leaf)]


def test_a_path_leaves_other_branches_and_what_came_later_out():
    tree = Tree([QUESTION, REPLY, follows("r2", "q"), follows("q2", "r"), follows("later", "r2")])
    assert ids_of(tree, "q2") == ["q", "r", "q2"]
    assert ids_of(tree, "later") == ["q", "r2", "later"]
    assert ids_of(tree, None) == ids_of(tree, "lost") == []


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_a_path_does_not_depend_on_the_clocks_that_ordered_the_messages(order):
    parents = {"a": None, "b": "a", "c": "b"}
    tree = Tree([follows(id, parents[id]) for id in order])
    assert ids_of(tree, "c") == ["a", "b", "c"]


def test_a_path_ends_where_a_link_is_broken_or_runs_in_a_loop():
    assert ids_of(Tree([follows("b", "lost"), follows("c", "b")]), "c") == ["b", "c"]
    assert ids_of(Tree([follows("a", "b"), follows("b", "a")]), "b") == ["a", "b"]
    assert ids_of(Tree([follows("a", "a")]), "a") == ["a"]


def test_what_followed_a_lost_message_follows_the_one_before_it():
    tree = Tree([
        Outline("q", None, Role.USER, State.COMPLETE, False, 4, 1, 0),
        Outline("r", "q", Role.ASSISTANT, State.COMPLETE, False, 4, 1, 1),
        Outline("again", "lost", Role.ASSISTANT, State.COMPLETE, False, 4, 1, 2),
        Outline("and again", "lost", Role.ASSISTANT, State.COMPLETE, False, 4, 1, 3),
    ])  # fmt: skip
    assert [each.id for each in tree.path("and again")] == ["q", "r", "and again"]
    assert [each.id for each in tree.versions(tree["again"])] == ["again", "and again"]


def test_a_reply_whose_link_is_lost_follows_the_question_before_it():
    tree = Tree([QUESTION, REPLY._replace(parent_id=None)])
    assert [each.id for each in tree.path("r")] == ["q", "r"]


def test_two_first_questions_are_versions_and_not_taken_for_lost():
    other = QUESTION._replace(id="other", micros=5)
    tree = Tree([QUESTION, REPLY, other])
    assert [each.id for each in tree.path("other")] == ["other"]


def test_links_that_run_in_a_loop_end_a_path_with_gaps():
    tree = Tree([
        Outline("a", "c", Role.USER, State.COMPLETE, False, 4, 1, 0),
        Outline("b", "lost", Role.ASSISTANT, State.COMPLETE, False, 4, 1, 1),
        Outline("c", "b", Role.USER, State.COMPLETE, False, 4, 1, 2),
    ])  # fmt: skip
    assert {each.id for each in tree.path("c")} == {"a", "b", "c"}
