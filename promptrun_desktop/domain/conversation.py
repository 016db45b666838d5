"""A conversation: its title, what it is asked with, and where its shown branch ends."""

from dataclasses import dataclass, field
from datetime import datetime

from promptrun_desktop.domain.message import new_id, now


@dataclass(frozen=True, slots=True)
class Parameters:
    """None means that the model decides: the request then has no such key.

    `temperature` 0–2, `top_p` 0–1.
    """

    temperature: float | None = None
    top_p: float | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """`leaf_id` is the last message of the branch that is shown; None before the first.

    `title` is empty until the first exchange names it; `named`: a person did, so nothing else
    does. `instructions` is the system prompt. `deleted_at`: since when it is in the bin.
    """

    id: str = field(default_factory=new_id)
    title: str = ""
    model: str = ""
    instructions: str = ""
    parameters: Parameters = Parameters()
    leaf_id: str | None = None
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    named: bool = False
    pinned: bool = False
    archived: bool = False
    folder_id: str | None = None
    deleted_at: datetime | None = None
