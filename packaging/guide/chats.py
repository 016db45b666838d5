"""The made-up chats that are seen in the pictures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from promptrun_desktop.assets import resource
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, Usage
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages

MODEL = "anthropic/claude-3.5-haiku"
VENUS = "A day on Venus"
LETTER = "Letter about the tap"
TROUBLE = "Ideas for the summer"
_HOME = Folder("Home", "home")

# Title, question, sample answer, days ago.
_CHATS = (
    (VENUS, "Why is a day on Venus so strange?", "venus", 0),
    (LETTER, "Write a friendly letter to my landlord about a dripping tap", "landlord", 0),
    ("Compound interest", "Explain compound interest with a small table", "interest", 1),
    ("A weekend in Lisbon", "Plan a weekend in Lisbon for two", "trip", 1),
    ("Bread without kneading", "How do I bake bread without kneading?", "bread", 3),
    ("Notes of the meeting", "Sum up these notes in five points", "meeting", 4),
    ("Names for a bakery", "Ten names for a small bakery", "walking", 5),
    (TROUBLE, "What could we do with the children in the summer?", "walking", 6),
)
_SHORT = (
    "A day on Venus lasts longer than its year. One turn takes **243 days**, and one way around"
    " the Sun only **225**.\n\nIt also turns *backwards*: the Sun rises in the west and sets in"
    " the east.\n\n| Planet | One turn | One year |\n|---|---|---|\n"
    "| Earth | 23 h 56 min | 365 days |\n| Venus | 243 days, backwards | 225 days |\n\n"
    "Why is not known for sure. Its thick air may have slowed it down."
)
_AGAIN = (
    "Because Venus turns so slowly, and the other way round. One turn takes 243 Earth days, longer"
    " than its year of 225 days.\n\nFrom one sunrise to the next it takes about 117 Earth days."
)


async def fill(path: Path) -> None:
    """A database with all of them, as if they had been asked by now."""
    database = await Database.open(path)
    try:
        await Folders(database).save(_HOME)
        for number, (title, question, answer, days) in enumerate(_CHATS):
            noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
            at = noon - timedelta(days=days, minutes=number)
            texts = [_text(answer)] if title != VENUS else [_AGAIN, _SHORT]
            messages = _asked(f"chat{number}", question, texts, at)
            chat = Conversation(
                f"chat{number}",
                title,
                MODEL,
                leaf_id=messages[-1].id,
                created_at=at,
                updated_at=at,
                named=True,
                pinned=title == "Compound interest",
                folder_id=_HOME.id if title == "Bread without kneading" else None,
                parameters=Parameters(temperature=0.7) if title == VENUS else Parameters(),
            )
            await Messages(database).begin(chat, *messages)
    finally:
        await database.close()


def _asked(id: str, question: str, answers: list[str], at: datetime) -> list[Message]:
    """A question and its versions of an answer; the last is shown."""
    asked = Message(Role.USER, question, None, f"{id}-question", at)
    return [
        asked,
        *(
            Message(
                Role.ASSISTANT,
                text,
                asked.id,
                f"{id}-answer{number}",
                at + timedelta(seconds=2),
                model=MODEL,
                finish_reason="stop",
                usage=Usage(30, 240),
                seconds=1.8,
            )
            for number, text in enumerate(answers)
        ),
    ]


def _text(name: str) -> str:
    return resource("demo", f"{name}.md").read_text(encoding="utf-8").strip()
