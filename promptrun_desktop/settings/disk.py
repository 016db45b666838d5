"""Writing a file whole or not at all, and naming what went wrong."""

import errno
import os
import sys
from pathlib import Path

from promptrun_desktop.domain.errors import ErrorKind, StoreError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def store_error(error: OSError) -> StoreError:
    kind = ErrorKind.DISK_FULL if is_full(error) else ErrorKind.STORE_FAULT
    return StoreError(kind, error.strerror or type(error).__name__)


def is_full(error: OSError) -> bool:
    return error.errno in _FULL


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file, readable by its owner alone; the old one stands until then.

    Raises OSError; the temporary file, which takes the place of no other, is then gone.
    """
    # Behind the window's first paint, which writes nothing.
    import tempfile

    # A link to a file kept elsewhere stays a link.
    target = Path(os.path.realpath(path))
    # Short: a name with a long one in it may be longer than the disk takes.
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=".new", dir=target.parent
    )
    fresh = Path(name)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows has no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
