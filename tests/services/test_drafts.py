import asyncio

from promptrun_desktop.services.drafts import NEW_CHAT, Drafts
from promptrun_desktop.services.tasks import Tasks


class DraftStore:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    async def all(self) -> dict[str, str]:
        return dict(self.texts)

    async def save(self, key: str, text: str) -> None:
        self.texts[key] = text


async def test_a_draft_is_written_while_typing_goes_on():
    store = DraftStore()
    tasks = Tasks(lambda _name, error: None)
    drafts = Drafts(store, tasks, delay=0.02)
    text = ""
    while not store.texts:
        text += "x"
        drafts.put(NEW_CHAT, text)
        await asyncio.sleep(0.005)
    drafts.put("chat", "unsent")
    drafts.flush()
    await tasks.close()
    assert store.texts["chat"] == "unsent"
    again = Drafts(store, tasks)
    await again.load()
    assert again.get("chat") == "unsent"
