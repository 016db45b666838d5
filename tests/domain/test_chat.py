"""The order of a tree, and trees that are none."""

from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.domain.chat import linked, parents_first
from promptrun_desktop.domain.message import Message, Role

NAMES = "abcdefgh"
TREES = st.lists(
    st.builds(
        lambda id, parent: Message(Role.USER, "", parent, id),
        st.sampled_from(NAMES),
        st.none() | st.sampled_from(NAMES + "xyz"),
    ),
    max_size=10,
)


def tree(**parents: str | None) -> list[Message]:
    return [Message(Role.USER, "", parent, id) for id, parent in parents.items()]


def ids(messages: list[Message]) -> str:
    return "".join(each.id for each in messages)


def links(messages: list[Message]) -> dict[str, str | None]:
    return {each.id: each.parent_id for each in messages}


def test_a_tree_in_order_stays_as_it_is():
    messages = tree(a=None, b="a", c="a", d="b")
    assert parents_first(messages) == linked(messages) == messages


def test_what_stands_before_its_parent_moves_behind_it():
    assert ids(parents_first(tree(c="b", b="a", d="b", a=None, e=None))) == "abcde"


def test_what_followed_a_lost_message_follows_what_was_said_before():
    found = linked(tree(a=None, b="a", c="lost", d="lost", e="c"))
    assert links(found) == {"a": None, "b": "a", "c": "b", "d": "b", "e": "c"}


def test_a_message_that_is_known_elsewhere_is_not_lost():
    assert links(linked(tree(b="a"), known={"a"})) == {"b": "a"}


def test_a_circle_is_opened_where_it_begins():
    assert links(linked(tree(a="a", b="c", c="b"))) == {"a": None, "b": "a", "c": "b"}


@given(TREES)
def test_no_message_is_lost_and_none_stands_before_its_parent(messages):
    found = linked(messages)
    assert {each.id for each in found} == {each.id for each in messages}
    seen: set[str | None] = {None}
    for each in found:
        assert each.parent_id in seen
        seen.add(each.id)


@given(TREES)
def test_ordering_changes_no_message(messages):
    first = {each.id: each for each in reversed(messages)}
    assert {each.id: each for each in parents_first(messages)} == first
    assert linked(linked(messages)) == linked(messages)


def test_a_long_chain_from_its_end_is_no_trouble():
    chain = [Message(Role.USER, "", str(at - 1) if at else None, str(at)) for at in range(30_000)]
    assert parents_first(reversed(chain)) == chain
