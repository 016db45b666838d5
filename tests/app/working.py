"""Jobs for the real process, and processes like it that something happens to."""

import sys
from pathlib import Path

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.jobs import Jobs, Prepare
from promptrun_desktop.services.worker import Facts, Worker

NOWHERE = Path("/nowhere/chats.sqlite3")


async def work(job: Prepare, *chats: Chat, worker: Worker | None = None, tell=None) -> Facts:
    """Of `chats`, those that are open in the window."""
    return await (worker or Worker()).run(job, chats, tell or (lambda done, total: None))


def document(chat: Chat, target: Path, key: str = "markdown", messages=None) -> Prepare:
    """Of a chat that is given: nothing is read from the store."""
    id = chat.conversation.id
    return Jobs(NOWHERE).document(id, target, key, ALL, Labels(), messages)


def documents(database: Path, folder: Path, ids=None, key: str = "markdown") -> Prepare:
    return Jobs(database).documents(ids, folder, key, ALL, Labels())


def befallen(what: str) -> Worker:
    """`what` happens to the process before it begins."""
    return Worker([sys.executable, "-c", f"{what}\nfrom promptrun_desktop.app.worker import run\n"
                   "run.main()"])  # fmt: skip
