"""The chats that are measured with, and that what opens of them is what is stored."""

import asyncio
from pathlib import Path

from benchmarks.chats import fill
from promptrun_desktop.domain import branches
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.opening import LONG
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places as StoredPlaces
from tests.services.fakes import FakeClient


async def test_the_same_numbers_make_the_same_chats(tmp_path: Path) -> None:
    first = await fill(tmp_path / "one.db", 2, 60, 200)
    assert await fill(tmp_path / "two.db", 2, 60, 200) == first
    trees = []
    for name in ("one.db", "two.db"):
        database = await Database.open(tmp_path / name)
        trees.append([await Messages(database).of(id) for id in first])
        await database.close()
    assert trees[0] == trees[1]
    assert [len(tree) for tree in trees[0]] == [60, 60]
    lengths = [len(message.text) for tree in trees[0] for message in tree]
    assert 150 < sum(lengths) / len(lengths) < 260


async def test_a_long_chat_opens_as_it_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    (id,) = await fill(path, 1, 3 * LONG, 50)
    database = await Database.open(path)
    tasks = Tasks(lambda _name, _error: None)

    async def client() -> FakeClient:
        return FakeClient()

    library = Library(
        conversations := Conversations(database),
        Folders(database),
        messages := Messages(database),
        Places(StoredPlaces(database), tasks),
        client,
        tasks,
    )
    opened: asyncio.Future = asyncio.Future()
    library.opened.connect(opened.set_result)
    library.open(id)
    session = await opened
    assert not session.is_loaded
    shown = [each.id for each in session.shown]
    conversation = await conversations.get(id)
    assert conversation is not None
    stored = {each.id: each for each in await messages.of(id)}
    branch = branches.visible(branches.path_to(conversation.leaf_id, stored))
    assert await session.whole() == branch
    assert shown == [each.id for each in branch]
    assert len(branch) < len(stored), "there are other branches, and deleted messages"
    await tasks.close()
    await database.close()
