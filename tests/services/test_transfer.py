"""What becomes of chats that are saved, looked at and brought in; the worker is a stand-in."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Added, Chat
from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.chat_lines import Value, lines_of
from promptrun_desktop.services.job import Job
from promptrun_desktop.services.partial import partial_of
from promptrun_desktop.services.transfer import Preview, Progress, Saved, Transfer, Unread, Work
from promptrun_desktop.services.worker import Facts, Tell
from tests.services.stored import NOON, chat
from tests.services.test_library import Story

SOUP = chat("soup", "How?", "Boil it.")
LABELS = Labels()


class FakeWorker:
    """Answers with `facts`, or raises them, once it is `allowed`; a look writes `lines`."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.chats: list[Chat] = []
        self.facts: Facts | AppError = {"count": 1}
        self.lines: list[Value] = []
        self.allowed = asyncio.Event()
        self.allowed.set()
        self.cancelled = 0

    async def run(self, prepare: Callable[[], Job], chats: Iterable[Chat], tell: Tell) -> Facts:
        job = prepare()
        self.jobs.append(job)
        self.chats = list(chats)
        try:
            await self.allowed.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        tell(1, 2)
        if isinstance(self.facts, AppError):
            raise self.facts
        if job["do"] == "look":
            self._write(Path(job["target"]))
        return self.facts

    def _write(self, target: Path) -> None:
        target.write_bytes(b"".join(line for each in self.lines for line in lines_of(each)))


class FakeArrivals:
    """Takes all that arrives; `error` comes after the first."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.error: AppError | None = None
        self.allowed = asyncio.Event()
        self.allowed.set()

    async def add(self, arriving: Iterable[Value], tell: Callable[[int, Added], object]) -> Added:
        for count, each in enumerate(arriving, 1):
            self.values.append(each)
            tell(count, Added(conversations=count))
            if self.error is not None:
                raise self.error
            await self.allowed.wait()
        return Added(conversations=len(self.values))


class Desk(Story):
    """A story of one transfer; `told` is everything that it said, in its order."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.worker, self.arrivals = FakeWorker(), FakeArrivals()
        self.transfer = Transfer(
            self.library, self.arrivals, self.tasks, folder / "chats.sqlite3", self.worker
        )
        self.told: list[object] = []
        transfer = self.transfer
        for signal in (
            transfer.saved,
            transfer.looked,
            transfer.brought,
            transfer.composed,
            transfer.failed,
            transfer.ended,
            transfer.progressed,
        ):
            signal.connect(self.told.append)

    def save(self, *ids: str, target: str = "out.md", messages=None) -> bool:
        return self.transfer.save(
            ids, self.folder / target, "markdown", ALL, LABELS, message_ids=messages
        )

    async def done(self) -> None:
        while self.tasks._running or self.tasks._vital:
            await asyncio.sleep(0)
        assert self.errors == []

    def said(self, kind: type) -> list[object]:
        return [each for each in self.told if type(each) is kind]

    def look_at(self, *values: Value) -> None:
        self.worker.lines = list(values)
        self.worker.facts = {
            "source": "chatgpt",
            "chats": len(values),
            "messages": 2 * len(values),
            "first": NOON.isoformat(),
            "last": None,
            "titles": ["Soup"],
            "unread": [["Tea", "cut_off"]],
            "left_out": 7,
        }
        assert self.transfer.look(self.folder / "foreign.zip")


@pytest.fixture
async def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_a_chat_is_saved_to_a_file(desk):
    assert desk.save("soup", messages=["soup-1"])
    assert desk.transfer.running is None
    await desk.done()
    (job,) = desk.worker.jobs
    assert (job["do"], job["ids"], job["messages"]) == ("document", ["soup"], ["soup-1"])
    assert job["target"] == str(desk.folder / "out.md")
    assert desk.told == [
        Progress(Work.SAVE, 1, 2),
        Saved(Work.SAVE, desk.folder / "out.md"),
        Work.SAVE,
    ]


async def test_several_chats_are_saved_into_a_folder(desk):
    desk.worker.facts = {"count": 2, "path": str(desk.folder / "out (2)")}
    assert desk.save("soup", "tea", target="out")
    assert desk.transfer.running is Work.SAVE
    await desk.done()
    assert desk.worker.jobs[0]["do"] == "documents"
    assert desk.said(Saved) == [Saved(Work.SAVE, desk.folder / "out (2)", 2)]
    assert desk.transfer.running is None


