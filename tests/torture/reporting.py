"""The side of the process that has the accident: it says what it asks, and what it is told.

Only methods of the store are wrapped: what runs between them and the disk is the app's own.
"""

import functools
import json
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.messages import Messages
from tests.torture.ledger import FILED, Change


class Reporter:
    """Every line is written at once: what a killed process said is never taken back."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._asked = 0

    def say(self, *words: object) -> None:
        os.write(self._handle, json.dumps(words).encode() + b"\n")

    def wish(self, change: Change) -> None:
        """Typed or received now; it must be stored 250 ms later."""
        self.say("wish", time.monotonic(), change)

    def told(self, change: Change) -> None:
        """Shown as stored."""
        self.say("told", change)

    async def follow(self, change: Change, work: Awaitable[Any]) -> Any:
        number, self._asked = self._asked, self._asked + 1
        self.say("ask", number, change)
        try:
            result = await work
        except StoreError as error:
            self.say("failed", number, error.kind.value)
            raise
        self.say("done", number)
        return result

    def install(self) -> None:
        """From now on every write of this process is reported."""
        for (owner, name), change_of in _CHANGES.items():
            setattr(owner, name, self._reported(getattr(owner, name), change_of))

    def _reported(
        self, method: Callable[..., Awaitable[Any]], change_of: Callable[..., Change]
    ) -> Callable[..., Awaitable[Any]]:
        @functools.wraps(method)
        async def reported(store: object, *values: Any, **named: Any) -> Any:
            change = change_of(*values, **named)
            return await self.follow(change, method(store, *values, **named))

        return reported


# Replies that are being written; a piece for any other is dropped by the store.
writing: set[str] = set()


def _conversation(conversation: Conversation) -> dict[str, Any]:
    return {f"{name} {conversation.id}": getattr(conversation, name) for name in FILED}


def _message(message: Message) -> dict[str, Any]:
    # A reply whose writer is gone is cut off, which is how it is found again.
    written = message.state is State.WRITING
    (writing.add if written else writing.discard)(message.id)
    facts = {
        f"state {message.id}": (State.CUT_OFF if written else message.state).value,
        f"hidden {message.id}": message.deleted,
    }
    if not written:
        facts |= {f"text {message.id}": message.text, f"thought {message.id}": message.reasoning}
    return facts


def _change(ids: Sequence[str], **values: Any) -> Change:
    return {"set": {f"{name} {id}": value for id in ids for name, value in values.items()}}


def _begin(conversation: Conversation, *messages: Message) -> Change:
    facts = _conversation(conversation)
    for message in messages:
        facts |= _message(message)
    return {"set": facts}


def _journal(message_id: str, text: str, reasoning: str) -> Change:
    if message_id not in writing:
        return {}
    return {"add": {f"text {message_id}": text, f"thought {message_id}": reasoning}}


def _draft(key: str, text: str, *_: object) -> Change:
    return {"set": {f"draft {key}": text}}


_CHANGES: dict[tuple[type, str], Callable[..., Change]] = {
    (Messages, "begin"): _begin,
    (Messages, "journal"): _journal,
    (Messages, "finish"): _begin,
    (Messages, "replace"): lambda message: {"set": _message(message)},
    (Conversations, "save"): lambda conversation: {"set": _conversation(conversation)},
    (Conversations, "change"): _change,
    (Conversations, "delete"): lambda id, *_: {"set": {f"bin {id}": True}},
    (Conversations, "restore"): lambda id: {"set": {f"bin {id}": False}},
    (Conversations, "purge"): lambda ids: {"drop": dict.fromkeys(ids)},
    (Drafts, "save"): _draft,
}
