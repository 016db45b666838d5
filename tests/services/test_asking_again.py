"""Edit, continue, branch, versions: asking again loses nothing."""

import asyncio
from dataclasses import replace

import pytest

from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.continuing import GO_ON, can_continue
from promptrun_desktop.text.differences import Kind, Part
from tests.services.test_session import HELLO, Story

CUT = (Delta(text="One two thr"),)
REST = (Delta(text="three"), Delta(text=" four"), Delta(finish_reason="stop", ended=True))


async def asked(*script) -> Story:
    story = Story(*script)
    story.session.send("Hi")
    await story.until_quiet()
    return story


async def quiet(story: Story) -> None:
    await story.until_quiet()
    await story.tasks.close()


def texts(story: Story) -> list[str]:
    return [each.text for each in story.session.messages]


async def test_an_edited_question_is_another_version_with_a_reply_of_its_own():
    story = await asked()
    old, reply = story.session.messages
    story.session.send("And then?")
    await story.until_quiet()
    story.client.script = REST
    assert story.session.edit(old.id, "Hello there")
    await quiet(story)
    assert texts(story) == ["Hello there", "three four"]
    assert [m.text for m in story.client.requests[-1].history] == ["Hello there"]
    new = story.session.messages[0]
    assert story.session.versions(new) == [old, new]
    assert "stored Hello there" in story.told
    assert story.store.messages[old.id] == old and story.store.messages[reply.id] == reply
    assert story.store.messages[new.id] == new
    story.session.show_version(old.id)
    assert texts(story) == ["Hi", "Hello", "And then?", "Hello"]


async def test_an_edit_that_cannot_be_stored_is_taken_back():
    story = await asked()
    before = story.session.messages
    story.store.full = True
    story.session.edit(before[0].id, "Hello there")
    await quiet(story)
    assert story.session.messages == before
    assert story.session.refused_question == "Hello there"
    assert len(story.client.requests) == 1


async def test_only_a_question_is_edited_and_only_into_words_and_none_while_a_reply_is_written():
    story = await asked(*HELLO)
    question, reply = story.session.messages
    assert not story.session.edit(reply.id, "no")
    assert not story.session.edit(question.id, " \n")
    assert not story.session.edit("unknown", "no")
    story.client.script = (asyncio.Event(),)
    story.session.send("more")
    assert not story.session.edit(question.id, "no")
    assert not story.session.continue_reply(reply.id)
    story.session.stop()
    await quiet(story)


@pytest.mark.parametrize("script", [CUT, (*CUT, Delta(finish_reason="length"))])
async def test_a_reply_that_ended_early_goes_on_as_its_next_version(script):
    story = await asked(*script)
    old = story.reply
    assert story.session.can_continue(old.id)
    story.client.script = REST
    assert story.session.continue_reply(old.id)
    assert story.reply.text == old.text and story.reply.state is State.WRITING
    await quiet(story)
    assert (story.reply.text, story.reply.state) == ("One two three four", State.COMPLETE)
    assert story.session.versions(story.reply) == [old, story.reply]
    assert story.store.messages[old.id] == old
    assert story.store.messages[story.reply.id] == story.reply
    history = [(m.role, m.text) for m in story.client.requests[-1].history]
    assert history == [
        (Role.USER, "Hi"), (Role.ASSISTANT, "One two thr"), (Role.USER, GO_ON),
    ]  # fmt: skip
    assert "grew ee four" not in story.told and GO_ON not in texts(story)


async def test_a_continued_reply_is_on_disk_with_its_beginning_before_it_is_asked_for():
    story = await asked(*CUT)
    story.client.script = (Delta(text=" and"), asyncio.Event())
    story.session.continue_reply(story.reply.id)
    while "grew  and" not in story.told:
        await asyncio.sleep(0)
    stored = story.store.messages[story.reply.id]
    assert (stored.text, stored.state) == ("One two thr", State.WRITING)
    while not any(text == " and" for _id, text, _reasoning in story.store.journalled):
        await asyncio.sleep(0)
    story.session.stop()
    await quiet(story)
    assert (story.reply.text, story.reply.state) == ("One two thr and", State.STOPPED)


async def test_what_was_thought_is_kept_with_the_text_that_goes_on():
    story = await asked(Delta(reasoning="Hm. "), *CUT)
    before = story.reply.thinking_seconds
    story.client.script = (Delta(reasoning="Ah."), *REST)
    story.session.continue_reply(story.reply.id)
    await quiet(story)
    assert story.reply.reasoning == "Hm. Ah."
    assert before is not None and (story.reply.thinking_seconds or 0) > before


async def test_a_continuation_that_brings_nothing_says_why_and_makes_room_for_the_next():
    story = await asked(*CUT)
    old = story.reply
    story.client.script = (EndpointError(ErrorKind.NO_NETWORK),)
    story.session.continue_reply(old.id)
    await story.until_quiet()
    barren = story.reply
    assert (barren.text, barren.state, barren.error) == (
        old.text, State.CUT_OFF, ErrorKind.NO_NETWORK,
    )  # fmt: skip
    story.client.script = REST
    story.session.continue_reply(barren.id)
    await quiet(story)
    assert story.session.versions(story.reply) == [old, story.reply]
    assert story.reply.text == "One two three four"


async def test_an_empty_continuation_does_not_make_a_cut_reply_complete():
    story = await asked(*CUT)
    story.client.script = (Delta(finish_reason="stop", ended=True),)
    story.session.continue_reply(story.reply.id)
    await quiet(story)
    assert (story.reply.state, story.reply.error) == (State.CUT_OFF, ErrorKind.EMPTY_REPLY)