async def test_all_chats_are_saved_archived_and_backed_up(desk):
    desk.worker.facts = {"count": 3, "fresh": 2}
    path = desk.folder / "out"
    for begin, work, do in (
        (lambda: desk.transfer.save_all(path, "pdf", ALL, LABELS), Work.SAVE_ALL, "documents"),
        (lambda: desk.transfer.archive(path, ALL, LABELS), Work.ARCHIVE, "archive"),
        (lambda: desk.transfer.back_up(path, {"theme": "dark"}), Work.BACK_UP, "back_up"),
    ):
        assert begin()
        await desk.done()
        job = desk.worker.jobs[-1]
        assert (job["do"], job["ids"]) == (do, None)
        assert desk.told[-2:] == [Saved(work, path, 3, 2), work]
    assert desk.worker.jobs[-1]["preferences"] == {"theme": "dark"}


async def test_one_long_work_at_a_time_and_documents_beside_it(desk):
    desk.worker.allowed.clear()
    assert desk.save("soup", "tea", target="out")
    assert not desk.transfer.archive(desk.folder, ALL, LABELS)
    assert not desk.transfer.look(desk.folder)
    assert desk.save("soup")
    await asyncio.sleep(0.01)
    assert [each["do"] for each in desk.worker.jobs] == ["documents", "document"]
    desk.worker.allowed.set()
    await desk.done()
    assert len(desk.said(Saved)) == 2
    assert desk.transfer.archive(desk.folder, ALL, LABELS)
    await desk.done()


async def test_many_documents_are_made_a_few_at_a_time(desk):
    desk.worker.allowed.clear()
    for number in range(5):
        desk.save("soup", target=f"{number}.md")
    await asyncio.sleep(0.01)
    assert len(desk.worker.jobs) == 2
    desk.worker.allowed.set()
    await desk.done()
    assert len(desk.said(Saved)) == 5


async def test_what_failed_is_told_and_the_next_can_begin(desk):
    desk.worker.facts = AppError(ErrorKind.PLACE_FULL)
    desk.save("soup", "tea", target="out")
    await desk.done()
    (error,) = desk.said(AppError)
    assert error is desk.worker.facts
    assert desk.told[-1] is Work.SAVE
    assert desk.said(Saved) == []
    desk.save("soup")
    await desk.done()
    assert len(desk.said(AppError)) == 2


async def test_cancelled_it_only_ends(desk):
    desk.worker.allowed.clear()
    desk.save("soup", "tea", target="out")
    desk.save("soup")
    await asyncio.sleep(0.01)
    desk.transfer.cancel()
    await asyncio.sleep(0.01)
    assert desk.worker.cancelled == 1
    assert desk.told == [Progress(Work.SAVE, 0, 0), Work.SAVE]
    assert desk.transfer.running is None
    # No long work is left: now the document is meant.
    desk.transfer.cancel()
    await desk.done()
    assert desk.worker.cancelled == 2


async def test_cancelled_at_once_it_never_began(desk):
    desk.save("soup", "tea", target="out")
    desk.transfer.cancel()
    await desk.done()
    assert desk.worker.jobs == []
    assert desk.told[-1] is Work.SAVE


async def test_closing_ends_long_work_and_waits_for_a_document(desk):
    desk.worker.allowed.clear()
    desk.save("soup", "tea", target="out")
    desk.save("soup")
    await asyncio.sleep(0.01)
    closing = asyncio.ensure_future(desk.tasks.close())
    await asyncio.sleep(0.01)
    assert desk.worker.cancelled == 1
    assert not closing.done()
    desk.worker.allowed.set()
    await closing
    assert desk.said(Saved) == [Saved(Work.SAVE, desk.folder / "out.md")]


async def test_a_file_is_looked_at_and_brought_in(desk):
    tea = chat("tea", "Green?")
    desk.look_at(SOUP, tea)
    await desk.done()
    (preview,) = desk.said(Preview)
    assert preview == Preview(
        desk.folder / "foreign.zip", "chatgpt", 2, 4, NOON, None, ("Soup",),
        (Unread("Tea", "cut_off"),), 7,
    )  # fmt: skip
    assert desk.arrivals.values == []
    assert desk.transfer.bring()
    await desk.done()
    assert desk.arrivals.values == [SOUP, tea]
    assert desk.said(Added) == [Added(conversations=2)]
    assert desk.told[-1] is Work.BRING
    assert Progress(Work.BRING, 2, 2) in desk.told
    assert list(desk.folder.iterdir()) == []
    assert not desk.transfer.bring()


async def test_the_list_is_read_again_before_anyone_hears_of_it(desk):
    desk.has("old")
    desk.look_at(SOUP)
    await desk.done()
    pages = len(desk.conversations.pages)
    listed = []
    desk.transfer.brought.connect(lambda _: listed.append(len(desk.conversations.pages)))
    desk.transfer.bring()
    await desk.done()
    assert listed[0] > pages


