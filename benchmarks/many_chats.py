"""Many short chats as values, said as those of the library: the same for the same numbers."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.library.texts import Texts
from benchmarks.library.vocabulary import vocabulary
from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role

_NEWEST = datetime(2026, 1, 5, 9, tzinfo=UTC)
_APART = timedelta(hours=3.5)
_MODEL = "author/long-answers"


def many_chats(count: int, messages: int = 10) -> Iterator[Chat]:
    """Newest first; a message has 400 characters on the average."""
    words = vocabulary()
    for number in range(count):
        chance = random.Random(f"chat {number}")  # noqa: S311
        yield _chat(Texts(words, chance), chance, _NEWEST - number * _APART, messages)


def chars_of(chat: Chat) -> int:
    return sum(len(each.text) for each in chat.messages)


def _chat(texts: Texts, chance: random.Random, at: datetime, messages: int) -> Chat:
    said: list[Message] = []
    for _ in range(messages // 2):
        question, answer = texts.exchange()
        for role, text in ((Role.USER, question()), (Role.ASSISTANT, answer())):
            parent = said[-1].id if said else None
            model = _MODEL if role is Role.ASSISTANT else ""
            when = at + timedelta(seconds=20 * len(said))
            said.append(Message(role, text, parent, _id(chance), when, model=model))
    conversation = Conversation(
        _id(chance), texts.title(), _MODEL,
        leaf_id=said[-1].id, created_at=at, updated_at=said[-1].created_at,
    )  # fmt: skip
    return Chat(conversation, tuple(said))


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
