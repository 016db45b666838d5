"""A full disk is told as one, loses nothing older, and is over when there is room again."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

# Every byte past the limit fails as on a full disk; a process of its own, as it cannot be undone.
LIMITED = """
import asyncio, resource, sys
from pathlib import Path
from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

async def main():
    path, size = Path(sys.argv[1]), int(sys.argv[2])
    limit(size)
    try:
        drafts = Drafts(database := await Database.open(path))
        await drafts.save("small", "kept")
        await drafts.save("large", "x" * 1_000_000)
    except StoreError as error:
        print(error.kind)
    limit(resource.RLIM_INFINITY)
    database = await Database.open(path) if size == 0 else database
    drafts = Drafts(database)
    await drafts.save("later", "room again")
    print(sorted(await drafts.all()))
    await database.close()

asyncio.run(main())
"""


async def room_for(database: Database, pages: int) -> None:
    def work(connection: sqlite3.Connection) -> None:
        (count,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {count + pages}")

    await database.write(work)


async def test_a_full_disk_loses_nothing_older_and_heals(database: Database) -> None:
    messages = Messages(database)
    chat = Conversation(title="before")
    prompt = Message(Role.USER, "a question")
    reply = Message(Role.ASSISTANT, "", prompt.id, state=State.WRITING)
    await messages.begin(chat, prompt, reply)
    await messages.journal(reply.id, "so far", "")
    await room_for(database, 2)

    with pytest.raises(StoreError) as caught:
        await messages.journal(reply.id, "x" * 100_000, "")
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert [message.text for message in await messages.of(chat.id)] == ["a question", "so far"]

    await room_for(database, 1000)
    await messages.journal(reply.id, " and on", "")
    assert [each.text for each in await messages.of(chat.id)] == ["a question", "so far and on"]


async def test_a_reply_that_does_not_fit_keeps_its_journal(database: Database) -> None:
    messages = Messages(database)
    chat = Conversation(title="before")
    reply = Message(Role.ASSISTANT, "", state=State.WRITING)
    await messages.begin(chat, reply)
    await messages.journal(reply.id, "so far", "")
    await room_for(database, 2)

    whole = Message(Role.ASSISTANT, "x" * 100_000, id=reply.id)
    with pytest.raises(StoreError) as caught:
        await messages.finish(Conversation(id=chat.id, title="after"), whole)
    assert caught.value.kind is ErrorKind.DISK_FULL

    (stored,) = await messages.of(chat.id)
    assert (stored.text, stored.state) == ("so far", State.WRITING)


async def test_a_write_is_tried_again_once_after_the_log_was_emptied(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        tries.append(connection.execute("SELECT count(*) FROM drafts").fetchone()[0])
        connection.execute(
            "INSERT INTO drafts (key, text) VALUES (?, '')", (f"{failures} failures",)
        )
        if len(tries) <= failures:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            error.sqlite_errorname = "SQLITE_FULL"
            raise error

    tries: list[int] = []
    failures = 1
    await database.write(work)
    assert tries == [0, 0]  # the first try left nothing behind

    tries.clear()
    failures = 2
    with pytest.raises(StoreError) as caught:
        await database.write(work)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert tries == [1, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
@pytest.mark.parametrize(
    ("size", "left"), [(200_000, "['later', 'small']"), (0, "['later']")], ids=["later", "at start"]
)
def test_writes_that_the_system_refuses_are_a_full_disk(
    tmp_path: Path, size: int, left: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "chats.db", str(size)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.splitlines() == ["disk_full", left], run.stderr
