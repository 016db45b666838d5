"""What a person wants done with chats and folders: said by lists and menus, done by the binder."""

from PySide6.QtCore import QObject, Signal


class Wishes(QObject):
    """`ids` are lists of conversation ids; a folder's id is empty for no folder."""

    opened = Signal(str)
    renamed = Signal(str, str)
    exported = Signal(list)
    printed = Signal(list)
    # All chats as documents; chats of another app.
    all_exported = Signal()
    brought = Signal()
    pinned = Signal(list, bool)
    archived = Signal(list, bool)
    moved = Signal(list, str)
    deleted = Signal(list)
    restored = Signal(list)
    purged = Signal(list)
    emptied = Signal()
    folder_made = Signal(str, list)
    folder_renamed = Signal(str, str)
    folder_deleted = Signal(str)
    # The ids of all folders that show their heading alone, now.
    folded = Signal(list)
    # Of this shelf (of the domain) so many more chats are needed.
    wanted = Signal(object, int)
