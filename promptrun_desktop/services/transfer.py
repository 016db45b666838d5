"""Chats out of the app and into it: documents, archives, back-ups, files of other apps."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import Message, now
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.filename import safe_name
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL, Options
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
from promptrun_desktop.settings.disk import is_full, write_whole

# Words and names reach the window through here: it knows no formats.
__all__ = [
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
    "write_atomically",
]


class Transfer:
    """Calls return at once; what comes of them is told.

    One long work at a time: what begins one answers False, and does nothing, while another runs.
    A document of a single chat is none: any number may be saved beside it, and the window's
    closing waits for them. Long work ends with `cancel` or the window's closing, and leaves
    nothing half-written. `ended` comes last of all, after `saved`, `looked`, `brought`, `failed`,
    or none of them where it was cancelled.
    """

    def __init__(self, library: Library, tasks: Tasks) -> None:
        self.progressed = Signal[[Progress]]()
        self.saved = Signal[[Path]]()  # soon: Saved
        self.looked = Signal[[Preview]]()
        # Added, of services.arrivals: the numbers of conversations and messages that are new.
        self.brought = Signal[[object]]()
        self.composed = Signal[[Composed]]()
        self.failed = Signal[[AppError]]()
        self.ended = Signal[[Work]]()
        # The long work that runs; None if there is none.
        self.running: Work | None = None
        self._library = library
        self._tasks = tasks

    def formats(self) -> list[tuple[str, str]]:
        """Key and ending of each form of a document, the most wanted first."""
        return [(each.key, each.suffix) for each in FORMATS.values()] + [("pdf", ".pdf")]

    def format_for(self, suffix: str) -> str:
        """The key of the format that writes this ending; empty where none does."""
        return next((key for key, each in FORMATS.items() if each.suffix == suffix.lower()), "")

    def suffix_of(self, format_key: str) -> str:
        return FORMATS[format_key].suffix

    def save(
        self,
        ids: Sequence[str],
        target: Path,
        format_key: str,
        options: Options,
        labels: Labels,
        message_ids: Sequence[str] | None = None,
    ) -> bool:
        """One chat, or these messages of it, to the file `target`; several chats into the folder
        `target`, a file each, none of which takes the place of another."""
        raise NotImplementedError

    def save_all(self, folder: Path, format_key: str, options: Options, labels: Labels) -> bool:
        """Every chat that is stored and not in the bin, as `save` does with several."""
        raise NotImplementedError

    def archive(self, folder: Path, options: Options, labels: Labels) -> bool:
        """Every chat that is stored and not in the bin, to be read and searched in a browser."""
        raise NotImplementedError

    def back_up(self, path: Path) -> bool:
        """Everything but keys, as one file."""
        raise NotImplementedError

    def look(self, path: Path) -> bool:
        """Read a file of another app, or a back-up; `looked` tells what is in it, and nothing is
        brought in before `bring`."""
        raise NotImplementedError

    def bring(self) -> bool:
        """Bring in what was looked at last; `brought` tells what of it is new."""
        raise NotImplementedError

    def dismiss(self) -> None:
        """Let go of what was looked at."""
        raise NotImplementedError

    def cancel(self) -> None:
        """End the long work."""
        raise NotImplementedError

    def content(
        self,
        conversation_id: str,
        message_ids: Sequence[str] | None,
        options: Options,
        labels: Labels,
    ) -> None:
        """Make what a preview draws; `composed` has it. A later call overtakes an earlier one."""
        raise NotImplementedError

    def export(self, conversation_id: str, path: Path, format_key: str, labels: Labels) -> None:
        """Soon gone: `save`."""
        self._tasks.start(
            self._export(conversation_id, path, format_key, labels), name="export", vital=True
        )

    async def _export(
        self, conversation_id: str, path: Path, format_key: str, labels: Labels
    ) -> None:
        try:
            found = await self._library.tree_of(conversation_id)
            if found is not None:
                await asyncio.to_thread(_render_to, path, format_key, *found, labels)
                self.saved.emit(path)
        except AppError as error:
            self.failed.emit(error)


def _render_to(
    path: Path,
    format_key: str,
    conversation: Conversation,
    messages: Sequence[Message],
    labels: Labels,
) -> None:
    content = content_of(conversation, messages, labels, now().astimezone(), ALL)
    write_atomically(path, FORMATS[format_key].render(content, labels, undrawn))


def write_atomically(path: Path, data: bytes) -> None:
    """The old file or the whole new one. Raises AppError DISK_FULL or EXPORT_FAILED."""
    try:
        write_whole(path, data)
    except OSError as error:
        kind = ErrorKind.DISK_FULL if is_full(error) else ErrorKind.EXPORT_FAILED
        raise AppError(kind, error.strerror or "") from error
