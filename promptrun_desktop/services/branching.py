"""A new conversation that begins as another did, up to one of its messages."""

from collections.abc import Iterable
from dataclasses import replace

from promptrun_desktop.domain.branches import visible
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, new_id, now


def branch_of(
    conversation: Conversation, path: Iterable[Message], title: str
) -> tuple[Conversation, list[Message]]:
    """Copies with ids of their own; when each was written, by whom, and what it cost stays true.

    Deleted messages are left out. What the chat is asked with comes along, and its folder.
    """
    copies: list[Message] = []
    parent: str | None = None
    for message in visible(path):
        copy = replace(message, id=new_id(), parent_id=parent)
        copies.append(copy)
        parent = copy.id
    moment = now()
    branch = replace(
        conversation,
        id=new_id(),
        title=title,
        leaf_id=parent,
        created_at=moment,
        updated_at=moment,
        pinned=False,
        archived=False,
        deleted_at=None,
    )
    return branch, copies
