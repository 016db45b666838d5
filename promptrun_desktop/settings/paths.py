"""Where the app keeps its files: one folder, its profile.

Logs lie in it too, and there is nothing else of ours: no cache, no file of settings elsewhere. Who
copies, moves or removes the folder has it all, and what is logged names files of this profile.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.settings.beside import beside_program
from promptrun_desktop.settings.disk import place_error, store_error, write_whole

_MARK = "look-around.txt"
_MARK_TEXT = (
    "Promptrun Desktop made this folder for looking around without a key.\n"
    "It holds the chats with the sample answers and nothing else. Preferences can remove it.\n"
)


@dataclass(frozen=True)
class Profile:
    """`throwaway` marks the folder on disk as one that may be deleted as a whole; `portable` is
    the one beside the program."""

    root: Path
    throwaway: bool = False
    portable: bool = False

    @classmethod
    def default(cls) -> "Profile":
        beside = beside_program()
        return cls(beside, portable=True) if beside else cls(usual_folder())

    @classmethod
    def at(cls, path: str | Path) -> "Profile":
        return cls(Path(path).expanduser().absolute())

    @property
    def database(self) -> Path:
        return self.root / "chats.sqlite3"

    @property
    def settings(self) -> Path:
        return self.root / "settings.toml"

    @property
    def geometry(self) -> Path:
        """Sizes and places of windows, in the form QSettings writes."""
        return self.root / "window.ini"

    @property
    def lock(self) -> Path:
        """Held by the app that has the profile open."""
        return self.root / "lock"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def look_around(self) -> "Profile":
        return Profile(self.root / "look-around", throwaway=True)

    def create(self) -> None:
        """Make the folders, for their owner alone. Raises StoreError.

        A folder that is there already keeps its rights: it may be one a person chose.
        """
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.portable:
                self._try_to_write()
            self.logs.mkdir(mode=0o700, exist_ok=True)
            if self.throwaway:
                write_whole(self.root / _MARK, _MARK_TEXT.encode())
        except OSError as error:
            raise store_error(error) from error

    def _try_to_write(self) -> None:
        """The program may lie where only an administrator writes. Raises StoreError."""
        try:
            write_whole(self.root / ".written", b"")
        except OSError as error:
            if place_error(error).kind is ErrorKind.PLACE_REFUSED:
                raise StoreError(ErrorKind.FOLDER_REFUSED) from error
            raise
        (self.root / ".written").unlink()


def usual_folder() -> Path:
    """On Windows the local one, which does not roam: a database must not be copied while it is
    open."""
    if sys.platform == "darwin":
        # Not by XDG_DATA_HOME, which is set in a terminal but not where apps are opened from.
        return Path("~/Library/Application Support/Promptrun Desktop").expanduser()
    if sys.platform.startswith("linux"):
        # "If an implementation encounters a relative path … it should consider the path invalid
        # and ignore it" (XDG base directories). A Flatpak sets it to a folder of its own.
        given = os.environ.get("XDG_DATA_HOME", "")
        shared = given if given.startswith("/") else os.path.expanduser("~/.local/share")  # noqa: PTH111
        return Path(shared, "promptrun-desktop")
    import platformdirs

    return platformdirs.user_data_path("Promptrun Desktop", appauthor=False, roaming=False)


def remove_look_around(profile: Profile) -> bool:
    """Delete the demo's folder; False, and nothing touched, unless it carries the mark.

    Raises StoreError. The mark goes last: a deletion cut short can be repeated.
    """
    folder = profile.look_around.root
    mark = folder / _MARK
    if folder.is_symlink() or mark.is_symlink() or not mark.is_file():
        return False
    try:
        for each in folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            elif each != mark:
                each.unlink()
        mark.unlink()
        folder.rmdir()
    except OSError as error:
        raise store_error(error) from error
    return True
