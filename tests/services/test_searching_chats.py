"""The search of an open profile: its own database, its own threads."""

import asyncio
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.search import Found
from promptrun_desktop.services.searching import Searching
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.search import Search


def has_logs(folder: Path) -> bool:
    return any(folder.glob("*-wal"))


async def test_what_is_said_is_found_without_being_told(tmp_path: Path):
    chats = tmp_path / "chats.db"
    database = await Database.open(chats)
    errors: list[BaseException] = []
    tasks = Tasks(lambda _name, error: errors.append(error))
    searching = Searching(Search(database, chats), tasks, debounce=0, catch_up=0)
    undo = database.written.connect(searching.touch)
    answers: asyncio.Queue[Found] = asyncio.Queue()
    searching.found.connect(answers.put_nowait)
    said = Message(Role.USER, "Why is the sky blue?")
    await Messages(database).begin(Conversation(title="A question"), said)

    async with asyncio.timeout(20):
        found = Found("")
        while not found.hits:
            searching.ask("blue sk")
            found = await answers.get()
    assert [each.message_id for each in found.hits] == [said.id]

    undo()
    await searching.close()
    await tasks.close()
    await database.close()
    assert errors == []


async def test_closing_in_the_middle_of_a_search_leaves_nothing_running(tmp_path: Path):
    chats = tmp_path / "chats.db"
    database = await Database.open(chats)
    errors: list[BaseException] = []
    tasks = Tasks(lambda _name, error: errors.append(error))
    searching = Searching(Search(database, chats), tasks, debounce=0, catch_up=0)
    said = [Message(Role.USER, f"word {number}") for number in range(500)]
    await Messages(database).begin(Conversation(), *said)
    searching.touch()
    searching.ask("word")
    await asyncio.sleep(0.01)
    async with asyncio.timeout(20):
        await tasks.close()
        await searching.close()
        await database.close()
    assert errors == []
    assert not has_logs(tmp_path)
