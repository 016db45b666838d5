import asyncio

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.services.memory_store import MemoryStore
from promptrun_desktop.services.tree import Tree
from tests.services.fakes import FakeStore

CHAT = Conversation("chat")
QUESTION = Message(Role.USER, "Why?", id="q")
REPLY = Message(Role.ASSISTANT, "", "q", "r", state=State.WRITING)
ENDED = Message(Role.ASSISTANT, "Because.", "q", "r")


class Story:
    def __init__(self) -> None:
        self.disk = FakeStore()
        self.tree = Tree([QUESTION, REPLY])
        self.store = MemoryStore(self.disk, self.tree)


async def test_nothing_reaches_the_disk():
    story = Story()
    await story.store.begin(CHAT, QUESTION, REPLY)
    await story.store.journal("r", "Bec", "")
    await story.store.replace(QUESTION)
    await story.store.finish(CHAT, ENDED)
    assert story.disk.calls == []


async def test_what_is_kept_is_stored_whole_and_what_follows_too():
    story = Story()
    story.tree.put(ENDED)
    await story.store.keep(CHAT)
    assert story.store.is_kept
    assert story.disk.messages == {"q": QUESTION, "r": ENDED}
    await story.store.finish(CHAT, ENDED)
    await story.store.replace(QUESTION)
    assert story.disk.calls == ["begin", "finish", "replace"]


async def test_a_reply_kept_while_it_is_written_is_in_the_journal_once():
    story = Story()
    await story.store.journal("r", "Bec", "Hm")
    await story.store.journal("r", "au", "")
    await story.store.keep(CHAT)
    await story.store.journal("r", "se.", "")
    stored = story.disk.messages["r"]
    assert (stored.text, stored.reasoning, stored.state) == ("Becau", "Hm", State.WRITING)
    assert story.disk.journalled == [("r", "se.", "")]


async def test_what_comes_while_it_is_being_stored_comes_after_it():
    story = Story()
    story.disk.allowed = asyncio.Event()
    keeping = asyncio.ensure_future(story.store.keep(CHAT))
    await asyncio.sleep(0)
    finishing = asyncio.ensure_future(story.store.finish(CHAT, ENDED))
    for _ in range(5):
        await asyncio.sleep(0)
    assert story.disk.calls == []
    story.disk.allowed.set()
    await asyncio.gather(keeping, finishing)
    assert story.disk.calls == ["begin", "finish"]
    assert story.disk.messages["r"] == ENDED


async def test_what_a_full_disk_refuses_stays_temporary_and_can_be_kept_later():
    story = Story()
    story.disk.full = True
    with pytest.raises(StoreError):
        await story.store.keep(CHAT)
    await story.store.journal("r", "Because.", "")
    assert not story.store.is_kept and story.disk.calls == ["begin"]
    story.disk.full = False
    await story.store.keep(CHAT)
    assert story.disk.messages["r"].text == "Because."
