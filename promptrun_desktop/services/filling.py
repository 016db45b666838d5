"""Files that come into a folder all at once, and none of them in the place of another."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from promptrun_desktop.formats.filename import safe_name
from promptrun_desktop.services.partial import remove
from promptrun_desktop.settings.disk import sync_folder


class Filling:
    """`with` it the files are made in `partial`, a folder on the same disk; at the end they move
    into `target`, or all is removed. `target` is a folder, or made of `partial`. Raises OSError.
    """

    def __init__(self, target: Path, partial: Path) -> None:
        self.target = target
        self.count = 0
        self._partial = partial
        self._names = _Names()
        # In the order in which they were made.
        self._files: list[tuple[str, str, str]] = []

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
        name = self._names.new(title, suffix)
        with (self._partial / name).open("xb") as stream:
            yield stream
        self._files.append((title, suffix, name))
        self.count += 1

    def _arrive(self) -> None:
        # One call for all of them: a wait for each of ten thousand would be minutes.
        if hasattr(os, "sync"):
            os.sync()
        if not self.target.exists():
            self._partial.rename(self.target)
            sync_folder(self.target.parent)
            return
        names, moved = _Names(each.name for each in self.target.iterdir()), list[Path]()
        try:
            for title, suffix, name in self._files:
                self._move(self._partial / name, names, title, suffix, moved)
        except BaseException:
            for each in moved:
                with suppress(OSError):
                    each.unlink()
            raise
        sync_folder(self.target)

    def _move(
        self, source: Path, names: "_Names", title: str, suffix: str, moved: list[Path]
    ) -> None:
        while True:
            place = self.target / names.new(title, suffix)
            try:
                _move_new(source, place)
            except FileExistsError:
                continue  # It came meanwhile.
            moved.append(place)
            return


class _Names:
    """Those that are taken, as systems compare them that do not tell apart a and A."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_same(each) for each in taken}
        self._last = Counter[str]()

    def new(self, title: str, suffix: str) -> str:
        first = safe_name(title, suffix)
        name, key = first, _same(first)
        while _same(name) in self._taken:
            self._last[key] += 1
            name = safe_name(title, f" ({self._last[key] + 1}){suffix}")
        self._taken.add(_same(name))
        return name


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _move_new(source: Path, target: Path) -> None:
    """Raises FileExistsError where there is such a file."""
    if os.name == "nt":
        source.rename(target)
        return
    try:
        # A rename would take its place.
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # Disks of cameras and sticks have no links.
        if os.path.lexists(target):
            raise FileExistsError from None
        source.rename(target)
        return
    source.unlink()
