"""An object that is one chat, a member at a time, until it ends."""

from typing import Any

from promptrun_desktop.formats.foreign.pieces import MOST_CHARS
from promptrun_desktop.formats.foreign.report import Reason, Unreadable

_MOST_MEMBERS = 100_000


class Members:
    """`is_too_large`: more than one chat may be, so that nothing of it is kept."""

    def __init__(self) -> None:
        self.is_too_large = self._is_spoilt = False
        self._members: dict[str, Any] = {}
        self._size = self._count = 0

    def add(self, name: str, member: object, size: int) -> None:
        self._size += size
        self._count += 1
        if self._count > _MOST_MEMBERS:
            raise Unreadable(Reason.TOO_LARGE)
        if self._size > MOST_CHARS:
            self.is_too_large = True
            self.spoil()
        if not self._is_spoilt:
            self._members[name] = member

    def spoil(self) -> None:
        """A chat without one of its members is not the chat."""
        self._is_spoilt = True
        self._members = {}

    def taken(self) -> tuple[dict[str, Any], int]:
        members, size = self._members, self._size
        self.__init__()  # type: ignore[misc]
        return members, size
