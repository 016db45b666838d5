"""Names on the disk: private folders, and names that survive a power cut."""

import os
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make it if it is missing, so that it survives a power cut; only its owner may enter."""
    is_new = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if is_new:
        settle(folder.parent)


def settle(folder: Path) -> None:
    """Bring a new name to the disk; Windows does so by itself and opens no folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
