"""What is drawn of a chat, for those who know no formats: the window, and its helper process."""

from collections.abc import Collection
from datetime import datetime

from promptrun_desktop.domain.branches import visible
from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats.content import Content, Entry, content_of
from promptrun_desktop.formats.format import Draw, undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL, Options
from promptrun_desktop.services.tree import Tree

__all__ = [
    "ALL",
    "Content",
    "Draw",
    "Entry",
    "Labels",
    "Options",
    "content_of",
    "content_of_chat",
    "shown",
    "undrawn",
]


def content_of_chat(
    chat: Chat,
    labels: Labels,
    exported_at: datetime,
    options: Options,
    message_ids: Collection[str] | None = None,
) -> Content:
    """Of the branch that is shown; `message_ids`: of these alone."""
    messages = shown(chat)
    if message_ids is not None:
        chosen = set(message_ids)
        messages = [each for each in messages if each.id in chosen]
    return content_of(chat.conversation, messages, labels, exported_at, options)


def shown(chat: Chat) -> list[Message]:
    """First to last, without deleted messages. Where its end is lost: up to what came last."""
    # As the window has it, also where a message between them is lost.
    tree, leaf = Tree(chat.messages), chat.conversation.leaf_id
    if tree.get(leaf) is None and chat.messages:
        leaf = chat.messages[-1].id
    return visible(tree.whole_path(leaf))
