import asyncio

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.journal import Journal


class JournalStore:
    def __init__(self) -> None:
        self.rows: list[str] = []
        self.problem: StoreError | None = None

    async def journal(self, _message_id: str, text: str, _reasoning: str) -> None:
        if self.problem:
            raise self.problem
        self.rows.append(text)


async def test_the_journal_writes_the_first_piece_at_once_and_collects_the_rest():
    store = JournalStore()
    journal = Journal("m", store, lambda error: None, interval=0.02)
    for piece in ("a", "b", "c"):
        journal.add(Delta(text=piece))
        await asyncio.sleep(0)
    while len(store.rows) < 2:
        await asyncio.sleep(0.005)
    journal.close()
    assert store.rows[0].startswith("a")
    assert "".join(store.rows) == "abc"


async def test_what_a_full_disk_refused_is_written_with_the_next_piece():
    store, told = JournalStore(), []
    store.problem = StoreError(ErrorKind.DISK_FULL)
    journal = Journal("m", store, told.append, interval=0.01)
    journal.add(Delta(text="a"))
    while not told:
        await asyncio.sleep(0.005)
    store.problem = None
    journal.add(Delta(text="b"))
    while not store.rows:
        await asyncio.sleep(0.005)
    journal.close()
    assert store.rows == ["ab"]
    assert len(told) == 1
