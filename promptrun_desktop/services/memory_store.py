"""Where a temporary chat is stored: nowhere, until a person keeps it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.services.opened import Store
from promptrun_desktop.services.tree import Tree


class MemoryStore:
    """A store for one open conversation, whose messages are in `tree` and nowhere else.

    Once `keep` has put everything on the `disk`, what comes after goes there too.
    """

    def __init__(self, disk: Store, tree: Tree) -> None:
        self.is_kept = False
        self._disk = disk
        self._tree = tree
        # What arrived of the reply that is being written, as the disk would know it.
        self._journal: dict[str, list[tuple[str, str]]] = {}
        self._keeping: asyncio.Future[None] | None = None

    async def keep(self, conversation: Conversation) -> None:
        """Store all that there is. Raises StoreError: then nothing is stored, as before."""
        messages = [each for each in self._tree.all() if isinstance(each, Message)]
        keeping = self._keeping = asyncio.get_running_loop().create_future()
        try:
            # A cancelled caller changes nothing of what was begun.
            await asyncio.shield(
                asyncio.ensure_future(
                    self._disk.begin(conversation, *map(self._as_journaled, messages))
                )
            )
            self.is_kept = True
            self._journal.clear()
        finally:
            self._keeping = None
            keeping.set_result(None)

    async def some(self, ids: Sequence[str]) -> list[Message]:
        return await self._disk.some(ids)

    async def begin(self, conversation: Conversation, *messages: Message) -> None:
        if await self._on_disk():
            await self._disk.begin(conversation, *messages)

    async def journal(self, message_id: str, text: str, reasoning: str) -> None:
        if await self._on_disk():
            await self._disk.journal(message_id, text, reasoning)
        else:
            self._journal.setdefault(message_id, []).append((text, reasoning))

    async def finish(self, conversation: Conversation, message: Message) -> None:
        if await self._on_disk():
            await self._disk.finish(conversation, message)
        else:
            self._journal.pop(message.id, None)

    async def replace(self, message: Message) -> None:
        if await self._on_disk():
            await self._disk.replace(message)

    async def _on_disk(self) -> bool:
        """What comes while everything is being stored waits for how that ends."""
        if self._keeping is not None:
            await asyncio.shield(self._keeping)
        return self.is_kept

    def _as_journaled(self, message: Message) -> Message:
        """A reply that is being written, as far as it was told here: the rest is told later."""
        if message.state is not State.WRITING:
            return message
        pieces = self._journal.get(message.id, [])
        return replace(
            message,
            text="".join([message.text, *(text for text, _ in pieces)]),
            reasoning="".join([message.reasoning, *(thought for _, thought in pieces)]),
        )
