"""The chats of a job: those that are stored, and those that the window knows better."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from promptrun_desktop.domain.chat import Chat

if TYPE_CHECKING:
    from promptrun_desktop.store.everything import Everything


class Chats(NamedTuple):
    """`total` as far as it is known before. `stored` is None where nothing of it is needed."""

    total: int
    each: Iterator[Chat]
    stored: "Everything | None"


class Source:
    """`ids` of the job are chats in the order wanted; None: all, the last changed one first."""

    def __init__(self, job: dict[str, Any], given: Sequence[Chat]) -> None:
        self._database = Path(job["database"])
        self._ids: list[str] | None = job["ids"]
        self._given: dict[str, Chat] = {}
        for each in given:
            # A very large one comes in parts.
            known = self._given.setdefault(each.conversation.id, each)
            if known is not each:
                whole = Chat(known.conversation, known.messages + each.messages)
                self._given[each.conversation.id] = whole

    @contextmanager
    def open(self, *, deleted: bool = False) -> Iterator[Chats]:
        """`deleted`: those in the bin too. Raises StoreError."""
        ids = self._ids
        if ids is not None and set(ids) <= self._given.keys():
            # Also where the file can not be read any more.
            yield Chats(len(ids), map(self._given.__getitem__, ids), None)
            return
        # sqlite3 is loaded where it is needed.
        from promptrun_desktop.store.everything import open_everything

        with open_everything(self._database) as stored:
            if ids is None:
                total = stored.count(deleted=deleted).conversations
                # What is not stored yet, for want of room, comes first: it is the newest.
                known = {each.conversation.id for each in stored.chats([*self._given], deleted)}
                fresh = [each for id, each in self._given.items() if id not in known]
                each = self._instead(fresh, stored.chats(deleted=deleted))
                yield Chats(total + len(fresh), each, stored)
            else:
                found = stored.chats([id for id in ids if id not in self._given])
                yield Chats(len(ids), self._in_order(ids, found), stored)

    def _instead(self, fresh: list[Chat], stored: Iterator[Chat]) -> Iterator[Chat]:
        yield from fresh
        for each in stored:
            yield self._given.get(each.conversation.id, each)

    def _in_order(self, ids: list[str], stored: Iterator[Chat]) -> Iterator[Chat]:
        """Those that are gone meanwhile are passed over."""
        following = next(stored, None)
        for id in ids:
            if id in self._given:
                yield self._given[id]
            elif following is not None and following.conversation.id == id:
                yield following
                following = next(stored, None)
