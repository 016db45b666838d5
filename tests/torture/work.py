"""A short life with the app's store and services, in which everything is written once or more."""

import asyncio
import random
from pathlib import Path

from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.store.database import Database
from tests.torture.profile import Words, ask, open_profile
from tests.torture.reporting import Reporter

QUICK = (0.0, 0.0005, 0.01)


def live(folder: Path, report: Reporter, chance: random.Random) -> None:
    """Opened, used and closed, and once more."""
    report.install()
    asyncio.run(_live(folder, report, chance))
    asyncio.run(_live(folder, report, chance))


def die(folder: Path, report: Reporter, chance: random.Random) -> None:
    """Opened and used, and never closed: the log is left as it is."""

    async def run() -> None:
        words = Words(report, chance, QUICK)
        await _use(await open_profile(folder, words), words, report, chance)

    report.install()
    asyncio.run(run())


def open_only(path: Path, report: Reporter) -> None:
    async def run() -> None:
        database = await Database.open(path)
        report.say("step", "migrated")
        await database.close()

    asyncio.run(run())


async def _live(folder: Path, report: Reporter, chance: random.Random) -> None:
    words = Words(report, chance, QUICK)
    workspace = await open_profile(folder, words)
    await _use(workspace, words, report, chance)
    await workspace.close()


async def _use(workspace: Workspace, words: Words, report: Reporter, chance: random.Random) -> None:
    library = workspace.library
    for number in range(3):
        session = library.new("model")
        workspace.drafts.put("", f"what is typed {chance.random()}" * 20)
        workspace.drafts.flush()
        asked = asyncio.Event()

        def stored(text: str, asked: asyncio.Event = asked) -> None:
            report.told({"set": {f"text {session.shown[-2].id}": text}})  # noqa: B023
            asked.set()

        session.stored.connect(stored)
        ask(session, words, f"Question {number} " * chance.randrange(1, 400))
        await asked.wait()
        workspace.drafts.put("", "")
        if number == 2:
            await asyncio.sleep(0.1)
            session.stop()
        while session.is_replying:
            await asyncio.sleep(0.005)
        message = session.shown[0].id
        session.delete(message)
        session.restore(message)
        for again in range(10):
            library.rename(session.conversation.id, f"Name {number} {again} {chance.random()}")
            await asyncio.sleep(0.001)
    library.delete(session.conversation.id)
    await asyncio.sleep(0.01)
    library.restore(session.conversation.id)
    await asyncio.sleep(0.05)
    assert workspace.keeping is not None
    await workspace.keeping.turn()
    report.say("step", "copied")
