"""What every document says of a conversation, in words and independent of its form."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL, Options
from promptrun_desktop.text.unicode import clean


class Content(NamedTuple):
    """`facts` are names and values in the order to show them.

    `conversation` and `options` are for a form that is read back: what is wanted of it is decided.
    """

    title: str
    facts: list[tuple[str, str]]
    instructions: str
    entries: list["Entry"]
    conversation: Conversation
    options: Options


class Entry(NamedTuple):
    """One message; `time` is written for people, `ending` empty where it is complete.

    `thinking`, `time` and `model` are empty where they are not wanted.
    """

    message: Message
    text: str
    thinking: str
    author: str
    time: str
    model: str
    ending: str


def content_of(
    conversation: Conversation,
    messages: Sequence[Message],
    labels: Labels,
    exported_at: datetime,
    options: Options = ALL,
) -> Content:
    """Deleted messages are left out. Times are those of `exported_at`'s time zone, and where that
    is this computer's, of its summers and winters."""
    parameters = conversation.parameters
    facts = [
        (labels.model, conversation.model if options.models else ""),
        (labels.started, _time(conversation.created_at, exported_at) if options.times else ""),
        (labels.exported, _time(exported_at, exported_at) if options.times else ""),
        (labels.temperature, _number(parameters.temperature)),
        (labels.top_p, _number(parameters.top_p)),
    ]
    return Content(
        one_line(conversation.title) or labels.untitled,
        [(name, one_line(value)) for name, value in facts if value],
        clean(conversation.instructions),
        [_entry(each, labels, exported_at, options) for each in messages if not each.deleted],
        conversation,
        options,
    )


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _entry(message: Message, labels: Labels, exported_at: datetime, options: Options) -> Entry:
    authors = {
        Role.USER: labels.you,
        Role.ASSISTANT: labels.assistant,
        Role.SYSTEM: labels.system,
    }
    endings = {
        State.COMPLETE: "",
        State.WRITING: labels.writing,
        State.STOPPED: labels.stopped,
        State.CUT_OFF: labels.cut_off,
        State.FAILED: labels.failed,
    }
    return Entry(
        message,
        clean(message.text),
        clean(message.reasoning) if options.thinking else "",
        authors[message.role],
        _time(message.created_at, exported_at) if options.times else "",
        one_line(message.model) if options.models else "",
        endings[message.state],
    )


def _time(when: datetime, exported_at: datetime) -> str:
    """In one form everywhere, so that it sorts and means the same in every country."""
    return local(when, exported_at).strftime("%Y-%m-%d %H:%M %Z").rstrip()


def local(when: datetime, exported_at: datetime) -> datetime:
    """In the time zone of `exported_at`."""
    here = exported_at.astimezone()
    is_here = (here.utcoffset(), here.tzname()) == (exported_at.utcoffset(), exported_at.tzname())
    # What `astimezone` makes of this computer's zone knows no season but that of its moment.
    return when.astimezone(None if is_here else exported_at.tzinfo)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
