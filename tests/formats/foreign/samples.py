"""Files as other programs write them, made by ourselves, and what is expected to come of each.

`python -m tests.formats.foreign.samples` writes what is expected; read what changed: other ids
mean that whoever brings the same file in again gets all of it twice.
"""

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.formats import record
from promptrun_desktop.formats.foreign import Report, Source, read

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = Path(__file__).parent / "expected"
# When the files were last changed, where they say nothing of times themselves.
CHANGED = datetime(2026, 1, 31, 12, tzinfo=UTC)

SOURCES = {
    "chatgpt.json": Source.CHATGPT,
    "claude.json": Source.CLAUDE,
    "open_webui.json": Source.OPEN_WEBUI,
    "librechat_flat.json": Source.LIBRECHAT,
    "librechat_tree.json": Source.LIBRECHAT,
    "lm_studio.json": Source.LM_STUDIO,
    "jan": Source.JAN,
    "jan_thread.json": Source.JAN,
    "chatbox.json": Source.CHATBOX,
    "openai.json": Source.OPENAI,
    "openai_list.json": Source.OPENAI,
    "openai_chats.jsonl": Source.OPENAI,
    "openai_messages.jsonl": Source.OPENAI,
    "own_1.md": Source.OWN_MARKDOWN,
}

Arrivals = list[Chat | Folder]


def read_all(path: Path) -> tuple[Arrivals, Report]:
    report = Report()
    return list(read(path, report)), report


def chats_of(path: Path) -> list[Chat]:
    return [each for each in read_all(path)[0] if isinstance(each, Chat)]


def placed(target: Path, name: str) -> Path:
    """A copy that was last changed at CHANGED."""
    path = target / name
    if (FIXTURES / name).is_dir():
        shutil.copytree(FIXTURES / name, path)
        found = [each for each in path.rglob("*") if each.is_file()]
    else:
        found = [Path(shutil.copy(FIXTURES / name, path))]
    for each in found:
        os.utime(each, (CHANGED.timestamp(), CHANGED.timestamp()))
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))
    return path


def packed(path: Path, *others: tuple[str, bytes], into: Path) -> Path:
    """A zip as the programs make it: with other files around those that matter."""
    found = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (("user.json", b'{"id": "u", "email": "a@b.example"}'), *others):
            file.writestr(name, data)
        for each in found:
            name = each.name if path.is_file() else each.relative_to(path).as_posix()
            info = zipfile.ZipInfo(name, CHANGED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, each.read_bytes())
    return into


def told(arrivals: Arrivals, report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "chats": report.chats,
        "messages": report.messages,
        "folders": report.folders,
        "empty": report.empty,
        "unread": [list(each) for each in report.unread],
        "arrivals": [_record(each) for each in arrivals],
    }


def _record(each: Chat | Folder) -> dict[str, Any]:
    if isinstance(each, Folder):
        return {"folder": record.from_folder(each)}
    return {
        "chat": record.from_conversation(each.conversation),
        "messages": [record.from_message(message) for message in each.messages],
    }


def expected(name: str) -> dict[str, Any]:
    return json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def _write(folder: Path) -> None:
    for name in SOURCES:
        text = json.dumps(told(*read_all(placed(folder, name))), ensure_ascii=False, indent=1)
        (EXPECTED / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        _write(Path(folder))
