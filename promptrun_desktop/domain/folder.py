"""Where conversations are put, and on which shelf of the list each is found."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import new_id


@dataclass(frozen=True, slots=True)
class Folder:
    """`position` orders folders, smallest first."""

    name: str
    id: str = field(default_factory=new_id)
    position: int = 0


class ShelfKind(StrEnum):
    PINNED = "pinned"
    FOLDER = "folder"
    RECENT = "recent"
    ARCHIVE = "archive"
    BIN = "bin"


class Shelf(NamedTuple):
    """`folder_id` is empty but for a folder. Every conversation stands on exactly one."""

    kind: ShelfKind
    folder_id: str = ""


PINNED = Shelf(ShelfKind.PINNED)
RECENT = Shelf(ShelfKind.RECENT)
ARCHIVE = Shelf(ShelfKind.ARCHIVE)
BIN = Shelf(ShelfKind.BIN)


def shelf_of(conversation: Conversation) -> Shelf:
    if conversation.deleted_at is not None:
        return BIN
    if conversation.archived:
        return ARCHIVE
    if conversation.pinned:
        return PINNED
    if conversation.folder_id is not None:
        return Shelf(ShelfKind.FOLDER, conversation.folder_id)
    return RECENT
