"""Chats to save, and a database that holds them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def chat(id: str, *texts: str, title: str = "", minutes: int = 0) -> Chat:
    """Questions and answers in turn."""
    at = NOON + timedelta(minutes=minutes)
    messages: list[Message] = []
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        parent = messages[-1].id if messages else None
        messages.append(Message(role, text, parent, f"{id}-{number}", at + timedelta(0, number)))
    leaf = messages[-1].id if messages else None
    conversation = Conversation(id, title or id.title(), leaf_id=leaf, created_at=at, updated_at=at)
    return Chat(conversation, tuple(messages))


async def store(path: Path, *chats: Chat) -> Path:
    database = await Database.open(path)
    for each in chats:
        await Messages(database).begin(each.conversation, *each.messages)
    await database.close()
    return path