async def test_a_continuation_the_full_disk_refused_is_asked_for_by_saving_again():
    story = await asked(*CUT)
    old = story.reply
    story.store.full = True
    story.session.continue_reply(old.id)
    await story.until_quiet()
    assert story.reply == old and len(story.client.requests) == 1
    story.store.full, story.client.script = False, REST
    story.session.save_again()
    await quiet(story)
    assert story.reply.text == "One two three four"


def test_only_replies_with_text_that_ended_early_can_go_on():
    reply = Message(Role.ASSISTANT, "text", state=State.STOPPED)
    assert can_continue(reply)
    assert not can_continue(replace(reply, state=State.COMPLETE))
    assert not can_continue(replace(reply, state=State.FAILED))
    assert not can_continue(replace(reply, text=" "))
    assert not can_continue(replace(reply, role=Role.USER))


async def test_versions_are_numbered_and_have_neighbours():
    story = await asked()
    first = story.reply
    story.session.retry(first.id)
    await story.until_quiet()
    second = story.reply
    assert story.session.version_of(first.id) == (1, 2)
    assert story.session.version_of(second.id) == (2, 2)
    assert story.session.neighbour(first.id, 1) == second.id
    assert story.session.neighbour(first.id, -1) is None
    assert story.session.neighbour(second.id, 1) is None
    assert story.session.version_of(story.session.messages[0].id) == (1, 1)
    await story.tasks.close()


async def test_a_branch_is_shown_again_where_it_was_left():
    story = await asked()
    first = story.reply
    story.session.send("more")
    await story.until_quiet()
    older = story.reply
    story.session.retry(older.id)
    await story.until_quiet()
    story.session.show_version(older.id)
    story.session.retry(first.id)
    await story.until_quiet()
    story.session.show_version(first.id)
    assert story.session.messages[-1] == older
    await story.tasks.close()


async def test_a_reply_goes_on_while_another_version_is_shown():
    story = await asked()
    first = story.reply
    story.client.script = (Delta(text="An"), arrived := asyncio.Event(), *HELLO)
    story.session.retry(first.id)
    while "grew An" not in story.told:
        await asyncio.sleep(0)
    second = story.reply
    story.session.show_version(first.id)
    assert story.reply == first
    story.session.show_version(second.id)
    assert (story.reply.text, story.reply.state) == ("An", State.WRITING)
    story.session.show_version(first.id)
    arrived.set()
    await quiet(story)
    assert story.reply == first
    assert story.store.messages[second.id].text == "AnHello"
    assert story.store.conversations[story.session.conversation.id].leaf_id == first.id


async def test_what_the_store_refused_does_not_bring_the_old_branch_back():
    story = await asked()
    first = story.reply
    story.session.retry(first.id)
    await story.until_quiet()
    second = story.reply
    story.store.allowed, story.store.full = asyncio.Event(), True
    story.session.retry(second.id)
    await asyncio.sleep(0)
    story.session.show_version(first.id)
    story.store.allowed.set()
    await quiet(story)
    assert story.reply == first


async def test_deleting_a_version_shows_the_next_one_and_undo_brings_it_back():
    story = await asked()
    first = story.reply
    story.session.retry(first.id)
    await story.until_quiet()
    second = story.reply
    story.session.send("more")
    await story.until_quiet()
    removed = []
    story.session.removed.connect(removed.append)
    assert story.session.delete(second.id)
    assert story.reply == first and removed == []
    assert story.session.version_of(first.id) == (1, 1)
    story.session.restore(second.id)
    assert texts(story) == ["Hi", "Hello", "more", "Hello"]
    assert story.session.messages[1] == second
    await story.tasks.close()
    assert not story.store.messages[second.id].deleted


async def test_deleting_the_version_that_is_being_answered_stops_the_answer():
    story = await asked()
    question = story.session.messages[0]
    story.client.script = (Delta(text="An"), asyncio.Event())
    story.session.edit(question.id, "Hello there")
    while "grew An" not in story.told:
        await asyncio.sleep(0)
    story.session.delete(story.session.messages[0].id)
    await quiet(story)
    assert texts(story) == ["Hi", "Hello"]
    assert story.client.closed == 2


async def test_a_branch_is_a_copy_of_the_path_without_what_is_deleted():
    story = Story()
    story.session.set_instructions("Be brief.")
    story.session.set_parameters(Parameters(temperature=0.5))
    for question in ("one", "two", "three"):
        story.session.send(question)
        await story.until_quiet()
    path = story.session.messages
    story.session.delete(path[1].id)
    conversation, copies = await story.session.branch(path[3].id, "one (branch)")
    assert [each.text for each in copies] == ["one", "two", "Hello"]
    assert [each.created_at for each in copies] == [path[n].created_at for n in (0, 2, 3)]
    assert not {each.id for each in copies} & {each.id for each in path}
    assert [each.parent_id for each in copies] == [None, copies[0].id, copies[1].id]
    assert (conversation.title, conversation.leaf_id) == ("one (branch)", copies[-1].id)
    assert conversation.id != story.session.conversation.id
    assert (conversation.instructions, conversation.parameters, conversation.model) == (
        "Be brief.", Parameters(temperature=0.5), "a/b",
    )  # fmt: skip
    await story.tasks.close()


async def test_two_versions_are_compared_and_what_is_given_up_is_not_told():
    story = await asked()
    first = story.reply
    story.client.script = (Delta(text="Hello *you*"), *HELLO[2:])
    story.session.retry(first.id)
    await story.until_quiet()
    told = []
    story.session.compare(first.id, story.reply.id, told.append)()
    story.session.compare(first.id, story.reply.id, told.append)
    while not told:
        await asyncio.sleep(0.001)
    await quiet(story)
    assert told == [[Part(Kind.SAME, "Hello "), Part(Kind.NEW, "you")]]
