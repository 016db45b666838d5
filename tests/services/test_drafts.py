import asyncio

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.services.drafts import NEW_CHAT, Drafts
from promptrun_desktop.services.tasks import Tasks


class DraftStore:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.carets: dict[str, int] = {}

    async def all(self) -> dict[str, Draft]:
        return {key: Draft(text, self.carets[key]) for key, text in self.texts.items()}

    async def save(self, key: str, text: str, caret: int) -> None:
        self.texts[key], self.carets[key] = text, caret


class FullStore(DraftStore):
    async def save(self, key: str, text: str, caret: int) -> None:
        raise StoreError(ErrorKind.STORE_DAMAGED)


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
    assert again.get("chat") == Draft("unsent", 6)


async def test_where_writing_goes_on_is_written_with_the_text():
    store = DraftStore()
    tasks = Tasks(lambda _name, error: None)
    drafts = Drafts(store, tasks, delay=60)
    drafts.put("chat", "unsent", 2)
    assert drafts.get("chat") == Draft("unsent", 2)
    drafts.flush()
    drafts.put("chat", "unsent", 4)
    drafts.flush()
    await tasks.close()
    assert await store.all() == {"chat": Draft("unsent", 4)}


async def test_what_is_held_is_written_when_it_is_released_and_not_before():
    store = DraftStore()
    tasks = Tasks(lambda _name, error: None)
    drafts = Drafts(store, tasks)
    drafts.hold("secret")
    drafts.put("secret", "not yet sent")
    drafts.put("secret/question", "edited")
    drafts.put("other", "x")
    drafts.flush()
    await tasks.close()
    assert store.texts == {"other": "x"}
    assert drafts.get("secret").text == "not yet sent"
    drafts.release("secret")
    drafts.flush()
    await tasks.close()
    assert store.texts == {"other": "x", "secret": "not yet sent", "secret/question": "edited"}


async def test_what_was_typed_while_the_file_was_damaged_goes_into_the_mended_one():
    tasks = Tasks(lambda _name, error: None)
    damaged = Drafts(FullStore(), tasks)
    damaged.put("chat", "unsent", 2)
    damaged.put("sent", "asked")
    damaged.put("sent", "")
    damaged.hold("temporary")
    damaged.put("temporary", "for no one")
    damaged.flush()
    await tasks.close()
    store = DraftStore()
    store.texts, store.carets = {"sent": "asked"}, {"sent": 0}
    drafts = Drafts(store, tasks)
    drafts.take_over(damaged)
    drafts.flush()
    await tasks.close()
    assert store.texts == {"chat": "unsent", "sent": ""} and store.carets["chat"] == 2
    assert drafts.get("temporary").text == "for no one"
