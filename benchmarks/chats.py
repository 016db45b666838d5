"""Long chats to measure with: the same for the same numbers, whatever the day or machine."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MODEL = "author/long-answers"
# Of 100: questions answered twice, replies that were thought about, stopped ones, deleted messages.
TWICE, THOUGHT, STOPPED, DELETED = 6, 15, 3, 2
WORDS = [
    *("time", "water", "paper", "between", "always", "small", "because", "carry", "window"),
    *("number", "quiet", "answer", "market", "letter", "green", "follow", "summer", "people"),
    *("though", "sound", "begin", "morning", "enough", "until", "river", "under", "large"),
    *("change", "light", "point", "house", "again", "simple", "table", "never", "picture"),
    *("other", "above", "kitchen", "garden", "across", "story"),
]
CODE = "```python\ndef total(prices: list[float]) -> float:\n    return sum(prices) * 1.19\n```"
TABLE = "| fruit | price |\n|---|---:|\n| apple | 1.20 |\n| *pear* | 2.05 |"


async def fill(where: Database | Path, conversations: int, messages: int, chars: int) -> list[str]:
    """Add chats of `messages` messages each, of `chars` characters on the average; their ids.

    Branches that are not shown and deleted messages are counted. `where` may be the path of a
    database, made if it is not there. A question is a seventh as long as its reply.
    """
    database = await Database.open(where) if isinstance(where, Path) else where
    try:
        store = Messages(database)
        ids = []
        for number in range(conversations):
            chance = random.Random(f"{number} {messages} {chars}")  # noqa: S311
            tree = list(_tree(chance, messages, chars))
            leaf = tree[-1].id if tree else None
            # Each chat a minute newer: the list of chats has one order.
            last = START + timedelta(seconds=max(messages, 1) + 60 * number)
            title = f"{_sentence(chance)} {number + 1}"
            chat = Conversation(
                _id(chance), title, MODEL, leaf_id=leaf, created_at=START, updated_at=last
            )
            await store.begin(chat, *tree)
            ids.append(chat.id)
        return ids
    finally:
        if database is not where:
            await database.close()


def _tree(chance: random.Random, messages: int, chars: int) -> Iterator[Message]:
    """Questions and replies in turn; the last message is the end of the shown branch."""
    question: Message | None = None
    parent: str | None = None
    for number in range(messages):
        at = START + timedelta(seconds=number)
        if question is None:
            question = message = Message(
                Role.USER, _text(chance, number, chars // 4), parent, _id(chance), at
            )
        else:
            message = _reply(chance, question, number, chars * 7 // 4, at)
            if chance.randrange(100) >= TWICE:
                question = None
        parent = message.id
        yield message


def _reply(
    chance: random.Random, question: Message, number: int, chars: int, at: datetime
) -> Message:
    thought = _sentence(chance) if chance.randrange(100) < THOUGHT else ""
    return Message(
        Role.ASSISTANT,
        _text(chance, number, chars),
        question.id,
        _id(chance),
        at,
        State.STOPPED if chance.randrange(100) < STOPPED else State.COMPLETE,
        MODEL,
        thought,
        "stop",
        seconds=2.5,
        deleted=chance.randrange(100) < DELETED,
    )


def _text(chance: random.Random, number: int, chars: int) -> str:
    """Markdown of about as many characters as asked for; each message says its number."""
    parts = [f"{number}. {_sentence(chance)}"]
    length = len(parts[0])
    while length < chars:
        parts.append(_part(chance, chars - length))
        length += 2 + len(parts[-1])
    return "\n\n".join(parts)


def _part(chance: random.Random, room: int) -> str:
    kind = chance.randrange(12)
    if kind == 0 and room > len(CODE):
        return CODE
    if kind == 1 and room > len(TABLE):
        return TABLE
    if kind == 2:
        return f"## {_sentence(chance)}"
    if kind == 3:
        return "\n".join(f"- {_sentence(chance)}" for _ in range(3))
    return " ".join(_sentence(chance) for _ in range(min(4, 1 + room // 60)))


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randrange(5, 12))
    if chance.randrange(9) == 0:
        words[2] = f"**{words[2]}**"
    return " ".join(words).capitalize() + "."


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
