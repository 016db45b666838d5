"""Where the app keeps its files: one folder, its profile."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.settings.disk import store_error, write_whole

_MARK = "look-around.txt"
_MARK_TEXT = (
    "Promptrun Desktop made this folder for looking around without a key.\n"
    "It holds the chats with the sample answers and nothing else. Preferences can remove it.\n"
)


@dataclass(frozen=True)
class Profile:
    """`throwaway` marks the folder on disk as one that may be deleted as a whole."""

    root: Path
    throwaway: bool = False

    @classmethod
    def default(cls) -> "Profile":
        import platformdirs

        name = "promptrun-desktop" if sys.platform.startswith("linux") else "Promptrun Desktop"
        return cls(platformdirs.user_data_path(name, appauthor=False))

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
            self.logs.mkdir(mode=0o700, exist_ok=True)
            if self.throwaway:
                write_whole(self.root / _MARK, _MARK_TEXT.encode())
        except OSError as error:
            raise store_error(error) from error


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
