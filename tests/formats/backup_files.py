"""Back-ups to be read, honest and otherwise, as bytes."""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from promptrun_desktop.domain.chat import Chat, Extra
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.formats import backup

MANIFEST = {
    "format": "promptrun back-up",
    "version": 1,
    "created_at": "2026-05-13T12:00:00.000000Z",
}
CHAT = {"chat": {"id": "c", "title": "Soup", "created_at": "2026-05-13T12:00:00.000000Z"}}
MESSAGE = {
    "message": {
        "id": "m",
        "role": "user",
        "text": "How?",
        "created_at": "2026-05-13T12:00:00.000000Z",
    }
}


def written(
    chats: Iterable[Chat] = (), folders: Iterable[Folder] = (), extras: Iterable[Extra] = ()
) -> bytes:
    stream = io.BytesIO()
    backup.write(stream, folders, chats, extras)
    return stream.getvalue()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return stream.getvalue()


def made(
    *records: object, manifest: object = MANIFEST, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Each record an object, or the bytes of a line."""
    lines = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in records]
    return packed(
        ("manifest.json", json.dumps(manifest).encode()),
        ("records.jsonl", b"".join(line + b"\n" for line in lines)),
        method=method,
    )


def lines(data: bytes) -> list[dict[str, dict[str, object]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [json.loads(line) for line in file.read("records.jsonl").splitlines()]


def read(data: bytes) -> tuple[list[object], list[str], str]:
    """What came, what could not be read, and the reason why it ended; empty where it was whole."""
    found: list[object] = []
    unread: list[str] = []
    try:
        for each in backup.read(io.BytesIO(data), unread.append):
            found.append(each)
    except backup.BackUpError as error:
        return found, unread, error.reason
    return found, unread, ""


def chats_of(found: Sequence[object]) -> list[Chat]:
    return [each for each in found if isinstance(each, Chat)]
