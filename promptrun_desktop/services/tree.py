"""The messages of an open conversation: outlines, until their texts are read."""

from collections.abc import Iterable
from dataclasses import replace

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.outline import AnyMessage, Outline


class Tree:
    """Holds every message once, in all branches, deleted ones too; given oldest first."""

    def __init__(self, messages: Iterable[AnyMessage] = ()) -> None:
        self._nodes = {each.id: each for each in messages}
        self._adopted = self._adopt()
        # The path that was asked for last, as ids: walking up ten thousand parents takes longer
        # than all else that is done with them.
        self._path: tuple[str | None, list[str]] = (None, [])
        self._replies: dict[str | None, list[str]] | None = None

    def __bool__(self) -> bool:
        return bool(self._nodes)

    def all(self) -> list[AnyMessage]:
        """Oldest first, in all branches, deleted ones too."""
        return list(self._nodes.values())

    def __len__(self) -> int:
        """Of all branches, deleted messages too."""
        return len(self._nodes)

    def get(self, id: str | None) -> AnyMessage | None:
        return self._nodes.get(id) if id is not None else None

    def __getitem__(self, id: str) -> AnyMessage:
        """Raises KeyError."""
        return self._nodes[id]

    def put(self, message: AnyMessage) -> None:
        """Add it, or let it take the place of the one it is another value of."""
        if message.id not in self._nodes:
            self._path = (None, [])
            if self._replies is not None:
                self._replies.setdefault(message.parent_id, []).append(message.id)
        self._nodes[message.id] = message

    def drop(self, id: str) -> None:
        self._path, self._replies = (None, []), None
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
        if self._adopted:
            path = self._beyond_gaps(path)
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

    def _adopt(self) -> dict[str, str]:
        """What followed a message that is lost follows the one before; the rest of a conversation
        is not lost with it."""
        adopted: dict[str, str] = {}
        # Versions of one answer stay versions.
        heirs: dict[str, str | None] = {}
        before = None
        for id, each in self._nodes.items():
            parent_id = each.parent_id
            if parent_id not in self._nodes and (parent_id or each.role is Role.ASSISTANT):
                heir = heirs.setdefault(parent_id or id, before)
                if heir is not None:
                    adopted[id] = heir
            before = id
        return adopted

    def _beyond_gaps(self, path: list[AnyMessage]) -> list[AnyMessage]:
        seen = {each.id for each in path}
        while path and (before := self._adopted.get(path[0].id)) and before not in seen:
            above = [each for each in branches.path_to(before, self._nodes) if each.id not in seen]
            seen.update(each.id for each in above)
            path = above + path
        return path

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
