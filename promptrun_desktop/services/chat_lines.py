"""Chats as lines, between our own processes: each line is short, whatever was said.

A folder or what a back-up holds beside chats; a conversation, then its messages, parents first; the
rest of a long text, in pieces. A line is read at once: a long one would hold the interpreter's lock
for so long that it were felt in the window.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from promptrun_desktop.domain.chat import Chat, DraftOf, Extra, PlaceIn, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats import record
from promptrun_desktop.text.unicode import clean

# Characters of a text in one line.
PIECE = 100_000
END = b"\n"
Value = Folder | Chat | Extra

# What stands in a line of its own.
_SINGLE: dict[str, Callable[[Any], Folder | Extra]] = {
    "folder": record.to_folder,
    "draft": record.to_draft,
    "place": record.to_place,
    "preferences": lambda values: Preferences(dict(values)),
}


def lines_of(value: Value) -> Iterator[bytes]:
    match value:
        case Chat(conversation, messages):
            yield _line({"conversation": record.from_conversation(conversation)})
            for message in messages:
                yield from _message_lines(message)
        case Folder():
            yield _line({"folder": record.from_folder(value)})
        case DraftOf():
            yield _line({"draft": record.from_draft(value)})
        case PlaceIn():
            yield _line({"place": record.from_place(value)})
        case Preferences(values):
            yield _line({"preferences": dict(values)})


def read(lines: Iterable[bytes]) -> Iterator[Value]:
    """Up to `END`, or to their end. Raises ValueError for anything but such lines."""
    reading: _Reading | None = None
    for line in lines:
        if line == END:
            break
        value = json.loads(line)
        if not isinstance(value, dict) or len(value) != 1:
            raise ValueError("not a line of a chat")
        ((kind, content),) = value.items()
        if reading is not None and (kind == "conversation" or kind in _SINGLE):
            yield reading.chat()
            reading = None
        if kind in _SINGLE:
            yield _SINGLE[kind](content)
        elif kind == "conversation":
            reading = _Reading(record.to_conversation(content))
        elif reading is None:
            raise ValueError("a message without a chat")
        else:
            reading.add(kind, content)
    if reading is not None:
        yield reading.chat()


class _Reading:
    """A chat so far. Lists, for a text of many pieces would be copied with each."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._messages: list[Message] = []
        self._pieces: dict[str, list[str]] = {}

    def add(self, kind: str, content: Any) -> None:
        if kind == "message":
            self._finish()
            self._messages.append(record.to_message(content))
        elif kind in ("text", "reasoning") and self._messages and isinstance(content, str):
            self._pieces.setdefault(kind, []).append(clean(content))
        else:
            raise ValueError(f"{kind} is no part of a chat")

    def chat(self) -> Chat:
        self._finish()
        return Chat(self._conversation, tuple(self._messages))

    def _finish(self) -> None:
        if self._pieces:
            last, pieces = self._messages[-1], self._pieces
            self._messages[-1] = replace(
                last,
                text="".join([last.text, *pieces.get("text", [])]),
                reasoning="".join([last.reasoning, *pieces.get("reasoning", [])]),
            )
            self._pieces = {}


def _message_lines(message: Message) -> Iterator[bytes]:
    text, reasoning = message.text, message.reasoning
    if len(text) <= PIECE and len(reasoning) <= PIECE:
        yield _line({"message": record.from_message(message)})
        return
    first = replace(message, text=text[:PIECE], reasoning=reasoning[:PIECE])
    yield _line({"message": record.from_message(first)})
    for kind, whole in (("text", text), ("reasoning", reasoning)):
        for start in range(PIECE, len(whole), PIECE):
            yield _line({kind: whole[start : start + PIECE]})


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
