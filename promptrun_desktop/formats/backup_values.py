"""What a back-up holds as records, and back; our own processes tell each other of chats so, too."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any

from promptrun_desktop.domain.chat import Chat, DraftOf, Extra, PlaceIn, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats import record
from promptrun_desktop.formats.backup_lines import Unread
from promptrun_desktop.formats.backup_members import BackUpError

Value = Folder | Chat | Extra

# A chat that is larger than that is read in parts.
_MESSAGES, _CHARS = 10_000, 16_000_000


def records_of(value: Value) -> Iterator[tuple[str, record.Record]]:
    """Each with its kind."""
    match value:
        case Chat(conversation, messages):
            yield "chat", record.from_conversation(conversation)
            for message in messages:
                yield "message", record.from_message(message)
        case Folder():
            yield "folder", record.from_folder(value)
        case DraftOf():
            yield "draft", record.from_draft(value)
        case PlaceIn():
            yield "place", record.from_place(value)
        case Preferences(values):
            yield "preferences", dict(values)


def values_of(
    found: Iterable[tuple[str, record.Record]], unread: Unread
) -> Generator[Value, None, None]:
    """In their order; kinds that are not known are passed over. A very large chat comes in parts
    that follow each other, as chats of the same conversation.

    `unread` is told the kind of each record that cannot be read. What `found` raises passes, a
    BackUpError after what was whole by then.
    """
    chat = _Part(None)
    try:
        for kind, each in found:
            try:
                if kind == "message":
                    yield from chat.add(record.to_message(each))
                elif kind == "chat":
                    yield from chat.end()
                    # What follows belongs to no chat where this one cannot be read.
                    chat = _Part(None)
                    chat = _Part(record.to_conversation(each))
                elif (read := _READ.get(kind)) is not None:
                    yield from chat.end()
                    yield read(each)
            except ValueError:
                unread(kind)
    except BackUpError:
        yield from chat.end()
        raise
    yield from chat.end()


class _Part:
    """Of a chat: messages that were read and not handed on yet."""

    def __init__(self, conversation: Conversation | None) -> None:
        self._conversation = conversation
        self._messages: list[Message] = []
        self._chars = 0
        self._is_told = False

    def add(self, message: Message) -> Iterator[Chat]:
        """Raises ValueError where the chat that it belongs to could not be read."""
        if self._conversation is None:
            raise ValueError("a message of no chat")
        self._messages.append(message)
        self._chars += len(message.text) + len(message.reasoning)
        if len(self._messages) >= _MESSAGES or self._chars >= _CHARS:
            yield from self._taken(self._conversation)

    def end(self) -> Iterator[Chat]:
        if self._conversation is not None and (self._messages or not self._is_told):
            yield from self._taken(self._conversation)

    def _taken(self, conversation: Conversation) -> Iterator[Chat]:
        messages, self._messages = tuple(self._messages), []
        self._chars, self._is_told = 0, True
        yield Chat(conversation, messages)


_READ: Mapping[str, Callable[[Mapping[str, Any]], Folder | Extra]] = {
    "folder": record.to_folder,
    "draft": record.to_draft,
    "place": record.to_place,
    "preferences": lambda values: Preferences(dict(values)),
}
