"""A message without its texts: enough to lay a conversation out before they are read."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from promptrun_desktop.domain.message import Message, Role, State

_START = datetime(1970, 1, 1, tzinfo=UTC)


class Outline(NamedTuple):
    """Fields are those of the `Message` of the same id.

    `chars` counts code points of its text, `lines` its lines; `micros` is `created_at` in
    microseconds since 1970, and 1970 where that is no time. (A tuple: ten thousand are made
    while a person waits.)
    """

    id: str
    parent_id: str | None
    role: Role
    state: State
    deleted: bool
    chars: int
    lines: int
    micros: int

    @property
    def created_at(self) -> datetime:
        try:
            return _START + timedelta(microseconds=self.micros)
        except OverflowError:
            return _START


AnyMessage = Message | Outline
