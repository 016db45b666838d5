"""What was understood of a foreign file comes into the store."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from promptrun_desktop.domain.chat import Added, Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.chat_lines import Value, read
from promptrun_desktop.services.partial import remove, remove_left_behind

# How many chats were taken, and what came of all so far.
Tell = Callable[[int, Added], object]


class Brings(Protocol):
    """Reads what arrives on a thread of its own; a ValueError of its reading passes. What `tell`
    heard of is stored, whatever ends it. Raises StoreError."""

    async def add(self, arriving: Iterable[Value], tell: Tell) -> Added: ...


class Bringing:
    """`path` holds lines of chats that a worker wrote; `added` is what came of them so far.
    `newest` of them is what a person is shown who wants to see them; None if all are in the bin."""

    def __init__(self, path: Path, arrivals: Brings) -> None:
        self.path = path
        self.added = Added()
        self.newest: Conversation | None = None
        self._arrivals = arrivals

    async def bring(self, tell: Callable[[int], object]) -> None:
        """All of them; `tell` hears how many. Raises AppError; what came before stays, and
        brought once more it adds nothing."""
        self.added, self.newest = Added(), None

        def told(count: int, added: Added) -> None:
            self.added = added
            tell(count)

        try:
            self.added = await self._arrivals.add(self._values(), told)
        except (OSError, ValueError, RecursionError) as error:
            raise AppError(ErrorKind.FILE_UNREADABLE, type(error).__name__) from error
        await asyncio.to_thread(self.forget)

    def forget(self) -> None:
        """Let go of it, and of what was begun of it. Blocks."""
        remove(self.path)
        remove_left_behind(self.path)

    def _values(self) -> Iterator[Value]:
        with self.path.open("rb") as lines:
            for each in read(lines):
                if isinstance(each, Chat):
                    self._note(each.conversation)
                yield each

    def _note(self, conversation: Conversation) -> None:
        newest = self.newest
        is_newer = newest is None or newest.updated_at < conversation.updated_at
        if conversation.deleted_at is None and is_newer:
            self.newest = conversation
