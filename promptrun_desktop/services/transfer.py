"""Chats out of the app and into it: documents, archives, back-ups, files of other apps."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from promptrun_desktop.domain.chat import Added, parents_first
from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.domain.message import now
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.filename import safe_name
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.services.bringing import Bringing, Brings
from promptrun_desktop.services.documents import content_of
from promptrun_desktop.services.jobs import Jobs, Prepare
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.transfer_values import (
    Composed,
    Preview,
    Progress,
    Saved,
    Unread,
    Work,
)
from promptrun_desktop.services.worker import Facts, Runs, Worker

# Words and names reach the window through here: it knows no formats.
__all__ = [
    "Added",
    "Composed",
    "Labels",
    "Options",
    "Preview",
    "Progress",
    "Saved",
    "Transfer",
    "Unread",
    "Work",
    "safe_name",
]

# A form that is drawn as pages, which formats know nothing of.
PDF = ("pdf", ".pdf")
# Documents of single chats that are made at a time; more wait for their turn.
_BESIDE = 2
_NOTHING: Mapping[str, object] = MappingProxyType({})


class Transfer:
    """Calls return at once; what comes of them is told.

    One long work at a time: what begins one answers False, and does nothing, while another runs.
    A document of a single chat is none: any number may be saved beside it, and the window's
    closing waits for them. Long work ends with `cancel` or the window's closing, and leaves
    nothing half-written. `ended` comes last of all, after `saved`, `looked`, `brought`, `failed`,
    or none of them where it was cancelled.
    """

    def __init__(
        self,
        library: Library,
        arrivals: Brings,
        tasks: Tasks,
        database: Path,
        worker: Runs | None = None,
    ) -> None:
        self.progressed = Signal[[Progress]]()
        self.saved = Signal[[Saved]]()
        self.looked = Signal[[Preview]]()
        # Also after a cancelling, of what had come in by then.
        self.brought = Signal[[Added]]()
        self.composed = Signal[[Composed]]()
        self.failed = Signal[[AppError]]()
        self.ended = Signal[[Work]]()
        # The long work that runs; None if there is none.
        self.running: Work | None = None
        self._library = library
        self._tasks = tasks
        self._jobs = Jobs(database)
        # One at a time, under one name: none is left behind for long.
        self._bringing = Bringing(database.with_name("arriving.jsonl"), arrivals)
        self._worker = worker or Worker()
        self._turn = asyncio.Semaphore(_BESIDE)
        self._long: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._composing: asyncio.Task[None] | None = None
        self._looked: Preview | None = None

    def formats(self) -> list[tuple[str, str]]:
        """Key and ending of each form of a document."""
        return [*((each.key, each.suffix) for each in FORMATS.values()), PDF]

    def format_for(self, suffix: str) -> str:
        """The key of the format that writes this ending; empty where none does."""
        return next((key for key, each in self.formats() if each == suffix.lower()), "")

    def suffix_of(self, format_key: str) -> str:
        return dict(self.formats())[format_key]

    def save(
        self,
        ids: Sequence[str],
        target: Path,
        format_key: str,
        options: Options,
        labels: Labels,
        message_ids: Sequence[str] | None = None,
    ) -> bool:
        """One chat, or these messages of it, to the file `target`; several chats, a file each, into
        a new folder `target`, which has a number behind its name where that is taken."""
        if len(ids) != 1:
            job = self._jobs.documents(ids, target, format_key, options, labels)
            return self._begin(Work.SAVE, lambda: self._write(Work.SAVE, target, job, ids))
        job = self._jobs.document(ids[0], target, format_key, options, labels, message_ids)
        task = self._tasks.start(self._beside_others(target, job, ids), name="save", vital=True)
        self._beside.add(task)
        task.add_done_callback(self._document_ended)
        return True

    def save_all(self, folder: Path, format_key: str, options: Options, labels: Labels) -> bool:
        """Every chat that is stored and not in the bin, as `save` does with several."""
        job = self._jobs.documents(None, folder, format_key, options, labels)
        return self._begin(Work.SAVE_ALL, lambda: self._write(Work.SAVE_ALL, folder, job))

    def archive(self, folder: Path, options: Options, labels: Labels) -> bool:
        """Every chat that is stored and not in the bin, to be read and searched in a browser."""
        job = self._jobs.archive(folder, options, labels)
        return self._begin(Work.ARCHIVE, lambda: self._write(Work.ARCHIVE, folder, job))

    def back_up(self, path: Path, preferences: Mapping[str, object] = _NOTHING) -> bool:
        """Everything but keys, as one file; `preferences` are plain values by name."""
        job = self._jobs.back_up(path, preferences)
        return self._begin(Work.BACK_UP, lambda: self._write(Work.BACK_UP, path, job))

    def look(self, path: Path, *, only_own: bool = False) -> bool:
        """Read a file of another app, or a back-up, or `only_own` back-ups; `looked` tells what is
        in it, and nothing is brought in before `bring`."""
        return self._begin(Work.LOOK, lambda: self._look(path, only_own))

    def bring(self) -> bool:
        """Bring in what was looked at last; `brought` tells what of it is new."""
        looked = self._looked
        return looked is not None and self._begin(Work.BRING, lambda: self._bring(looked))

    @property
    def newest_brought(self) -> str:
        """The id of the newest of the chats that were brought in last, new or not; may be empty."""
        newest = self._bringing.newest
        return newest.id if newest is not None else ""

    def dismiss(self) -> None:
        """Let go of what was looked at."""
        if self._looked is not None and self.running not in (Work.LOOK, Work.BRING):
            self._looked = None
            self._tasks.start(asyncio.to_thread(self.clean), name="dismiss", vital=True)

    def cancel(self) -> None:
        """End the long work; where there is none, the documents that are being saved."""
        for task in {self._long} if self._long is not None else self._beside:
            task.cancel()

    def content(
        self,
        conversation_id: str,
        message_ids: Sequence[str] | None,
        options: Options,
        labels: Labels,
    ) -> None:
        """Make what a preview draws; `composed` has it. A later call overtakes an earlier one."""
        if self._composing is not None:
            self._composing.cancel()
        self._composing = self._tasks.start(
            self._told(lambda: self._compose(conversation_id, message_ids, options, labels)),
            name="compose",
        )

    async def close(self) -> None:
        """Once every task has ended: let go of what was looked at."""
        if self._looked is not None:
            await asyncio.to_thread(self.clean)

    def clean(self) -> None:
        """Let go of what a killed process was looking at. Blocks."""
        self._bringing.forget()

    def _begin(self, work: Work, make: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        if self.running is not None:
            return False
        self.running = work
        self._long = self._tasks.start(self._told(make), name=work.value)
        self._long.add_done_callback(lambda task: self._long_ended(work, task))
        self.progressed.emit(Progress(work, 0, 0))
        return True

    def _long_ended(self, work: Work, task: asyncio.Task[None]) -> None:
        if self._long is task:
            self.running = self._long = None
        self.ended.emit(work)

    def _make_way(self) -> None:
        """Who is told what came of long work may begin the next at once."""
        if self._long is not None and self._long is asyncio.current_task():
            self.running = self._long = None

    def _document_ended(self, task: asyncio.Task[None]) -> None:
        self._beside.discard(task)
        self.ended.emit(Work.SAVE)

    async def _told(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await make()
        except AppError as error:
            self._make_way()
            self.failed.emit(error)

    async def _beside_others(self, target: Path, job: Prepare, ids: Sequence[str]) -> None:
        async with self._turn:
            await self._told(lambda: self._write(Work.SAVE, target, job, ids))

    async def _write(
        self, work: Work, target: Path, job: Prepare, ids: Sequence[str] | None = None
    ) -> None:
        facts = await self._run(work, job, ids)
        path = Path(facts.get("path", target))
        self._make_way()
        self.saved.emit(Saved(work, path, facts["count"], facts.get("fresh", 0)))

    async def _run(self, work: Work, job: Prepare, ids: Sequence[str] | None) -> Facts:
        open_chats = await self._library.in_memory(ids)
        # Arranged in the worker's thread.
        chats = (each._replace(messages=tuple(parents_first(each.messages))) for each in open_chats)
        return await self._worker.run(
            job, chats, lambda done, total: self.progressed.emit(Progress(work, done, total))
        )

    async def _look(self, path: Path, only_own: bool) -> None:
        self._looked = None
        await asyncio.to_thread(self.clean)
        job = self._jobs.look(path, self._bringing.path, only_own=only_own)
        facts = await self._run(Work.LOOK, job, ())
        self._looked = _preview(path, facts)
        self._make_way()
        self.looked.emit(self._looked)

    async def _bring(self, looked: Preview) -> None:
        try:
            await self._bringing.bring(
                lambda done: self.progressed.emit(Progress(Work.BRING, done, looked.chats))
            )
            self._looked = None
        finally:
            added = self._bringing.added
            if any(added):
                # Before anyone is told: who hears of it looks for them.
                await self._told(self._list_again)
            self._make_way()
            self.brought.emit(added)

    async def _list_again(self) -> None:
        await self._library.list_again()

    async def _compose(
        self,
        conversation_id: str,
        message_ids: Sequence[str] | None,
        options: Options,
        labels: Labels,
    ) -> None:
        found = await self._library.tree_of(conversation_id)
        if found is None:
            return
        conversation, messages = found
        if message_ids is not None:
            chosen = set(message_ids)
            messages = [each for each in messages if each.id in chosen]
        content = await asyncio.to_thread(
            content_of, conversation, messages, labels, now().astimezone(), options
        )
        self.composed.emit(Composed(conversation_id, content))


def _preview(path: Path, facts: Facts) -> Preview:
    first, last = (facts[name] and datetime.fromisoformat(facts[name]) for name in _ENDS)
    return Preview(
        path,
        facts["source"],
        facts["chats"],
        facts["messages"],
        first,
        last,
        tuple(facts["titles"]),
        tuple(Unread(name, reason) for name, reason in facts["unread"]),
        facts["left_out"],
    )


_ENDS = ("first", "last")
