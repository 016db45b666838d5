"""What is being done when the process dies. Every function goes on until it is killed."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.store.database import Database
from tests.torture.profile import Words, ask, open_profile
from tests.torture.reporting import Reporter

Victim = Callable[[Workspace, Words, Reporter, random.Random], Awaitable[None]]


def streaming(folder: Path, report: Reporter, chance: random.Random) -> None:
    _live(_streaming, folder, report, chance)


def typing(folder: Path, report: Reporter, chance: random.Random) -> None:
    _live(_typing, folder, report, chance)


def renaming(folder: Path, report: Reporter, chance: random.Random) -> None:
    _live(_renaming, folder, report, chance)


def deleting(folder: Path, report: Reporter, chance: random.Random) -> None:
    _live(_deleting, folder, report, chance)


def migrating(folder: Path, report: Reporter, chance: random.Random) -> None:
    async def run() -> None:
        database = await Database.open(folder / "chats.sqlite3")
        report.say("step", "migrated")
        await database.close()
        report.say("step", "closed")
        await asyncio.sleep(60)

    asyncio.run(run())


def _live(victim: Victim, folder: Path, report: Reporter, chance: random.Random) -> None:
    async def run() -> None:
        words = Words(report, chance)
        workspace = await open_profile(folder, words)
        report.say("step", "opened")
        await victim(workspace, words, report, chance)

    report.install()
    asyncio.run(run())


async def _streaming(
    workspace: Workspace, words: Words, report: Reporter, chance: random.Random
) -> None:
    """Chats of some questions each; an answer is stopped now and then, or asked for again."""
    for chat in itertools.count():
        session = workspace.library.new("model")

        def stored(text: str) -> None:
            question = session.shown[-2].id  # noqa: B023  called before the next chat is made
            report.told({"set": {f"text {question}": text}})

        session.stored.connect(stored)
        for number in range(chance.randrange(1, 6)):
            ask(session, words, f"question {number} of chat {chat}")
            stopped = chance.random() < 0.2
            if stopped:
                await asyncio.sleep(chance.uniform(0, 0.1))
                session.stop()
            while session.is_replying or not await _settled(workspace):
                await asyncio.sleep(0.001)


async def _settled(workspace: Workspace) -> bool:
    """A question may be asked when the last reply, if it was stopped early, is stored."""
    await asyncio.sleep(0)
    session = workspace.library.current
    return session is not None and not session._is_busy


async def _typing(
    workspace: Workspace, words: Words, report: Reporter, chance: random.Random
) -> None:
    texts = {key: workspace.drafts.get(key).text for key in ("", "chat-0", "chat-1")}
    key = ""
    while True:
        if chance.random() < 0.05:
            key = chance.choice(list(texts))
        texts[key] = "" if chance.random() < 0.01 else texts[key] + chance.choice("abc é🥕\n")
        report.wish({"set": {f"draft {key}": texts[key]}})
        workspace.drafts.put(key, texts[key])
        await asyncio.sleep(chance.choice((0.002, 0.02, 0.08)))


async def _renaming(
    workspace: Workspace, words: Words, report: Reporter, chance: random.Random
) -> None:
    """Open chats and others get names; they are pinned, archived and moved as well."""
    chats = [f"chat-{at}" for at in range(6)]
    filing = workspace.library.filing
    for number in itertools.count():
        chat = chance.choice(chats)
        if chance.random() < 0.2:
            workspace.library.open(chat)
        match chance.randrange(5):
            case 0:
                filing.pin([chat], pinned=chance.random() < 0.5)
            case 1:
                filing.archive([chat], archived=chance.random() < 0.5)
            case 2:
                filing.move([chat], chance.choice(("kitchen", None)))
            case _:
                report.wish({"set": {f"title {chat}": f"Name {number}"}})
                workspace.library.rename(chat, f"Name {number}")
        await asyncio.sleep(chance.choice((0, 0.002, 0.02)))


async def _deleting(
    workspace: Workspace, words: Words, report: Reporter, chance: random.Random
) -> None:
    """Chats into the bin and out of it, and single messages of the one that is open."""
    library = workspace.library
    library.open("chat-0")
    while library.current is None:
        await asyncio.sleep(0.001)
    session = library.current
    binned: set[str] = set()
    hidden: set[str] = set()
    while True:
        if chance.random() < 0.5:
            chat = f"chat-{chance.randrange(1, 6)}"
            binned ^= {chat}
            report.wish({"set": {f"bin {chat}": chat in binned}})
            (library.delete if chat in binned else library.restore)(chat)
        else:
            message = f"chat-0-{chance.randrange(4)}"
            hidden ^= {message}
            report.wish({"set": {f"hidden {message}": message in hidden}})
            (session.delete if message in hidden else session.restore)(message)
        await asyncio.sleep(chance.choice((0, 0.002, 0.02)))
