"""Going on with a reply that ended early: what is asked, and what its next version begins with."""

from collections.abc import Sequence

from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import AnyMessage

# Asked as a question of its own: many endpoints refuse a request that ends with an answer, or
# answer it anew. It is no message of the chat.
GO_ON = (
    "Continue exactly where you stopped, in the same language. "
    "Do not repeat anything, and add nothing before it."
)


def can_continue(message: AnyMessage) -> bool:
    """Whether it is a reply with some text that was stopped, cut, or too long for the model."""
    if not isinstance(message, Message) or message.role is not Role.ASSISTANT:
        return False
    ended_early = message.state in (State.STOPPED, State.CUT_OFF) or (
        message.state is State.COMPLETE and message.error == ErrorKind.REPLY_LIMIT
    )
    return ended_early and bool(message.text.strip())


def next_version(message: Message, model: str) -> Message:
    """The reply to be written: it begins with all that there is."""
    return Message(
        Role.ASSISTANT,
        message.text,
        message.parent_id,
        state=State.WRITING,
        model=model,
        reasoning=message.reasoning,
        thinking_seconds=message.thinking_seconds,
    )


def asked_on(history: Sequence[Message], message: Message) -> list[Message]:
    """What is sent so that a model goes on after `message`, the answer to `history`."""
    return [*history, message, Message(Role.USER, GO_ON)]


def superseded(message: Message, versions: Sequence[AnyMessage]) -> bool:
    """Whether it says nothing that another version does not: a continuation that brought
    nothing, which its next attempt may replace."""
    return any(
        isinstance(each, Message) and each.id != message.id and each.text == message.text
        for each in versions
    )
