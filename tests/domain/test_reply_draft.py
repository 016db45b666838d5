from decimal import Decimal

from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.reply_draft import Delta, ReplyDraft


def draft() -> ReplyDraft:
    return ReplyDraft(Message(Role.ASSISTANT, "", "prompt", state=State.WRITING, model="a/b"))


def test_deltas_become_one_frozen_message():
    reply = draft()
    for delta in (
        Delta(reasoning="hm"),
        Delta(text="Hel"),
        Delta(text="lo", finish_reason="stop"),
        Delta(usage=Usage(3, 2, Decimal("0.001")), ended=True),
    ):
        reply.append(delta)
    message = reply.freeze(State.COMPLETE, seconds=1.5)
    assert (message.text, message.reasoning) == ("Hello", "hm")
    assert message.state is State.COMPLETE
    assert message.finish_reason == "stop"
    assert message.usage == Usage(3, 2, Decimal("0.001"))
    assert (message.model, message.parent_id, message.seconds) == ("a/b", "prompt", 1.5)


def test_a_stream_has_ended_with_its_end_mark_or_a_finish_reason():
    reply = draft()
    reply.append(Delta(text="x"))
    assert not reply.ended
    reply.append(Delta(finish_reason="length"))
    assert reply.ended


def test_text_can_be_read_while_it_grows():
    reply = draft()
    for piece in "abc":
        reply.append(Delta(text=piece))
        assert reply.text.endswith(piece)
    assert reply.text == "abc"
