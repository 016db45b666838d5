"""What a row of the list can be asked for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

ID_ROLE = Qt.ItemDataRole.UserRole + 1  # empty but for a chat
TIME_ROLE = ID_ROLE + 1  # empty but for today's chats
WRITING_ROLE = ID_ROLE + 2
UNREAD_ROLE = ID_ROLE + 3
FOLDER_ROLE = ID_ROLE + 4  # the id of a folder at its heading, else empty
FOLDED_ROLE = ID_ROLE + 5
LEFT_ROLE = ID_ROLE + 6  # a chat that is not read yet
INDENT_ROLE = ID_ROLE + 7  # it stands in a folder

# The folder that is being named.
NEW_FOLDER = "+"

Index = QModelIndex | QPersistentModelIndex
