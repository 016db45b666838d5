"""One chat on its way into the archive: its name, what of it is searched, whether it changed."""

from collections.abc import Container, Sequence
from datetime import datetime
from hashlib import blake2b

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.message import Message
from promptrun_desktop.formats.archive.manifest import is_page
from promptrun_desktop.formats.content import Content, local
from promptrun_desktop.formats.filename import safe_name


def sum_of(chat: Chat, shown: Sequence[Message], salt: str) -> str:
    """Another one as soon as its page would be another; `salt` stands for what else makes that."""
    conversation = chat.conversation
    said = (
        (each.role, each.state, each.created_at, each.model, each.reasoning, each.text)
        for each in shown
    )
    whole = (
        conversation.title,
        conversation.model,
        conversation.instructions,
        conversation.parameters,
        conversation.created_at,
        conversation.updated_at,
        *said,
    )
    digest = blake2b(salt.encode(), digest_size=16)
    digest.update(repr(whole).encode())
    return digest.hexdigest()


def searched(content: Content) -> list[str]:
    """The instructions, then each message; the place of a text is the number of its anchor."""
    return [content.instructions, *(entry.text for entry in content.entries)]


def day_of(moment: datetime, zone: datetime) -> str:
    """`2026-01-31`, in the time zone of `zone`."""
    day = local(moment, zone)
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def page_name(day: str, title: str, id: str, taken: Container[str]) -> str:
    """`2026-01-31 Trip to Rome 3f9a2c1b.html`: sorted by day in a folder, the same whenever it is
    asked for, and another one for another chat, also where upper and lower case are one.

    `taken` has case-folded names of other chats.
    """
    for size in (4, 16):
        mark = blake2b(id.encode(errors="replace"), digest_size=size).hexdigest()
        name = safe_name(f"{day} {title}", f" {mark}.html")
        if name.casefold() not in taken and is_page(name):
            return name
    raise ValueError("two chats of one name")
