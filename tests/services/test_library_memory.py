"""What memory has of chats: given to who saves them, and let go of where the store has more."""

import asyncio
from dataclasses import replace

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.reply_draft import Delta
from tests.services.test_library import Story


async def open_story(*script) -> Story:
    story = Story(*script)
    story.library.new("m").send("Why?")
    await asyncio.sleep(0.01)
    return story


async def test_a_chat_that_is_stored_whole_is_given_only_to_who_asks_for_it():
    story = await open_story()
    id = story.library.current.conversation.id
    assert await story.library.in_memory() == []
    assert await story.library.in_memory(["another"]) == []
    ((conversation, messages),) = await story.library.in_memory([id])
    assert conversation.id == id
    assert [each.text for each in messages] == ["Why?", "Hello"]
    await story.quiet()


async def test_a_reply_that_is_being_written_is_given_as_far_as_it_is():
    more = asyncio.Event()
    story = await open_story(Delta(text="So far"), more, Delta(text=" and on", ended=True))
    session = story.library.current
    ((_, messages),) = await story.library.in_memory()
    assert (messages[1].text, messages[1].state) == ("So far", State.WRITING)
    # Also in a branch that is not shown.
    session.conversation = replace(session.conversation, leaf_id=None)
    ((_, messages),) = await story.library.in_memory()
    assert messages[1].text == "So far"
    more.set()
    await story.quiet()


async def test_all_branches_and_deleted_messages_are_given():
    story = await open_story()
    session = story.library.current
    session.retry(session.messages[0].id)
    await asyncio.sleep(0.01)
    session.delete(session.messages[1].id)
    ((_, messages),) = await story.library.in_memory([session.conversation.id])
    assert len(messages) == 3
    assert sorted(each.deleted for each in messages) == [False, False, True]
    await story.quiet()


async def test_a_chat_in_the_bin_is_not_given():
    story = await open_story()
    id = story.library.current.conversation.id
    story.library.delete(id)
    await asyncio.sleep(0.01)
    assert await story.library.in_memory([id]) == []
    await story.quiet()


async def test_the_chat_that_is_shown_is_read_again_where_more_came_to_it():
    story = await open_story()
    session = story.library.current
    last = session.messages[-1]
    await story.library.list_again()
    assert story.library.current is session
    arrived = Message(Role.USER, "From elsewhere", last.id)
    story.store.messages[arrived.id] = arrived
    conversation = story.store.conversations[session.conversation.id]
    story.store.conversations[conversation.id] = replace(conversation, leaf_id=arrived.id)
    await story.library.list_again()
    await asyncio.sleep(0.01)
    assert story.library.current is not session
    assert [each.text for each in story.library.current.messages][-1] == "From elsewhere"
    await story.quiet()


async def test_chats_that_nobody_looks_at_are_read_anew_after_others_came():
    story = await open_story()
    first = story.library.current.conversation.id
    story.library.new("m").send("Another?")
    await asyncio.sleep(0.01)
    assert len(await story.library.in_memory([first])) == 1
    await story.library.list_again()
    assert await story.library.in_memory([first]) == []
    await story.quiet()


async def test_what_is_not_stored_or_still_written_stays_as_others_come():
    more = asyncio.Event()
    story = await open_story(Delta(text="So far"), more, Delta(ended=True))
    session = story.library.current
    arrived = Message(Role.USER, "From elsewhere", session.messages[0].id, id="x")
    story.store.messages["x"] = arrived
    shown = [each.id for each in session.shown]
    await story.library.list_again()
    assert story.library.current is session
    assert session.is_replying
    # It goes on as it is, and what came is a branch of it.
    assert [each.id for each in session.shown] == shown
    ((_, messages),) = await story.library.in_memory()
    assert arrived in messages
    more.set()
    await story.quiet()
    session.show_version("x")
    assert session.messages[-1] == arrived
