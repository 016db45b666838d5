import asyncio

import pytest

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.tree import Tree
from tests.services.fakes import FakeClient, FakeStore

HELLO = (Delta(text="Hel"), Delta(text="lo"), Delta(finish_reason="stop", ended=True))


class Story:
    """A session over fakes, and what it told."""

    def __init__(self, *script: Delta | Exception | asyncio.Event) -> None:
        self.store, self.client = FakeStore(), FakeClient(script or HELLO)
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.session = ConversationSession(
            Conversation(model="a/b"), Tree(), self.store, self._client, self.tasks
        )
        self.told: list[str] = []
        self.failures: list[ErrorKind] = []
        self.session.stored.connect(lambda text: self.told.append(f"stored {text}"))
        self.session.grew.connect(lambda _id, delta: self.told.append(f"grew {delta.text}"))
        self.session.replying.connect(lambda active: self.told.append(f"replying {active}"))
        self.session.failed.connect(lambda error: self.failures.append(error.kind))

    async def _client(self) -> FakeClient:
        self.told.append("asked for a client")
        return self.client

    async def until_quiet(self) -> None:
        while self.session.is_replying:
            await asyncio.sleep(0)
        assert self.errors == []

    @property
    def reply(self):
        return self.session.messages[-1]


async def test_a_question_gets_a_complete_stored_reply():
    story = Story()
    assert story.session.send("Hi there. How are you?")
    await story.until_quiet()
    assert [m.text for m in story.session.messages] == ["Hi there. How are you?", "Hello"]
    assert story.reply.state is State.COMPLETE
    assert story.reply.seconds is not None
    assert story.store.messages[story.reply.id] == story.reply
    assert story.session.conversation.title == "Hi there"
    assert story.store.conversations[story.session.conversation.id].leaf_id == story.reply.id


async def test_the_question_is_on_disk_before_it_is_sent():
    story = Story()
    story.session.send("Hi")
    await story.until_quiet()
    assert story.told.index("stored Hi") < story.told.index("asked for a client")


async def test_a_question_that_cannot_be_stored_is_not_sent_and_taken_back():
    story = Story()
    story.store.full = True
    story.session.send("Hi")
    await story.until_quiet()
    assert story.client.requests == []
    assert story.session.messages == []
    assert story.failures == [ErrorKind.DISK_FULL]
    assert not any(each.startswith("stored") for each in story.told)
    story.store.full = False
    assert story.session.send("Hi")
    await story.until_quiet()
    assert story.reply.text == "Hello"


async def test_what_is_changed_while_a_question_is_refused_stays_changed():
    story = Story()
    story.store.full = True
    story.session.send("Hi")
    story.session.set_model("c/d")
    await story.until_quiet()
    assert story.session.messages == []
    assert (story.session.conversation.model, story.session.conversation.title) == ("c/d", "")


async def test_after_a_stop_the_next_question_waits_until_the_first_is_stored_or_refused():
    story = Story()
    allowed = story.store.allowed = asyncio.Event()
    story.session.send("Hi")
    await asyncio.sleep(0)
    story.session.stop()
    while story.session.is_replying:
        await asyncio.sleep(0)
    assert not story.session.send("Hi again")
    assert not story.session.retry(story.reply.id)
    story.store.full = True
    allowed.set()
    await story.tasks.close()
    assert story.session.messages == []
    story.store.full = False
    assert story.session.send("Hi again")
    await story.until_quiet()
    assert [m.text for m in story.session.messages] == ["Hi again", "Hello"]


async def test_stopping_keeps_what_arrived_and_closes_the_stream():
    story = Story(Delta(text="Hel"), asyncio.Event())
    story.session.send("Hi")
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    story.session.stop()
    await story.until_quiet()
    assert (story.reply.text, story.reply.state) == ("Hel", State.STOPPED)
    assert story.store.messages[story.reply.id].text == "Hel"
    assert story.client.closed == 1


@pytest.mark.parametrize("turns", range(8))
async def test_stopping_twice_keeps_what_arrived(turns):
    story = Story(Delta(text="Hel"), asyncio.Event())
    story.session.send("Hi")
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    story.session.stop()
    for _ in range(turns):
        await asyncio.sleep(0)
    story.session.stop()
    await story.tasks.close()
    assert (story.reply.text, story.reply.state) == ("Hel", State.STOPPED)
    assert story.store.messages[story.reply.id] == story.reply


