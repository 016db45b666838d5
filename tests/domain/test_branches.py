from datetime import timedelta

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.message import Message, Role, State, now

START = now()


def message(
    role: Role, text: str, parent: Message | None = None, after: int = 0, **more
) -> Message:
    return Message(
        role,
        text,
        parent.id if parent else None,
        created_at=START + timedelta(seconds=after),
        **more,
    )


def by_id(*messages: Message) -> dict[str, Message]:
    return {each.id: each for each in messages}


QUESTION = message(Role.USER, "Why?")
FIRST = message(Role.ASSISTANT, "Because.", QUESTION, 1)
SECOND = message(Role.ASSISTANT, "It depends.", QUESTION, 2)
FOLLOW_UP = message(Role.USER, "On what?", SECOND, 3)


def test_a_path_runs_from_the_first_message_to_the_leaf():
    tree = by_id(QUESTION, FIRST, SECOND, FOLLOW_UP)
    assert branches.path_to(FOLLOW_UP.id, tree) == [QUESTION, SECOND, FOLLOW_UP]
    assert branches.path_to(FIRST.id, tree) == [QUESTION, FIRST]
    assert branches.path_to(None, tree) == []


def test_a_broken_link_or_a_loop_ends_the_path():
    orphan = message(Role.USER, "alone", FIRST)
    assert branches.path_to(orphan.id, by_id(orphan)) == [orphan]
    one = Message(Role.USER, "1", "b", id="a")
    two = Message(Role.USER, "2", "a", id="b")
    assert branches.path_to("a", by_id(one, two)) == [two, one]


def test_history_holds_stopped_replies_but_never_failed_empty_or_deleted_ones():
    kept = [
        QUESTION,
        message(Role.ASSISTANT, "Beca", QUESTION, state=State.STOPPED),
        message(Role.ASSISTANT, "cut", QUESTION, state=State.CUT_OFF),
    ]
    dropped = [
        message(Role.ASSISTANT, "", QUESTION, state=State.STOPPED),
        message(Role.ASSISTANT, "half", QUESTION, state=State.FAILED),
        message(Role.ASSISTANT, " \n", QUESTION),
        message(Role.ASSISTANT, "gone", QUESTION, deleted=True),
        message(Role.ASSISTANT, "now", QUESTION, state=State.WRITING),
    ]
    assert branches.history([*kept, *dropped]) == kept


def test_versions_are_the_answers_to_one_question_oldest_first():
    tree = [SECOND, FOLLOW_UP, FIRST, QUESTION]
    assert branches.versions(FIRST, tree) == [FIRST, SECOND]
    assert branches.versions(QUESTION, tree) == [QUESTION]


def test_the_newest_leaf_follows_the_branch_written_last():
    tree = [QUESTION, FIRST, SECOND, FOLLOW_UP]
    assert branches.newest_leaf(QUESTION, tree) == FOLLOW_UP
    assert branches.newest_leaf(FIRST, tree) == FIRST


def test_the_newest_leaf_is_no_deleted_one_while_there_is_another():
    gone = message(Role.ASSISTANT, "gone", QUESTION, 5, deleted=True)
    assert branches.newest_leaf(QUESTION, [QUESTION, FIRST, gone]) == FIRST
    below = message(Role.USER, "below", gone, 6)
    assert branches.newest_leaf(QUESTION, [QUESTION, gone, below]) == below
