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

    async def read(self, conversation_id: str, at: str = "") -> Opened | None:
        """None for a conversation that is deleted. Raises StoreError.

        Around the message `at`, in whichever branch, texts are read as well.
        """
        conversation, outline, _ = await asyncio.gather(
            self._conversations.get(conversation_id),
            self._messages.outline(conversation_id),
            self._places.load(conversation_id),
        )
        if conversation is None:
            return None
        if outline and conversation.leaf_id not in {each.id for each in outline}:
            # Its end is lost: what was said last is shown, not nothing.
            conversation = replace(conversation, leaf_id=outline[-1].id)
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
        first = path[-FIRST:]
        place = self._places.get(conversation_id)
        if place is not None and not place.at_end:
            first += _around(path, place.message_id)
        if at:
            first += _around(path, at) or _around(_branch_of(tree, at), at)
        ids = list(dict.fromkeys(each.id for each in first))
        tree.fill(map(settled, await self._messages.some(ids)))
        return Opened(conversation, tree)


def settled(message: Message) -> Message:
    """A reply that is read as being written has lost its writer."""
    if message.state is not State.WRITING:
        return message
    return replace(message, state=State.CUT_OFF, error=ErrorKind.CUT_OFF)


def _around(path: list[AnyMessage], message_id: str) -> list[AnyMessage]:
    """Empty where the message is not on the path."""
    for at, each in enumerate(path):
        if each.id == message_id:
            return path[max(0, at - FIRST // 2) : at + FIRST // 2]
    return []


def _branch_of(tree: Tree, message_id: str) -> list[AnyMessage]:
    message = tree.get(message_id)
    if message is None:
        return []
    return branches.visible(tree.path(tree.newest_leaf(message).id))
