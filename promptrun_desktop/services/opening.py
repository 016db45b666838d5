"""Reads of a conversation what its first picture shows; the rest of a long one is read later."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Protocol

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.outline import AnyMessage, Outline
from promptrun_desktop.domain.place import Place
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tree import Tree

# Conversations of fewer messages are read whole: as fast as a part of them.
LONG = 200
# Messages of the shown branch that are read first, at its end and around the remembered place:
# more than the highest screen shows.
FIRST = 60
_state_of = attrgetter("state")


class ConversationReader(Protocol):
    async def get(self, conversation_id: str) -> Conversation | None: ...


class MessageReader(Protocol):
    async def of(self, conversation_id: str) -> list[Message]: ...
    async def outline(self, conversation_id: str) -> list[Outline]: ...
    async def some(self, ids: Sequence[str]) -> list[Message]: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """`tree` holds all messages of the conversation, most as outlines if it is long."""

    conversation: Conversation
    tree: Tree


class Opening:
    def __init__(
        self, conversations: ConversationReader, messages: MessageReader, places: Places
    ) -> None:
        self._conversations = conversations
        self._messages = messages
        self._places = places

    async def read(self, conversation_id: str) -> Opened | None:
        """None for a conversation that is deleted. Raises StoreError."""
        conversation, outline, _ = await asyncio.gather(
            self._conversations.get(conversation_id),
            self._messages.outline(conversation_id),
            self._places.load(conversation_id),
        )
        if conversation is None:
            return None
        if len(outline) < LONG:
            whole = await self._messages.of(conversation_id)
            return Opened(conversation, Tree(map(settled, whole)))
        tree = Tree(outline)
        # Hardly ever is there one, and ten thousand are looked at.
        if State.WRITING in map(_state_of, outline):
            for each in outline:
                if each.state is State.WRITING:
                    tree.put(each._replace(state=State.CUT_OFF))
        path = branches.visible(tree.path(conversation.leaf_id))
        first = _first(path, self._places.get(conversation_id))
        tree.fill(map(settled, await self._messages.some(first)))
        return Opened(conversation, tree)


def settled(message: Message) -> Message:
    """A reply that is read as being written has lost its writer."""
    if message.state is not State.WRITING:
        return message
    return replace(message, state=State.CUT_OFF, error=ErrorKind.CUT_OFF)


def _first(path: list[AnyMessage], place: Place | None) -> list[str]:
    wanted = path[-FIRST:]
    if place is not None and not place.at_end:
        for at, each in enumerate(path):
            if each.id == place.message_id:
                wanted += path[max(0, at - FIRST // 2) : at + FIRST // 2]
    return list(dict.fromkeys(each.id for each in wanted))
