"""The jobs that a worker is given, as plain values. Each is made in a thread: it looks at files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.services.job import Job
from promptrun_desktop.services.partial import beside, partial_of

Prepare = Callable[[], Job]


class Jobs:
    """About the chats of one database. None as ids: all that are not in the bin."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def document(
        self,
        id: str,
        target: Path,
        format_key: str,
        options: Options,
        labels: Labels,
        message_ids: Sequence[str] | None,
    ) -> Prepare:
        return lambda: {
            **self._chats("document", [id]),
            **_file(target),
            "format": format_key,
            "options": asdict(options),
            "labels": asdict(labels),
            "messages": None if message_ids is None else list(message_ids),
        }

    def documents(
        self,
        ids: Sequence[str] | None,
        folder: Path,
        format_key: str,
        options: Options,
        labels: Labels,
    ) -> Prepare:
        return lambda: {
            **self._chats("documents", ids),
            **_folder(folder),
            "format": format_key,
            "options": asdict(options),
            "labels": asdict(labels),
        }

    def archive(self, folder: Path, options: Options, labels: Labels) -> Prepare:
        return lambda: {
            **self._chats("archive", None),
            **_archive(folder),
            "options": asdict(options),
            "labels": asdict(labels),
        }

    def back_up(self, path: Path, preferences: Mapping[str, object]) -> Prepare:
        return lambda: {
            **self._chats("back_up", None),
            **_file(path),
            "preferences": dict(preferences),
        }

    def look(self, path: Path, target: Path, *, only_own: bool = False) -> Prepare:
        """What is understood of the file or folder at `path` goes to `target`. `only_own`: a
        back-up of this app, and nothing else is looked into."""
        return lambda: {
            "do": "look",
            "path": str(path.absolute()),
            "only_own": only_own,
            **_file(target),
        }

    def _chats(self, do: str, ids: Sequence[str] | None) -> Job:
        chosen = None if ids is None else list(dict.fromkeys(ids))
        return {"do": do, "database": str(self._database.absolute()), "ids": chosen}


def _file(target: Path) -> Job:
    target = target.absolute()
    return {"target": str(target), "partial": str(partial_of(target))}


def _folder(target: Path) -> Job:
    target = target.absolute()
    return {"target": str(target), "partial": str(beside(target))}


def _archive(target: Path) -> Job:
    """It has names of its own for what is not done yet."""
    target = target.absolute()
    return {"target": str(target), "made": not target.exists()}