async def test_who_is_told_of_a_file_may_have_it_brought_in_at_once(desk):
    began = []
    desk.transfer.looked.connect(lambda _preview: began.append(desk.transfer.bring()))
    desk.look_at(SOUP)
    await desk.done()
    assert began == [True]


async def test_what_was_looked_at_is_let_go_of(desk):
    desk.look_at(SOUP)
    await desk.done()
    assert list(desk.folder.iterdir()) != []
    desk.transfer.dismiss()
    await desk.done()
    assert list(desk.folder.iterdir()) == []
    assert not desk.transfer.bring()


async def test_closing_lets_go_of_what_was_looked_at(desk):
    desk.look_at(SOUP)
    await desk.done()
    await desk.transfer.close()
    assert list(desk.folder.iterdir()) == []


async def test_a_killed_process_leaves_what_the_next_lets_go_of(desk):
    desk.look_at(SOUP)
    await desk.done()
    # The worker ended with it, in the midst of its writing.
    begun = partial_of(desk.folder / "arriving.jsonl")
    begun.touch()
    mine = desk.folder / ".mine.new"
    mine.touch()
    Desk(desk.folder).transfer.clean()
    assert list(desk.folder.iterdir()) == [mine]


async def test_cancelled_in_the_middle_what_came_in_is_told(desk):
    desk.look_at(SOUP, chat("tea", "Green?"))
    await desk.done()
    desk.arrivals.allowed.clear()
    desk.transfer.bring()
    await asyncio.sleep(0.01)
    desk.transfer.dismiss()
    desk.transfer.cancel()
    await desk.done()
    assert desk.said(Added) == [Added(conversations=1)]
    # It can be gone on with.
    desk.arrivals.allowed.set()
    assert desk.transfer.bring()
    await desk.done()
    assert len(desk.arrivals.values) == 3


async def test_a_full_disk_while_bringing_is_told_with_what_came_in(desk):
    desk.look_at(SOUP, chat("tea", "Green?"))
    await desk.done()
    desk.arrivals.error = StoreError(ErrorKind.DISK_FULL)
    desk.transfer.bring()
    await desk.done()
    assert desk.said(StoreError) == [desk.arrivals.error]
    assert desk.said(Added) == [Added(conversations=1)]


async def test_lines_that_cannot_be_read_are_told(desk):
    desk.look_at(SOUP)
    await desk.done()
    (desk.folder / "arriving.jsonl").write_bytes(b"nonsense\n")
    desk.transfer.bring()
    await desk.done()
    (error,) = desk.said(AppError)
    assert error.kind is ErrorKind.FILE_UNREADABLE


async def test_a_preview_is_made_of_the_messages_that_were_chosen(desk):
    await desk.store.begin(SOUP.conversation, *SOUP.messages)
    desk.transfer.content("soup", ["soup-1"], ALL, LABELS)
    desk.transfer.content("gone", None, ALL, LABELS)
    desk.transfer.content("soup", ["soup-0"], ALL, LABELS)
    for _ in range(100):
        await asyncio.sleep(0.001)
    ((id, content),) = [each for each in desk.told if isinstance(each, tuple)]
    assert id == "soup"
    assert [each.text for each in content.entries] == ["How?"]
    await desk.quiet()


async def test_every_form_has_an_ending_of_its_own(desk):
    forms = desk.transfer.formats()
    assert ("pdf", ".pdf") in forms
    assert len({suffix for _, suffix in forms}) == len(forms)
    for key, suffix in forms:
        assert desk.transfer.format_for(suffix.upper()) == key
        assert desk.transfer.suffix_of(key) == suffix
    assert desk.transfer.format_for(".exe") == ""


async def test_the_worker_is_given_what_memory_alone_has(desk):
    library = desk.library
    library.new("m", temporary=True).send("Not kept")
    hidden = library.current
    await asyncio.sleep(0.01)
    library.new("m").send("Stored")
    kept = library.current
    await asyncio.sleep(0.01)
    desk.save(hidden.conversation.id)
    await desk.done()
    ((conversation, messages),) = desk.worker.chats
    assert conversation.title == "Not kept"
    assert [each.text for each in messages] == ["Not kept", "Hello"]
    # A temporary chat is in nothing that was not asked for it.
    desk.transfer.back_up(desk.folder / "all")
    await desk.done()
    assert desk.worker.chats == []
    desk.store.full = True
    kept.rename("Refused")
    await asyncio.sleep(0.01)
    desk.transfer.back_up(desk.folder / "all")
    await desk.done()
    assert [each.conversation.title for each in desk.worker.chats] == ["Refused"]
