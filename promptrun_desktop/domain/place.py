"""Where a person was reading in a conversation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The topmost unit that is seen, and how many pixels of it are above the view's upper edge.

    `leaf` counts the units of the message from 0. `at_end`: the end of the conversation was in
    view, which is returned to however long the conversation has become.
    """

    message_id: str
    leaf: int = 0
    offset: int = 0
    at_end: bool = False
