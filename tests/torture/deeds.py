"""What is done to the store while the disk fails: each is one thing that the app asks of it."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.place import Place
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.keeper import Keeper
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places
from tests.torture.profile import make_chats

CHAT = Conversation("chat-0", title="Chat 0", leaf_id="chat-0-3")
OPEN = Message(Role.ASSISTANT, "", "chat-0-3", "open", state=State.WRITING)
# What the copy of that day is called.
COPY = "chats-20260504T000000Z.copy"
MAY = datetime(2026, 5, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Deed:
    """`do` may be done twice: what was refused is asked for again."""

    name: str
    do: Callable[[Database], Awaitable[object]]

    @property
    def is_one_write(self) -> bool:
        """Refused, it has changed nothing."""
        return self.do not in (many, close)


async def begin(database: Database) -> None:
    prompt = Message(Role.USER, "A question" * 500, None, "new-prompt", MAY)
    reply = Message(Role.ASSISTANT, "", prompt.id, "new-reply", MAY, State.WRITING)
    await Messages(database).begin(Conversation("new", "New", leaf_id=reply.id), prompt, reply)


async def journal(database: Database) -> None:
    await Messages(database).journal(OPEN.id, "some words ", "")


async def finish(database: Database) -> None:
    whole = replace(OPEN, text="The whole reply. " * 400, state=State.COMPLETE)
    await Messages(database).finish(replace(CHAT, leaf_id=OPEN.id), whole)


async def rename(database: Database) -> None:
    await Conversations(database).save(replace(CHAT, title="Renamed"))


async def delete(database: Database) -> None:
    await Conversations(database).delete("chat-1")


async def restore(database: Database) -> None:
    await Conversations(database).restore("chat-2")


async def hide(database: Database) -> None:
    kept = Message(Role.USER, "message 0 of chat-3", None, "chat-3-0", deleted=True)
    await Messages(database).replace(kept)


async def purge(database: Database) -> None:
    await Conversations(database).purge(["chat-2"])


async def draft(database: Database) -> None:
    await Drafts(database).save("chat-4", "typed " * 300)


async def place(database: Database) -> None:
    await Places(database).put("chat-0", Place("chat-0-1", 1, 5))


async def folder(database: Database) -> None:
    await Folders(database).save(Folder("Kitchen", "kitchen"))


async def recover(database: Database) -> None:
    await Messages(database).recover()


async def many(database: Database) -> None:
    """Enough for the log to be moved into the file more than once."""
    for at in range(14):
        await Drafts(database).save("chat-5", f"{at} " * 9000)


async def copy(database: Database) -> None:
    def where(connection: sqlite3.Connection) -> str:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])

    made = await Keeper(database, Path(await database.read(where))).copy(MAY)
    assert made.path.name == f"{COPY}"


async def close(database: Database) -> None:
    await database.close()


DEEDS = [
    Deed(each.__name__, each)
    for each in (
        begin,
        journal,
        finish,
        rename,
        delete,
        restore,
        hide,
        purge,
        draft,
        place,
        folder,
        recover,
        many,
        copy,
        close,
    )
]


async def make_profile(path: Path) -> None:
    """Six chats, one of them in the bin, and a reply that is being written."""
    await make_chats(path)
    database = await Database.open(path)
    await Messages(database).begin(replace(CHAT, leaf_id=OPEN.id), OPEN)
    await Conversations(database).delete("chat-2")
    await database.close()
