"""A profile without a window: the app's own composition, and an endpoint that is a generator."""

import asyncio
import random
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from promptrun_desktop.api import client as api_client
from promptrun_desktop.app.compose import open_workspace
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from tests.torture.reporting import Reporter

ENDPOINT = Endpoint("http://127.0.0.1:9/v1")
# Seconds between two words: from a gust to a model that thinks about each.
PACES = (0.0, 0.0005, 0.002, 0.01, 0.03, 0.06)


class OneKey:
    """A password store that has the key."""

    async def will_ask(self) -> bool:
        return False

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        return "secret-service"

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        return ApiKey("sk-not-a-key", origin)

    async def forget(self, origin: str) -> None:
        pass


class Words:
    """Answers with numbered words, each reported before the app has it."""

    def __init__(
        self, report: Reporter, chance: random.Random, paces: Sequence[float] = PACES
    ) -> None:
        self._report = report
        self._chance = chance
        self._paces = paces
        self.reply_id = ""

    async def stream(
        self, model: str, history: Sequence[Message], instructions: str, parameters: Parameters
    ) -> AsyncGenerator[Delta, None]:
        pace = self._chance.choice(self._paces)
        count = self._chance.randrange(1, 60 if pace > 0.005 else 600)
        thoughts = self._chance.randrange(count) if self._chance.random() < 0.3 else 0
        for number in range(count):
            await asyncio.sleep(pace)
            word = f"{number} "
            kind = "thought" if number < thoughts else "text"
            self._report.wish({"add": {f"{kind} {self.reply_id}": word}})
            yield Delta(text=word) if kind == "text" else Delta(reasoning=word)
        yield Delta(finish_reason="stop", ended=True)

    async def aclose(self) -> None:
        pass


async def open_profile(folder: Path, words: Words) -> Workspace:
    api_client.ChatClient = lambda *_, **__: words  # type: ignore[assignment,misc]
    workspace = await open_workspace(
        Profile.at(folder),
        ENDPOINT,
        OneKey(),
        lambda: "none",
        _on_error,
        kept=True,
    )
    await workspace.drafts.load()
    await workspace.library.load()
    return workspace


def ask(session: ConversationSession, words: Words, question: str) -> None:
    """What a person sees as sent is told when the store says so."""
    session.send(question)
    words.reply_id = session.conversation.leaf_id or ""


async def make_chats(path: Path, count: int = 6, messages: int = 4) -> list[str]:
    """Conversations named `chat-0`, … with messages `chat-0-0`, …, and a draft of each; and a
    folder."""
    database = await Database.open(path)
    await Folders(database).save(Folder("Kitchen", "kitchen"))
    for at in range(count):
        chat = f"chat-{at}"
        tree = [
            Message(
                Role.ASSISTANT if number % 2 else Role.USER,
                f"message {number} of {chat}",
                f"{chat}-{number - 1}" if number else None,
                f"{chat}-{number}",
            )
            for number in range(messages)
        ]
        conversation = Conversation(chat, title=f"Chat {at}", leaf_id=tree[-1].id)
        await Messages(database).begin(conversation, *tree)
        await Drafts(database).save(chat, f"draft of {chat}")
    await database.close()
    return [f"chat-{at}" for at in range(count)]


def _on_error(name: str, error: BaseException) -> None:
    raise SystemExit(f"{name}: {error!r}")
