"""Saving a conversation as a document: rendered and written in a worker, all or nothing."""

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
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.disk import is_full, write_whole

# Words and names reach this layer through here: the window knows no formats.
__all__ = ["Labels", "Transfer", "safe_name", "write_atomically"]


class Transfer:
    """`saved` carries the written path."""

    def __init__(self, library: Library, tasks: Tasks) -> None:
        self.saved = Signal[[Path]]()
        self.failed = Signal[[AppError]]()
        self._library = library
        self._tasks = tasks

    def export(self, conversation_id: str, path: Path, format_key: str, labels: Labels) -> None:
        self._tasks.start(
            self._export(conversation_id, path, format_key, labels), name="export", vital=True
        )

    def format_for(self, suffix: str) -> str:
        """The key of the format that writes this ending; empty where none does."""
        return next((key for key, each in FORMATS.items() if each.suffix == suffix.lower()), "")

    def suffix_of(self, format_key: str) -> str:
        return FORMATS[format_key].suffix

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
    content = content_of(conversation, messages, labels, now().astimezone())
    write_atomically(path, FORMATS[format_key].render(content, labels, undrawn))


def write_atomically(path: Path, data: bytes) -> None:
    """The old file or the whole new one. Raises AppError DISK_FULL or EXPORT_FAILED."""
    try:
        write_whole(path, data)
    except OSError as error:
        kind = ErrorKind.DISK_FULL if is_full(error) else ErrorKind.EXPORT_FAILED
        raise AppError(kind, error.strerror or "") from error
