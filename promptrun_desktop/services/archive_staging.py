"""Files on their way into the archive's folder: made beside it, moved into it together."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

# Stands in the folder while an archive is written there; found without one, it was left behind.
FOLDER = ".promptrun-archive"
# Comes last of all.
MANIFEST = "parts/manifest.jsonl"


class Staging:
    """`with` it; what was not moved by then is gone. `folder` is made if it is not there.

    Raises OSError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._here = folder / FOLDER
        self._files: list[tuple[Path, Path]] = []
        self._count = 0
        self._moves = False
        self._is_mine = False

    def __enter__(self) -> Self:
        self._is_mine = not self.folder.exists()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        try:
            clean_up(self.folder)
            self._here.mkdir(mode=0o700)
        except OSError:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and self._moves:
            return  # What was moved belongs to an archive that is finished by the next run.
        clean_up(self.folder)
        if not self._moves:
            self._leave()

    def put(self, path: str, data: bytes) -> None:
        """`path` is one below the folder, with slashes. Files are moved in the order of this."""
        fresh = self.scratch()
        _write(fresh, data)
        self._files.append((fresh, self.folder / path))

    def put_if_other(self, path: str, data: bytes) -> None:
        try:
            same = (self.folder / path).read_bytes() == data
        except FileNotFoundError:
            same = False
        if not same:
            self.put(path, data)

    def scratch(self) -> Path:
        """The path of a file that ends with this."""
        self._count += 1
        return self._here / str(self._count)

    def move(self) -> None:
        """Each file takes its place at once; the one before it was then there already."""
        if hasattr(os, "sync"):
            # Once for all: for each of 10,000 pages alone it would take minutes.
            os.sync()
        self._moves = True
        for parent in {target.parent for _, target in self._files}:
            parent.mkdir(mode=0o700, exist_ok=True)
        for fresh, target in self._files:
            fresh.replace(target)
        self._files.clear()

    def _leave(self) -> None:
        if self._is_mine:
            with suppress(OSError):
                self.folder.rmdir()


def clean_up(folder: Path) -> None:
    """Remove what a run that was killed has left behind. Raises OSError."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder / FOLDER)


def abandon(folder: Path, *, made: bool) -> None:
    """After a run that was killed; `made`: there was no such folder before it. Raises OSError.

    What it left stays where it was about to move: the next run, which finishes that, knows the
    folder by it.
    """
    others = {each.name for each in folder.iterdir()} - {FOLDER}
    if not others or (folder / MANIFEST).exists():
        clean_up(folder)
    if made and not others:
        folder.rmdir()


def _write(path: Path, data: bytes) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as stream:  # noqa: PTH123
        stream.write(data)
