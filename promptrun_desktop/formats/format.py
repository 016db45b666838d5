"""What a format is to those who offer it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats.labels import Labels

Render = Callable[[Conversation, Sequence[Message], Labels, datetime], str]


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` begins with a dot. The text `render` returns can be encoded as UTF-8."""

    key: str
    suffix: str
    render: Render
