"""Paths through the tree of a conversation's messages."""

from collections.abc import Iterable, Mapping

from promptrun_desktop.domain.message import Message, Role, State


def path_to(leaf_id: str | None, messages: Mapping[str, Message]) -> list[Message]:
    """From the first message to the leaf, deleted ones too; a broken or looping link ends it."""
    path: list[Message] = []
    seen: set[str] = set()
    while leaf_id is not None and leaf_id not in seen and leaf_id in messages:
        seen.add(leaf_id)
        path.append(messages[leaf_id])
        leaf_id = messages[leaf_id].parent_id
    path.reverse()
    return path


def visible(path: Iterable[Message]) -> list[Message]:
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


def versions(message: Message, messages: Iterable[Message]) -> list[Message]:
    """The messages that answer the same parent in the same role, oldest first."""
    same = [
        each
        for each in messages
        if each.parent_id == message.parent_id and each.role is message.role and not each.deleted
    ]
    return sorted(same, key=lambda each: (each.created_at, each.id))


def newest_leaf(start: Message, messages: Iterable[Message]) -> Message:
    """The end of the branch below `start` that was written last."""
    children: dict[str | None, list[Message]] = {}
    for each in messages:
        children.setdefault(each.parent_id, []).append(each)
    leaf, seen = start, {start.id}
    while following := [each for each in children.get(leaf.id, []) if each.id not in seen]:
        leaf = max(following, key=lambda each: (each.created_at, each.id))
        seen.add(leaf.id)
    return leaf
