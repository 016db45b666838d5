import asyncio

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.library import KEPT_OPEN, Library
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tasks import Tasks
from tests.services.fakes import FakeClient, FakeConversations, FakeFolders, FakePlaces, FakeStore

ANSWER = (Delta(text="Hello"), Delta(ended=True))


class Story:
    def __init__(self, *script) -> None:
        self.store = FakeStore()
        self.conversations = FakeConversations(self.store)
        self.client = FakeClient(script or ANSWER)
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.places = FakePlaces()
        places = Places(self.places, self.tasks)
        self.folders = FakeFolders(self.conversations)
        self.library = Library(
            self.conversations, self.folders, self.store, places, self._client, self.tasks
        )
        self.shown: list[str] = []
        self.library.opened.connect(lambda session: self.shown.append(session.conversation.id))

    async def _client(self) -> FakeClient:
        return self.client

    def has(self, *names: str) -> None:
        for name in names:
            self.store.conversations[name] = Conversation(name, name)

    async def quiet(self) -> None:
        await self.tasks.close()
        assert self.errors == []


async def test_loading_recovers_first_and_then_lists():
    story = Story()
    story.has("a", "b")
    listed = []
    story.library.shelves.paged.connect(lambda page: listed.extend(page.conversations))
    found = await story.library.load()
    assert story.store.calls == ["recover"]
    assert {each.id for each in listed} == {each.id for each in found} == {"a", "b"}


async def test_the_conversation_asked_for_last_is_the_one_that_opens():
    story = Story()
    story.has("a", "b")
    story.library.open("a")
    story.library.open("b")
    for _ in range(10):
        await asyncio.sleep(0)
    assert story.shown == ["b"]
    assert story.library.current.conversation.id == "b"


async def test_a_new_chat_overtakes_one_that_is_still_being_read():
    story = Story()
    story.has("a")
    story.library.open("a")
    new = story.library.new("a/b")
    for _ in range(10):
        await asyncio.sleep(0)
    assert story.shown == [new.conversation.id]


async def test_a_new_chat_is_listed_with_its_first_question_and_not_before():
    story = Story()
    described = []
    story.library.described.connect(lambda each: described.append(each.title))
    session = story.library.new("a/b")
    session.set_instructions("Be brief.")
    assert described == []
    session.send("Why?")
    await asyncio.sleep(0.01)
    assert described[-1] == "Why?"
    await story.quiet()


async def test_an_answer_that_ends_in_another_chat_is_unread_until_that_opens():
    gate = asyncio.Event()
    story = Story(gate, *ANSWER)
    story.has("other")
    session = story.library.new("a/b")
    session.send("Why?")
    assert story.library.writing == {session.conversation.id}
    story.library.open("other")
    gate.set()
    while session.is_replying:
        await asyncio.sleep(0)
    assert story.library.writing == frozenset()
    assert story.library.unread == {session.conversation.id}
    story.library.open(session.conversation.id)
    assert story.library.unread == frozenset()


async def test_a_chat_is_asked_while_another_is_still_answering():
    story = Story(gate := asyncio.Event(), *ANSWER)
    first, second = story.library.new("a/b"), story.library.new("a/b")
    assert first.send("one")
    assert second.send("two")
    gate.set()
    while first.is_replying or second.is_replying:
        await asyncio.sleep(0)
    assert [first.messages[-1].text, second.messages[-1].text] == ["Hello", "Hello"]


@pytest.mark.parametrize("opened", [True, False])
async def test_renaming_reaches_the_store_and_the_list(opened):
    story = Story()
    story.has("a")
    story.store.messages["m"] = Message(Role.USER, "Hi", id="m")
    titles = []
    story.library.described.connect(lambda each: titles.append(each.title))
    if opened:
        story.library.open("a")
        await asyncio.sleep(0.01)
    story.library.rename("a", "Better")
    await story.quiet()
    assert titles == ["Better"]
    assert story.store.conversations["a"].title == "Better"


async def test_deleting_can_be_undone():
    story = Story()
    story.has("a")
    gone, back = [], []
    story.library.removed.connect(gone.append)
    story.library.described.connect(lambda each: back.append(each.id))
    story.library.delete("a")
    story.library.restore("a")
    await story.quiet()
    assert (gone, back) == (["a"], ["a"])
    assert story.conversations.deleted == set()


async def test_a_failure_names_the_chat_it_belongs_to():
    story = Story()
    failures = []
    story.library.session_failed.connect(lambda key, error: failures.append((key, error.kind)))
    session = story.library.new("a/b")
    story.store.full = True
    session.send("Why?")
    await asyncio.sleep(0.01)
    assert failures == [(session.conversation.id, ErrorKind.DISK_FULL)]


async def test_chats_nobody_looks_at_are_forgotten_but_not_those_still_answering():
    story = Story(asyncio.Event())
    busy = story.library.new("a/b")
    busy.send("Why?")
    first = story.library.new("a/b")
    for _ in range(KEPT_OPEN + 3):
        story.library.new("a/b")
    await asyncio.sleep(0)
    assert (await story.library.tree_of(busy.conversation.id)) is not None
    assert (await story.library.tree_of(first.conversation.id)) is None
    await story.quiet()


