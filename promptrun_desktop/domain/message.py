"""One message of a conversation: a frozen value."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import uuid4


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class State(StrEnum):
    """How a message ended. Text that is not COMPLETE is never shown as if it were."""

    WRITING = "writing"
    COMPLETE = "complete"
    STOPPED = "stopped"
    CUT_OFF = "cut_off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Usage:
    """Language-model tokens; `cost` in US dollars where the endpoint says it."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: Decimal | None = None


def new_id() -> str:
    return uuid4().hex


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Message:
    """`parent_id` is the message it follows; None for the first of a conversation.

    `error` is an `ErrorKind` value for a failed or cut off reply, `detail` what the endpoint said
    (foreign text, at most 300 characters), `seconds` the time from request to last byte and
    `thinking_seconds` that from the first of `reasoning` to the first of `text`, or to the end.
    A deleted message stays in the tree, hidden, so that what follows keeps its place.
    `doubtful`: something of it was damaged where it is stored, and stands here as its default.
    """

    role: Role
    text: str
    parent_id: str | None = None
    id: str = field(default_factory=new_id)
    created_at: datetime = field(default_factory=now)
    state: State = State.COMPLETE
    model: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    error: str | None = None
    detail: str = ""
    seconds: float | None = None
    deleted: bool = False
    thinking_seconds: float | None = None
    doubtful: bool = False
