"""The messages of an open conversation: outlines, until their texts are read."""

from collections.abc import Iterable
from dataclasses import replace

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import AnyMessage, Outline


class Tree:
    """Holds every message once, in all branches, deleted ones too; given oldest first."""

    def __init__(self, messages: Iterable[AnyMessage] = ()) -> None:
        self._nodes = {each.id: each for each in messages}
        # The path that was asked for last, as ids: walking up ten thousand parents takes longer
        # than all else that is done with them.
        self._path: tuple[str | None, list[str]] = (None, [])
        self._replies: dict[str | None, list[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self._nodes)

    def get(self, id: str | None) -> AnyMessage | None:
        return self._nodes.get(id) if id is not None else None

    def __getitem__(self, id: str) -> AnyMessage:
        """Raises KeyError."""
        return self._nodes[id]

    def put(self, message: AnyMessage) -> None:
        """Add it, or let it take the place of the one it is another value of."""
        if message.id not in self._nodes:
            self._forget()
        self._nodes[message.id] = message

    def drop(self, id: str) -> None:
        self._forget()
        del self._nodes[id]

    def hide(self, id: str, *, deleted: bool) -> None:
        """Mark it as deleted, or bring it back."""
        known = self._nodes[id]
        self._nodes[id] = (
            known._replace(deleted=deleted)
            if isinstance(known, Outline)
            else replace(known, deleted=deleted)
        )

    def fill(self, messages: Iterable[Message]) -> list[Message]:
        """Put what was read in place of outlines, as which it may have been hidden meanwhile;
        what is known whole is newer than what was read. Returns what was put."""
        filled = []
        for message in messages:
            known = self._nodes.get(message.id)
            if isinstance(known, Outline):
                hidden = known.deleted is not message.deleted
                whole = replace(message, deleted=known.deleted) if hidden else message
                self._nodes[message.id] = whole
                filled.append(whole)
        return filled

    def path(self, leaf_id: str | None) -> list[AnyMessage]:
        """From the first message to the leaf, deleted ones too."""
        leaf, ids = self._path
        if leaf_id == leaf:
            return list(map(self._nodes.__getitem__, ids))
        path = self._straight_path(leaf_id)
        if path is None:
            path = branches.path_to(leaf_id, self._nodes)
        self._path = (leaf_id, [each.id for each in path])
        return path

    def whole_path(self, leaf_id: str | None) -> list[Message]:
        """Raises LookupError where a text is not read: a history with a gap is sent to no one."""
        path = []
        for message in self.path(leaf_id):
            if isinstance(message, Outline):
                raise LookupError(message.id)
            path.append(message)
        return path

    def versions(self, message: AnyMessage) -> list[AnyMessage]:
        if self._replies is None:
            self._replies = {}
            for each in self._nodes.values():
                self._replies.setdefault(each.parent_id, []).append(each.id)
        same = self._replies.get(message.parent_id, [])
        return branches.versions(message, [self._nodes[id] for id in same])

    def newest_leaf(self, start: AnyMessage) -> AnyMessage:
        return branches.newest_leaf(start, self._nodes.values())

    def unread(self) -> list[str]:
        """Ids of what is not read, the newest first."""
        # By type: isinstance() would take twice as long, and this runs before the first picture.
        return [id for id, each in reversed(self._nodes.items()) if type(each) is Outline]

    def _straight_path(self, leaf_id: str | None) -> list[AnyMessage] | None:
        """Found in one pass from the newest to the oldest, a third of the time of looking up each
        parent; None where a message is older than the one it follows, or links run in a loop."""
        path: list[AnyMessage] = []
        wanted = leaf_id
        for id, message in reversed(self._nodes.items()):
            if id == wanted:
                path.append(message)
                wanted = message.parent_id
        if wanted in self._nodes:
            return None
        path.reverse()
        return path

    def _forget(self) -> None:
        self._path = (None, [])
        self._replies = None
