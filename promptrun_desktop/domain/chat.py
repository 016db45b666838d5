"""A whole conversation as one value: what a document, a back-up or an import holds of it."""

from typing import NamedTuple

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message


class Chat(NamedTuple):
    """`messages` are the whole tree, all branches, parents before what follows them."""

    conversation: Conversation
    messages: tuple[Message, ...]