async def test_how_long_was_thought_is_known_when_the_text_begins_and_stored():
    story = Story(
        Delta(reasoning="Hm"), thought := asyncio.Event(), Delta(text="Hel"),
        arrived := asyncio.Event(), *HELLO[1:],
    )  # fmt: skip
    story.session.send("Hi")
    while "grew " not in story.told:
        await asyncio.sleep(0)
    assert story.session.thinking_seconds is None
    thought.set()
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    seconds = story.session.thinking_seconds
    assert seconds is not None
    assert story.reply.thinking_seconds == seconds
    arrived.set()
    await story.until_quiet()
    assert story.store.messages[story.reply.id].thinking_seconds == seconds


async def test_who_looks_while_a_reply_grows_sees_all_that_has_arrived():
    story = Story(Delta(text="Hel", reasoning="Hm"), arrived := asyncio.Event(), *HELLO[1:])
    story.session.send("Hi")
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    assert (story.reply.text, story.reply.reasoning) == ("Hel", "Hm")
    assert story.reply.state is State.WRITING
    arrived.set()
    await story.until_quiet()
    assert (story.reply.text, story.reply.state) == ("Hello", State.COMPLETE)


async def test_stopping_before_the_request_keeps_the_question():
    story = Story()
    story.session.send("Hi")
    story.session.stop()
    await story.tasks.close()
    assert [m.state for m in story.session.messages] == [State.COMPLETE, State.STOPPED]
    assert "stored Hi" in story.told
    assert story.client.requests == []


async def test_a_stream_without_an_end_mark_is_cut_off_never_complete():
    story = Story(Delta(text="Hel"))
    story.session.send("Hi")
    await story.until_quiet()
    assert (story.reply.state, story.reply.error) == (State.CUT_OFF, ErrorKind.CUT_OFF)


@pytest.mark.parametrize(
    ("before", "state"), [((), State.FAILED), ((Delta(text="Hel"),), State.CUT_OFF)]
)
async def test_an_error_keeps_the_question_and_the_partial_reply(before, state):
    story = Story(*before, EndpointError(ErrorKind.SERVER_FAULT, "on fire"))
    story.session.send("Hi")
    await story.until_quiet()
    assert [m.role for m in story.session.messages] == [Role.USER, Role.ASSISTANT]
    assert (story.reply.state, story.reply.error) == (state, ErrorKind.SERVER_FAULT)
    assert story.reply.detail == "on fire"
    assert story.failures == [ErrorKind.SERVER_FAULT]


async def test_who_hears_that_a_reply_failed_sees_how_it_ended():
    story = Story(EndpointError(ErrorKind.RATE_LIMIT))
    seen = []
    story.session.failed.connect(lambda _error: seen.append(story.reply.state))
    story.session.send("Hi")
    await story.until_quiet()
    assert seen == [State.FAILED]


@pytest.mark.parametrize(
    ("before", "state"), [((), State.FAILED), ((Delta(text="Hel"),), State.CUT_OFF)]
)
async def test_an_error_nobody_foresaw_is_not_told_as_a_lost_connection(before, state):
    story = Story(*before, bug := ZeroDivisionError())
    story.session.send("Hi")
    while story.session.is_replying:
        await asyncio.sleep(0)
    assert story.errors == [bug]
    assert (story.reply.state, story.reply.error) == (state, ErrorKind.INTERNAL)
    assert story.store.messages[story.reply.id] == story.reply


async def test_a_stream_that_ends_before_any_text_failed():
    story = Story(Delta(reasoning="Hm"))
    story.session.send("Hi")
    await story.until_quiet()
    assert (story.reply.state, story.reply.error) == (State.FAILED, ErrorKind.CUT_OFF)
    assert story.reply.reasoning == "Hm"


async def test_an_empty_reply_is_a_failure_and_not_a_blank():
    story = Story(Delta(finish_reason="stop", ended=True))
    story.session.send("Hi")
    await story.until_quiet()
    assert (story.reply.state, story.reply.error) == (State.FAILED, ErrorKind.EMPTY_REPLY)


async def test_a_reply_at_the_length_limit_is_complete_and_says_so():
    story = Story(Delta(text="long"), Delta(finish_reason="length"))
    story.session.send("Hi")
    await story.until_quiet()
    assert (story.reply.state, story.reply.error) == (State.COMPLETE, ErrorKind.REPLY_LIMIT)


async def test_only_one_reply_is_written_at_a_time():
    story = Story(asyncio.Event())
    assert story.session.send("one")
    assert not story.session.send("two")
    assert not story.session.retry(story.reply.id)
    story.session.stop()
    await story.until_quiet()
    assert len(story.client.requests) <= 1


async def test_blank_text_is_not_sent():
    story = Story()
    assert not story.session.send(" \n ")
    assert story.session.messages == []


