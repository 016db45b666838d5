"""Paths through the tree of a conversation's messages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from promptrun_desktop.domain.message import Message, Role, State


class Node(Protocol):
    """What a path asks of a message: an outline, read without the texts, has it too."""

    @property
    def id(self) -> str: ...
    @property
    def parent_id(self) -> str | None: ...
    @property
    def role(self) -> Role: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def deleted(self) -> bool: ...


N = TypeVar("N", bound=Node)


def path_to(leaf_id: str | None, messages: Mapping[str, N]) -> list[N]:
    """From the first message to the leaf, deleted ones too; a broken or looping link ends it."""
    path: dict[str, N] = {}
    while leaf_id is not None and leaf_id not in path:
        message = messages.get(leaf_id)
        if message is None:
            break
        path[leaf_id] = message
        leaf_id = message.parent_id
    return list(path.values())[::-1]


def visible(path: Iterable[N]) -> list[N]:
    return [message for message in path if not message.deleted]


def history(path: Iterable[Message]) -> list[Message]:
    """What is sent as context: stopped and cut off replies too, never failed or empty ones."""
    return [
        message
        for message in visible(path)
        if message.text.strip() and not (message.role is Role.ASSISTANT and _unfit(message))
    ]


def _unfit(reply: Message) -> bool:
    return reply.state in (State.FAILED, State.WRITING)


def versions(message: Node, messages: Iterable[N]) -> list[N]:
    """The messages that answer the same parent in the same role, oldest first."""
    same = [
        each
        for each in messages
        if each.parent_id == message.parent_id and each.role is message.role and not each.deleted
    ]
    return sorted(same, key=lambda each: (each.created_at, each.id))


def newest_leaf(start: N, messages: Iterable[N]) -> N:
    """The end of the branch below `start` that was written last; a deleted message is followed
    only where there is no other."""
    children: dict[str | None, list[N]] = {}
    for each in messages:
        children.setdefault(each.parent_id, []).append(each)
    leaf, seen = start, {start.id}
    while following := [each for each in children.get(leaf.id, []) if each.id not in seen]:
        leaf = max(following, key=lambda each: (not each.deleted, each.created_at, each.id))
        seen.add(leaf.id)
    return leaf
