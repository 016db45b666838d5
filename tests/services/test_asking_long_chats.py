"""Asking again in a long conversation, of which most is not read yet."""

import asyncio

from promptrun_desktop.domain.message import Role
from promptrun_desktop.services.opening import FIRST
from promptrun_desktop.text.differences import Kind
from tests.services.test_opening import MANY, Story


async def test_a_branch_of_a_long_conversation_has_no_gaps():
    story = Story(MANY)
    session = await story.open()
    _conversation, copies = await session.branch(story.kept[-1].id, "Long (branch)")
    assert [each.text for each in copies] == [each.text for each in story.kept]


async def test_an_old_question_is_edited_with_all_that_was_said_before_it():
    story = Story(MANY)
    session = await story.open()
    question = story.kept[FIRST * 2]
    assert question.role is Role.USER and session.text_of(question.id) == ""
    assert session.edit(question.id, "Another way")
    while session.is_replying:
        await asyncio.sleep(0)
    (request,) = story.client.requests
    assert [each.text for each in request.history] == [
        *(each.text for each in story.kept[: FIRST * 2]),
        "Another way",
    ]
    assert session.version_of(session.shown[-2].id) == (2, 2)
    session.show_version(question.id)
    assert [each.id for each in session.shown] == [each.id for each in story.kept]
    await story.tasks.close()
    assert story.errors == []


async def test_versions_that_are_not_read_yet_are_read_to_be_compared():
    story = Story(MANY)
    session = await story.open()
    told = []
    session.compare(story.kept[0].id, story.kept[2].id, told.append)
    while not told:
        await asyncio.sleep(0.001)
    gone = "".join(part.text for part in told[0] if part.kind in (Kind.SAME, Kind.GONE))
    assert gone.split() == story.kept[0].text.split()
    await story.tasks.close()


async def test_what_is_not_read_yet_cannot_go_on():
    story = Story(MANY)
    session = await story.open()
    assert not session.continue_reply(story.kept[1].id)
    assert story.client.requests == []
    await story.tasks.close()