async def test_retry_asks_the_same_question_and_keeps_the_old_reply():
    story = Story()
    story.session.send("Hi")
    await story.until_quiet()
    old = story.reply
    story.session.retry(old.id)
    await story.until_quiet()
    assert [m.text for m in story.client.requests[1].history] == ["Hi"]
    assert story.reply.id != old.id
    assert len(story.session.messages) == 2
    assert story.session.versions(story.reply) == [old, story.reply]
    assert old.id in story.store.messages
    story.session.show_version(old.id)
    assert story.reply == old


async def test_the_next_question_sends_the_stopped_reply_but_not_the_failed_one():
    story = Story(EndpointError(ErrorKind.SERVER_FAULT))
    story.session.send("one")
    await story.until_quiet()
    story.client.script = (Delta(text="part"), asyncio.Event())
    story.session.send("two")
    while "grew part" not in story.told:
        await asyncio.sleep(0)
    story.session.stop()
    await story.until_quiet()
    story.client.script = HELLO
    story.session.send("three")
    await story.until_quiet()
    assert [m.text for m in story.client.requests[-1].history] == ["one", "two", "part", "three"]


async def test_deleting_a_message_keeps_what_follows_and_can_be_undone():
    story = Story()
    story.session.send("one")
    await story.until_quiet()
    story.session.send("two")
    await story.until_quiet()
    first = story.session.messages[0]
    assert story.session.delete(first.id)
    assert [m.text for m in story.session.messages] == ["Hello", "two", "Hello"]
    await asyncio.sleep(0)
    assert story.store.messages[first.id].deleted
    story.session.restore(first.id)
    assert story.session.messages[0].text == "one"
    await story.tasks.close()
    assert not story.store.messages[first.id].deleted


async def test_the_reply_being_written_cannot_be_deleted():
    story = Story(asyncio.Event())
    story.session.send("one")
    assert not story.session.delete(story.reply.id)
    story.session.stop()
    await story.until_quiet()


async def test_a_reply_the_full_disk_refused_is_kept_and_saved_again():
    story = Story(Delta(text="Hel"), resume := asyncio.Event(), Delta(text="lo", ended=True))
    story.session.send("Hi")
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    story.store.full = True
    resume.set()
    await story.until_quiet()
    assert ErrorKind.DISK_FULL in story.failures
    assert story.reply.text == "Hello"
    story.store.full = False
    story.session.save_again()
    await story.tasks.close()
    assert story.store.messages[story.reply.id].text == "Hello"


async def test_a_refused_question_is_remembered_until_another_is_asked():
    story = Story()
    story.store.full = True
    story.session.send("Hi")
    await story.until_quiet()
    assert story.session.refused_question == "Hi"
    story.store.full = False
    story.session.save_again()
    assert story.client.requests == []
    story.session.send("Hi")
    assert story.session.refused_question == ""
    await story.until_quiet()


async def test_a_retry_the_full_disk_refused_is_done_by_saving_again():
    story = Story()
    story.session.send("Hi")
    await story.until_quiet()
    old = story.reply
    story.store.full = True
    story.session.retry(old.id)
    await story.until_quiet()
    assert story.reply == old
    assert not story.session.is_saved
    story.store.full = False
    story.session.save_again()
    await story.until_quiet()
    assert story.reply.id != old.id
    assert len(story.client.requests) == 2
    assert story.session.is_saved


async def test_a_description_the_full_disk_refused_is_saved_again():
    story = Story()
    story.session.send("Hi")
    await story.until_quiet()
    story.store.full = True
    story.session.rename("Greeting")
    while story.session.is_saved:
        await asyncio.sleep(0)
    story.store.full = False
    story.session.save_again()
    await story.tasks.close()
    assert story.store.conversations[story.session.conversation.id].title == "Greeting"


async def test_parameters_belong_to_the_conversation_and_reach_the_request():
    story = Story()
    story.session.set_parameters(Parameters(temperature=0.7))
    story.session.set_instructions("Be brief.")
    assert story.store.calls == [], "a chat without a question is not stored"
    story.session.send("Hi")
    await story.until_quiet()
    request = story.client.requests[0]
    assert (request.parameters, request.instructions) == (Parameters(0.7), "Be brief.")
    story.session.set_parameters(Parameters(top_p=0.5))
    await story.tasks.close()
    stored = story.store.conversations[story.session.conversation.id]
    assert stored.parameters == Parameters(top_p=0.5)


async def test_closing_stops_the_reply_and_stores_what_arrived():
    story = Story(Delta(text="Hel"), asyncio.Event())
    story.session.send("Hi")
    while "grew Hel" not in story.told:
        await asyncio.sleep(0)
    await story.tasks.close()
    assert story.store.messages[story.reply.id].state is State.STOPPED
