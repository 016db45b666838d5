"""Long conversations: what is there at once, and what waits for the texts."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services import loading
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.opening import FIRST, LONG
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.tasks import Tasks
from tests.services.fakes import FakeClient, FakeConversations, FakeFolders, FakePlaces, FakeStore

START = datetime(2026, 5, 4, tzinfo=UTC)
MANY = 3 * LONG


class Story:
    """A stored conversation, and what its session told since it was opened."""

    def __init__(self, count: int) -> None:
        self.store = FakeStore()
        self.kept = list(chat(count))
        self.store.messages = {each.id: each for each in self.kept}
        self.store.conversations["c"] = Conversation("c", "Long", leaf_id=self.kept[-1].id)
        self.client = FakeClient((Delta(text="Hello"), Delta(ended=True)))
        self.errors: list[BaseException] = []
        self.failures: list[ErrorKind] = []
        self.loaded: list[str] = []
        self.arranged: list[list[str]] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.places = FakePlaces()
        self.library = Library(
            FakeConversations(self.store),
            FakeFolders(),
            self.store,
            Places(self.places, self.tasks),
            self._client,
            self.tasks,
        )
        self.opened: asyncio.Future[ConversationSession] = asyncio.Future()
        self.library.opened.connect(
            lambda session: self.opened.done() or self.opened.set_result(session)
        )

    async def open(self, at: str = "") -> ConversationSession:
        self.library.open("c", at)
        session = await self.opened
        session.loaded.connect(lambda messages: self.loaded.extend(each.id for each in messages))
        session.arranged.connect(lambda shown: self.arranged.append([each.id for each in shown]))
        session.failed.connect(lambda error: self.failures.append(error.kind))
        return session

    async def _client(self) -> FakeClient:
        return self.client


def chat(count: int):
    parent = None
    for number in range(count):
        role = Role.ASSISTANT if number % 2 else Role.USER
        at = START + timedelta(seconds=number)
        yield Message(role, f"text {number}", parent, str(number), at)
        parent = str(number)


def is_read(session: ConversationSession) -> list[bool]:
    return [isinstance(each, Message) for each in session.shown]


async def test_a_short_conversation_is_read_whole():
    story = Story(LONG - 1)
    session = await story.open()
    assert session.is_loaded
    assert session.messages == session.shown == story.kept
    assert story.store.asked_for == []


async def test_a_long_conversation_opens_with_its_end_and_outlines():
    story = Story(MANY)
    session = await story.open()
    assert is_read(session) == [False] * (MANY - FIRST) + [True] * FIRST
    assert [each.id for each in session.shown] == [each.id for each in story.kept]
    assert session.messages == story.kept[-FIRST:]
    assert not session.is_loaded


async def test_the_rest_is_told_slice_by_slice_and_each_message_once():
    story = Story(MANY)
    session = await story.open()
    assert await session.whole() == story.kept
    assert story.loaded == [str(number) for number in reversed(range(MANY - FIRST))]
    assert session.is_loaded
    assert story.arranged == [], "the shown branch is the same as before"


async def test_nobody_has_to_ask_for_the_rest():
    story = Story(MANY)
    session = await story.open()
    done = asyncio.Event()
    session.loaded.connect(lambda _: session.is_loaded and done.set())
    await asyncio.wait_for(done.wait(), 30)
    assert session.messages == story.kept


async def test_the_place_where_it_was_left_is_read_first_too():
    story = Story(MANY)
    story.places.places["c"] = place = Place("100", 2, 30)
    session = await story.open()
    assert session.place == place
    read = is_read(session)
    assert all(read[100 - FIRST // 2 : 100 + FIRST // 2])
    assert all(read[-FIRST:])
    assert sum(read) == 2 * FIRST


async def test_a_place_at_the_end_or_of_a_lost_message_needs_no_more():
    for place in (Place("100", at_end=True), Place("lost")):
        story = Story(MANY)
        story.places.places["c"] = place
        assert sum(is_read(await story.open())) == FIRST


async def test_it_opens_at_a_message_that_is_read_with_those_around_it():
    story = Story(MANY)
    story.places.places["c"] = Place("500", 2, 30)
    session = await story.open(at="200")
    assert session.place == Place("200")
    read = is_read(session)
    for middle in (200, 500):
        assert all(read[middle - FIRST // 2 : middle + FIRST // 2])
    assert sum(read) == 3 * FIRST


@pytest.mark.parametrize("count", [20, MANY])
async def test_it_opens_at_a_message_of_another_branch_and_shows_that(count):
    story = Story(count)
    earlier = Message(Role.ASSISTANT, "another", "10", "another", START + timedelta(seconds=10.5))
    below = Message(Role.USER, "below", "another", "below", START + timedelta(seconds=10.7))
    story.store.messages |= {each.id: each for each in (earlier, below)}
    session = await story.open(at="another")
    shown = [each.id for each in session.shown]
    assert shown == [*map(str, range(11)), "another", "below"]
    assert session.place == Place("another")
    assert session.shown[-2:] == [earlier, below], "they are read"


async def test_an_open_conversation_goes_to_a_message_of_another_branch():
    story = Story(20)
    another = Message(Role.ASSISTANT, "another", "10", "another", START + timedelta(seconds=10.5))
    story.store.messages["another"] = another
    session = await story.open()
    assert session.shown[-1].id == "19"
    story.library.open("c", "another")
    assert session.shown[-1] == another
    assert session.place == Place("another")
    story.library.open("c", "15")
    assert session.shown[-1].id == "19"
    assert session.place == Place("15")


async def test_a_message_that_is_gone_opens_it_where_it_was_left():
    story = Story(20)
    story.store.messages["7"] = replace(story.store.messages["7"], deleted=True)
    story.places.places["c"] = place = Place("5", 2, 30)
    session = await story.open(at="7")
    assert session.place == place
    story.library.open("c", "never was")
    assert session.place == place


async def test_a_question_is_shown_and_stored_at_once_and_sent_with_the_whole_history():
    story = Story(MANY)
    session = await story.open()
    assert session.send("And now?")
    assert [each.role for each in session.shown[-2:]] == [Role.USER, Role.ASSISTANT]
    question = session.shown[-2].id
    while question not in story.store.messages:
        await asyncio.sleep(0)
    assert not session.is_loaded
    assert story.client.requests == []
    while session.is_replying:
        await asyncio.sleep(0)
    (request,) = story.client.requests
    assert [each.text for each in request.history] == [
        *(each.text for each in story.kept), "And now?"
    ]  # fmt: skip
    assert session.shown[-1].state is State.COMPLETE
    assert story.errors == []


async def test_a_history_that_cannot_be_read_is_not_sent():
    story = Story(MANY)
    session = await story.open()
    story.store.unreadable = True
    session.send("And now?")
    while session.is_replying:
        await asyncio.sleep(0)
    assert story.client.requests == []
    reply = session.messages[-1]
    assert (reply.state, reply.error) == (State.FAILED, ErrorKind.STORE_FAULT)
    assert ErrorKind.STORE_FAULT in story.failures
    story.store.unreadable = False
    assert session.retry(reply.id)
    while session.is_replying:
        await asyncio.sleep(0)
    assert len(story.client.requests[0].history) == MANY + 1


async def test_stopping_while_texts_are_read_sends_nothing():
    story = Story(MANY)
    session = await story.open()
    session.send("And now?")
    while len(story.store.asked_for) < 2:
        await asyncio.sleep(0)
    session.stop()
    await story.tasks.close()
    assert story.client.requests == []
    assert session.messages[-1].state is State.STOPPED


async def test_a_fault_is_told_and_the_next_opening_reads_on():
    story = Story(MANY)
    session = await story.open()
    story.store.unreadable = True
    await session.load()
    assert story.failures == [ErrorKind.STORE_FAULT]
    assert session.messages == story.kept[-FIRST:]
    story.store.unreadable = False
    done = asyncio.Event()
    session.loaded.connect(lambda _: session.is_loaded and done.set())
    story.library.open("c")
    await asyncio.wait_for(done.wait(), 30)
    assert session.messages == story.kept


async def test_a_document_is_made_of_everything_or_not_at_all():
    story = Story(MANY)
    await story.open()
    story.store.unreadable = True
    with pytest.raises(StoreError):
        await story.library.tree_of("c")
    story.store.unreadable = False
    found = await story.library.tree_of("c")
    assert found is not None
    assert found[1] == story.kept


async def test_what_is_deleted_before_it_is_read_stays_deleted():
    story = Story(MANY)
    session = await story.open()
    assert session.delete("3")
    assert "3" not in [each.id for each in session.shown]
    await session.whole()
    assert "3" not in [each.id for each in session.messages]
    while not story.store.messages["3"].deleted:
        await asyncio.sleep(0)
    assert story.store.messages["3"].text == "text 3"
    session.restore("3")
    assert story.arranged[-1] == [each.id for each in story.kept]
    await story.tasks.close()
    assert not story.store.messages["3"].deleted


async def test_a_version_that_is_shown_is_read_next():
    story = Story(MANY)
    last = story.kept[-1].created_at
    branch = [
        Message(Role.USER, "other", "1", "other", last + timedelta(seconds=1)),
        Message(Role.ASSISTANT, "Oh.", "other", "oh", last + timedelta(seconds=2)),
    ]
    # The stored order is that of time, so these are the newest; the shown end is older.
    story.store.messages |= {each.id: each for each in branch}
    session = await story.open()
    first, other = session.versions(session.shown[2])
    assert (first.id, other.id) == ("2", "other")
    session.show_version("other")
    assert story.arranged == [["0", "1", "other", "oh"]]
    await session.whole()
    assert story.loaded[:4] == ["oh", "other", "1", "0"]
    assert [each.text for each in session.messages] == ["text 0", "text 1", "other", "Oh."]


async def test_a_reply_that_lost_its_writer_is_cut_off_in_the_outline_too():
    story = Story(MANY)
    lost = story.kept[5]
    story.store.messages["5"] = Message(
        lost.role, "", lost.parent_id, lost.id, lost.created_at, State.WRITING
    )
    session = await story.open()
    outline = session.shown[5]
    assert isinstance(outline, Outline)
    assert outline.state is State.CUT_OFF
    assert (await session.whole())[5].state is State.CUT_OFF


async def test_another_chat_is_not_kept_waiting_by_the_rest_of_the_one_that_is_shown(monkeypatch):
    monkeypatch.setattr(loading, "FIRST_PAUSE", 0)
    monkeypatch.setattr(loading, "PAUSE", 0)
    story = Story(MANY)
    session = await story.open()
    story.store.conversations["d"] = replace(session.conversation, id="d")
    opened = asyncio.Event()
    story.library.opened.connect(lambda _: opened.set())
    story.store.asked_for.clear()
    story.library.open("d")
    await asyncio.wait_for(opened.wait(), 30)
    assert [len(each) for each in story.store.asked_for] == [FIRST]


@pytest.mark.parametrize("reason", ["it is gone", "it cannot be read"])
async def test_the_rest_is_read_after_all_if_the_other_chat_does_not_open(reason):
    story = Story(MANY)
    session = await story.open()
    done = asyncio.Event()
    session.loaded.connect(lambda _: session.is_loaded and done.set())
    if reason == "it cannot be read":
        story.store.conversations["d"] = replace(session.conversation, id="d")
        story.store.unreadable = True
        story.library.failed.connect(lambda _: setattr(story.store, "unreadable", False))
    story.library.open("d")
    await asyncio.wait_for(done.wait(), 30)
    assert session.messages == story.kept
