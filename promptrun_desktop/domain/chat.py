"""A whole conversation as one value: what a document, a back-up or an import holds of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.place import Place


class Chat(NamedTuple):
    """`messages` are the whole tree, all branches, parents before what follows them."""

    conversation: Conversation
    messages: tuple[Message, ...]


class DraftOf(NamedTuple):
    """`key`: see services.drafts."""

    key: str
    draft: Draft


class PlaceIn(NamedTuple):
    conversation_id: str
    place: Place


class Preferences(NamedTuple):
    """Settings by name, as plain values; never a key, nor where one is sent."""

    values: Mapping[str, object]


Extra = DraftOf | PlaceIn | Preferences


class Added(NamedTuple):
    """How many came into the store; nothing of what was there has changed.

    `binned`: so many of the chats that were brought are in the bin, from before or as they came.
    """

    conversations: int = 0
    messages: int = 0
    binned: int = 0
    folders: int = 0


def parents_first(messages: Iterable[Message]) -> list[Message]:
    """In their order, but for those that stand before the message they follow. Where links go in
    circles, the first of a circle is the first to stand there. Of two with one id, the first."""
    given: dict[str, Message] = {}
    for each in messages:
        given.setdefault(each.id, each)
    placed: dict[str, Message] = {}
    waiting: dict[str, list[Message]] = {}

    def place(message: Message) -> None:
        stack = [message]
        while stack:
            each = stack.pop()
            placed[each.id] = each
            following = waiting.pop(each.id, ())
            stack += [one for one in reversed(following) if one.id not in placed]

    for each in given.values():
        parent = each.parent_id
        if parent is None or parent in placed or parent not in given:
            place(each)
        else:
            waiting.setdefault(parent, []).append(each)
    if waiting:
        for each in given.values():
            if each.id not in placed:
                place(each)
    return list(placed.values())


def linked(messages: Iterable[Message], known: Collection[str] = ()) -> list[Message]:
    """Parents first, without circles. What followed a message that is neither among them nor
    `known` follows the one that stands before the first of its followers."""
    found: dict[str, Message] = {}
    instead: dict[str, str | None] = {}
    before: str | None = None
    for each in parents_first(messages):
        parent = each.parent_id
        if parent is None or parent in found or parent in known:
            found[each.id] = each
        else:
            found[each.id] = replace(each, parent_id=instead.setdefault(parent, before))
        before = each.id
    return list(found.values())
