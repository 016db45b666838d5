"""What is carried while chats are dragged: their ids, in a form that is nobody else's."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

MIME = "application/x-promptrun-chats"


def carry(ids: Iterable[str]) -> QMimeData:
    mime = QMimeData()
    mime.setData(MIME, "\n".join(ids).encode())
    return mime


def carried(mime: QMimeData) -> list[str]:
    """Empty for what another program drags: its text is nothing here."""
    found = bytes(mime.data(MIME).data()).decode(errors="replace") if mime.hasFormat(MIME) else ""
    return found.split("\n") if found else []
