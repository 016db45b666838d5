import asyncio
from types import SimpleNamespace
from typing import Any

from promptrun_desktop.services.drafts import NEW_CHAT, Drafts
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.workspace import Workspace
from tests.services.fakes import FakePlaces
from tests.services.test_drafts import DraftStore


async def test_what_changes_a_draft_while_closing_is_written_before_the_store_closes():
    store, tasks = DraftStore(), Tasks(lambda _name, _error: None)
    drafts = Drafts(store, tasks, delay=60)
    at_close: list[str] = []

    async def close_store() -> None:
        at_close.append(store.texts[NEW_CHAT])

    async def close_part() -> None:
        pass

    async def store_the_question() -> None:
        await asyncio.sleep(0)
        drafts.put(NEW_CHAT, "")

    parts: dict[str, Any] = dict.fromkeys(("connecting", "catalogue"))
    parts["library"] = SimpleNamespace(save_again=lambda *, ask: None)
    parts["search"] = parts["transfer"] = SimpleNamespace(close=close_part)
    connection: Any = SimpleNamespace(close=close_part)
    workspace = Workspace(
        connection=connection,
        drafts=drafts,
        places=Places(FakePlaces(), tasks),
        tasks=tasks,
        close_store=close_store,
        **parts,
    )
    drafts.put(NEW_CHAT, "Why is the sky blue?")
    tasks.start(store_the_question(), name="begin", vital=True)
    await workspace.close()
    assert at_close == [""]
