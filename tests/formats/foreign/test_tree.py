"""Links between messages, however odd, become a tree in which nothing is lost."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.foreign.drafts import Draft, chained
from promptrun_desktop.formats.foreign.report import Source
from promptrun_desktop.formats.foreign.tree import Head, grow, id_of
from tests.formats.foreign.test_attacks import assert_usable

THEN = datetime(2025, 1, 1, tzinfo=UTC)
HEAD = Head(Source.OPENAI, "chat", THEN)
USER, ANSWER = Role.USER, Role.ASSISTANT


def grown(*drafts: Draft, head: Head = HEAD) -> Chat:
    chat = grow(head, drafts)
    assert chat
    assert_usable(chat)
    return chat


def lines(chat: Chat) -> list[str]:
    """Each message behind the texts of those it follows."""
    by_id = {each.id: each for each in chat.messages}

    def path(message: Message | None) -> list[str]:
        if message is None:
            return []
        return [*path(by_id.get(message.parent_id or "")), message.text or f"({message.reasoning})"]

    return ["/".join(path(each)) for each in chat.messages]


def test_branches_stay() -> None:
    chat = grown(
        Draft("q", "", USER, "q"), Draft("b", "q", ANSWER, "b"), Draft("a", "q", ANSWER, "a")
    )
    assert lines(chat) == ["q", "q/b", "q/a"]


def test_parents_may_come_last() -> None:
    chat = grown(Draft("b", "a", ANSWER, "b"), Draft("a", "", USER, "a"))
    assert lines(chat) == ["a", "a/b"]


def test_what_is_not_shown_leaves_no_gap() -> None:
    chat = grown(
        Draft("root", "", None), Draft("q", "root", USER, "q"), Draft("s", "q", None),
        Draft("a", "s", ANSWER, "a"), Draft("e", "a", USER, " \n"), Draft("b", "e", ANSWER, "b"),
    )  # fmt: skip
    assert lines(chat) == ["q", "q/a", "q/a/b"]


def test_steps_become_the_thinking_of_the_answer() -> None:
    chat = grown(
        Draft("q", "", USER, "q"),
        Draft("t", "q", None, reasoning="thought", aside=True, thinking_seconds=3),
        Draft("c", "t", ANSWER, reasoning="call"),
        Draft("r", "c", None, reasoning="result", aside=True),
        Draft("a", "r", ANSWER, "answer", "own"),
    )
    assert chat.messages[1].reasoning == "thought\n\ncall\n\nresult\n\nown"
    assert chat.messages[1].thinking_seconds == 3
    assert lines(chat) == ["q", "q/answer"]


def test_steps_without_an_answer_are_not_lost() -> None:
    chat = grown(
        Draft("q", "", USER, "q"),
        Draft("t", "q", None, reasoning="thought", aside=True),
        Draft("u", "t", USER, "never mind"),
        Draft("v", "u", None, reasoning="end", aside=True),
    )
    assert lines(chat) == [
        "q",
        "q/(thought)",
        "q/(thought)/never mind",
        "q/(thought)/never mind/(end)",
    ]


def test_what_was_thought_stands_once_before_several_answers() -> None:
    chat = grown(
        Draft("t", "", None, reasoning="thought", aside=True),
        Draft("a", "t", ANSWER, "a"),
        Draft("b", "t", ANSWER, "b"),
    )
    assert lines(chat) == ["(thought)", "(thought)/a", "(thought)/b"]


def test_loops_begin_where_they_are_met() -> None:
    chat = grown(
        Draft("a", "c", USER, "a"), Draft("b", "a", ANSWER, "b"), Draft("c", "b", USER, "c"),
        Draft("d", "d", USER, "d"),
    )  # fmt: skip
    assert lines(chat) == ["a", "a/b", "a/b/c", "a/b/c/d"]


def test_who_answers_nobody_follows_the_one_before() -> None:
    chat = grown(Draft("a", "", USER, "a"), Draft("b", "gone", ANSWER, "b"))
    assert lines(chat) == ["a", "a/b"]


def test_the_same_id_twice_loses_no_text() -> None:
    drafts = [Draft("a", "", USER, "one"), Draft("a", "", USER, "two"), Draft("a", "", USER, "one")]
    assert lines(grown(*chained(drafts))) == ["one", "one/two"]


def test_the_shown_branch_is_kept() -> None:
    drafts = [Draft("q", "", USER, "q"), Draft("a", "q", ANSWER, "a"), Draft("b", "q", ANSWER, "b")]
    chat = grown(*drafts, head=Head(Source.OPENAI, "chat", THEN, leaf="a"))
    assert chat.conversation.leaf_id == chat.messages[1].id
    assert grown(*drafts).conversation.leaf_id == chat.messages[2].id


def test_without_times_the_order_stays() -> None:
    chat = grown(*chained(Draft(str(place), "", USER, str(place)) for place in range(30)))
    times = [each.created_at for each in chat.messages]
    assert times == sorted(set(times))
    assert chat.conversation.created_at == THEN


def test_nothing_said_is_no_chat() -> None:
    assert grow(HEAD, [Draft("a", "", USER, ""), Draft("b", "", None)]) is None


def test_an_id_tells_its_keys_apart() -> None:
    assert id_of(Source.JAN, "ab", "c") != id_of(Source.JAN, "a", "bc")
    assert id_of(Source.JAN, "a") != id_of(Source.CLAUDE, "a")
    assert len(id_of(Source.JAN, "\ud800")) == 32


KEYS = st.sampled_from(["", *"abcdef"])
DRAFTS = st.builds(
    Draft,
    KEYS,
    KEYS,
    st.sampled_from([USER, ANSWER, None]),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from(["", "t"]),
    aside=st.booleans(),
)


@settings(max_examples=40)
@given(st.lists(DRAFTS, max_size=10), st.booleans(), st.booleans())
def test_any_links_give_a_tree(drafts: list[Draft], has_keys: bool, is_chain: bool) -> None:
    said = {each.text for each in drafts if each.role and not each.aside and each.text}
    head = Head(Source.OPENAI, "", THEN, has_keys=has_keys, leaf="c")
    chat = grow(head, chained(drafts) if is_chain else drafts)
    if chat:
        assert_usable(chat)
    assert said <= {each.text for each in chat.messages} if chat else not said
