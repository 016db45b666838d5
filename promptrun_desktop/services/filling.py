"""A new folder of files that is there with all of them, or not at all."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from promptrun_desktop.formats.filename import safe_name
from promptrun_desktop.services.partial import remove
from promptrun_desktop.settings.disk import sync_folder


class Filling:
    """`with` it the files are made in `partial`, which becomes `target` at the end, or is removed.

    Where `target` is taken, by whatever, the folder has a number behind its name: `target` is then
    that one. Raises OSError.
    """

    def __init__(self, target: Path, partial: Path) -> None:
        self.target = target
        self.count = 0
        self._partial = partial
        self._names = _Names()

    def __enter__(self) -> "Filling":
        self._partial.mkdir(mode=0o700)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._arrive()
        finally:
            remove(self._partial)

    @contextmanager
    def open(self, title: str, suffix: str) -> Iterator[BinaryIO]:
        """A new file, named after that title."""
        with (self._partial / self._names.new(title, suffix)).open("xb") as stream:
            yield stream
        self.count += 1

    def _arrive(self) -> None:
        # One call for all of them: a wait for each of ten thousand would be minutes.
        if hasattr(os, "sync"):
            os.sync()
        wanted, number = self.target, 1
        while not _renamed(self._partial, self.target):
            number += 1
            self.target = wanted.with_name(f"{wanted.name} ({number})")
        sync_folder(self.target.parent)


class _Names:
    """Compared as systems do that do not tell apart a and A."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last = Counter[str]()

    def new(self, title: str, suffix: str) -> str:
        name = safe_name(title, suffix)
        key = _same(name)
        while _same(name) in self._taken:
            self._last[key] += 1
            name = safe_name(title, f" ({self._last[key] + 1}){suffix}")
        self._taken.add(_same(name))
        return name


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _renamed(folder: Path, target: Path) -> bool:
    """False where there is something of that name, also if it came this moment."""
    if os.path.lexists(target):
        return False
    try:
        folder.rename(target)
    except OSError:
        if os.path.lexists(target):
            return False
        raise
    return True
