"""Which process has a profile: a lock of the operating system's on a file in its folder.

The system lets go of it with the process, however that ends, so there is nothing stale to judge:
a process number written down would be another program's, or in a sandbox always the same.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class ProfileLock:
    """Not taken yet. The file stays when the lock goes: whoever waits for it has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """False while another process has it.

        True also where the folder takes no lock, being read-only or on an odd file system: to
        open the chats is worth more than to be alone with them.
        """
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Not inherited: a child that outlives the app must not keep the profile.
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            os.close(file)
            return False
        except OSError:
            os.close(file)
            return True
        self._file = file
        return True

    def release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def _lock(file: int) -> None:
    """Raises BlockingIOError, on Windows PermissionError, where another process has it."""
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
