"""A library to search in: chats are put into a database, and asked for as a person would."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.search import Hit
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.search import Search
from promptrun_desktop.text.search_query import parse

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Shelf:
    """A database, what is said in it, and the search over it."""

    def __init__(self, database: Database, chats: Path) -> None:
        self.database = database
        self.chats = chats
        self.search = Search(database, chats)
        self.conversations = Conversations(database)
        self.messages = Messages(database)
        self._minutes = 0

    async def say(self, conversation: Conversation, *texts: str, model: str = "") -> list[Message]:
        """One a minute."""
        said = [
            Message(
                Role.ASSISTANT if model else Role.USER, text, model=model, created_at=self._clock()
            )
            for text in texts
        ]
        await self.messages.begin(conversation, *said)
        return said

    async def index(self) -> None:
        while await self.search.index() < 1 or await self.search.tidy():
            pass

    async def hits(self, text: str) -> list[Hit]:
        await self.index()
        return await self.hits_as_indexed(text)

    async def hits_as_indexed(self, text: str) -> list[Hit]:
        query, hits, older = parse(text), list[Hit](), None
        while True:
            page = await self.search.find(query, 50, older)
            hits += page.hits
            older = page.older
            if older is None:
                return hits

    async def found(self, text: str) -> list[str]:
        """The lines of the hits."""
        return [each.snippet for each in await self.hits(text)]

    def raw(self) -> bytes:
        """All that is on the disk of the index."""
        files = self.chats.parent.glob("search.db*")
        return b"".join(each.read_bytes() for each in files)

    async def close(self) -> None:
        await self.search.close()
        await self.database.close()

    def _clock(self) -> datetime:
        self._minutes += 1
        return START + timedelta(minutes=self._minutes)


def chat(title: str = "", minutes: int = 0, **facts: object) -> Conversation:
    at = START + timedelta(minutes=minutes)
    return Conversation(title=title, created_at=at, updated_at=at, **facts)  # type: ignore[arg-type]


def ids(hits: Sequence[Hit]) -> list[str | None]:
    return [each.message_id for each in hits]