async def test_what_is_not_saved_is_not_forgotten_before_it_is():
    story = Story()
    session = story.library.new("a/b")
    session.send("Hi")
    await story.tasks.close()
    story.store.full = True
    session.rename("Greeting")
    await story.tasks.close()
    for _ in range(KEPT_OPEN + 2):
        story.library.new("a/b")
    story.store.full = False
    story.library.save_again()
    await story.quiet()
    assert story.store.conversations[session.conversation.id].title == "Greeting"


async def test_a_branch_is_stored_listed_and_shown_unless_another_chat_is_opened():
    story = Story()
    session = story.library.new("a/b")
    session.send("Why?")
    while session.is_replying:
        await asyncio.sleep(0)
    described = []
    story.library.described.connect(lambda each: described.append(each.title))
    story.library.branch(session, session.messages[1].id, "Why? (branch)")
    story.library.branch(session, session.messages[0].id, "overtaken")
    story.library.branch(session, session.messages[1].id, "Why? (second)")
    await story.quiet()
    assert sorted(described) == ["Why? (branch)", "Why? (second)", "overtaken"]
    branch = story.library.current
    assert branch is not session and branch.conversation.title == "Why? (second)"
    assert [each.text for each in branch.messages] == ["Why?", "Hello"]
    assert {each.id for each in branch.messages} <= story.store.messages.keys()
    assert branch.conversation.id in story.store.conversations


async def test_a_branch_the_full_disk_refuses_is_told_and_not_shown():
    story = Story()
    session = story.library.new("a/b")
    session.send("Why?")
    while session.is_replying:
        await asyncio.sleep(0)
    failed = []
    story.library.failed.connect(lambda error: failed.append(error.kind))
    story.store.full = True
    story.library.branch(session, session.messages[1].id, "Why? (branch)")
    await story.quiet()
    assert failed == [ErrorKind.DISK_FULL]
    assert story.library.current is session


async def test_a_temporary_chat_is_not_listed_nor_stored_and_is_never_forgotten():
    story = Story()
    described = []
    story.library.described.connect(described.append)
    session = story.library.new("m", temporary=True)
    session.send("Why?")
    for _ in range(20):
        await asyncio.sleep(0)
    session.rename("Secret")
    story.has(*(f"chat {number}" for number in range(KEPT_OPEN + 2)))
    for number in range(KEPT_OPEN + 2):
        story.library.open(f"chat {number}")
        for _ in range(10):
            await asyncio.sleep(0)
    story.library.open(session.conversation.id)
    assert story.library.current is session
    await story.quiet()
    assert [each.text for each in session.messages] == ["Why?", "Hello"]
    assert described == []
    assert story.store.calls == ["outline"] * (KEPT_OPEN + 2)


async def test_a_temporary_chat_that_is_kept_is_a_chat_as_any_other():
    story = Story()
    described = []
    story.library.described.connect(described.append)
    session = story.library.new("m", temporary=True)
    session.send("Why?")
    for _ in range(20):
        await asyncio.sleep(0)
    story.library.keep()
    await story.quiet()
    assert story.library.temporary is None
    assert [each.text for each in story.store.messages.values()] == ["Why?", "Hello"]
    assert [each.id for each in described] == [session.conversation.id]


async def test_a_temporary_chat_that_was_ended_comes_back_with_undo():
    story = Story(Delta(text="Hel"), asyncio.Event())
    session = story.library.new("m", temporary=True)
    session.send("Why?")
    for _ in range(20):
        await asyncio.sleep(0)
    undo = story.library.end_temporary()
    for _ in range(20):
        await asyncio.sleep(0)
    assert story.library.temporary is None and not session.is_replying
    undo()
    assert story.library.current is session is story.library.temporary
    await story.quiet()
    assert [each.text for each in session.messages] == ["Why?", "Hel"]
    assert story.store.calls == []


async def test_what_a_damaged_file_refused_goes_into_the_mended_one():
    gate = asyncio.Event()
    damaged = Story(gate, *ANSWER)
    session = damaged.library.new("m")
    session.send("Hi")
    while not damaged.store.messages:
        await asyncio.sleep(0)
    damaged.store.full = True
    gate.set()
    while session.is_replying:
        await asyncio.sleep(0)
    await damaged.quiet()
    mended = Story()
    await mended.library.take_over(damaged.library)
    assert [each.text for each in mended.store.messages.values()] == ["Hi", "Hello"]
    assert mended.store.conversations[session.conversation.id] == session.conversation


async def test_a_temporary_chat_goes_on_beside_the_mended_file():
    damaged = Story()
    session = damaged.library.new("m", temporary=True)
    session.send("Hi")
    while session.is_replying:
        await asyncio.sleep(0)
    await damaged.quiet()
    mended = Story()
    await mended.library.take_over(damaged.library)
    assert mended.library.temporary is not None
    assert [each.text for each in mended.library.temporary.messages] == ["Hi", "Hello"]
    assert mended.store.calls == []
