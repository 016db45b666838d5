"""Writing a file whole or not at all, and naming what went wrong."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}

_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, getattr(errno, "ESTALE", -1))
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY)


def store_error(error: OSError) -> StoreError:
    kind = ErrorKind.DISK_FULL if is_full(error) else ErrorKind.STORE_FAULT
    return StoreError(kind, error.strerror or type(error).__name__)


def place_error(error: OSError) -> AppError:
    """Of a place that a person chose."""
    kind = ErrorKind.EXPORT_FAILED
    if is_full(error):
        kind = ErrorKind.PLACE_FULL
    elif error.errno in _GONE:
        kind = ErrorKind.PLACE_GONE
    elif error.errno in _REFUSED:
        kind = ErrorKind.PLACE_REFUSED
    return AppError(kind, error.strerror or type(error).__name__)


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
    sync_folder(target.parent)


@contextmanager
def replacing(path: Path, partial: Path) -> Iterator[BinaryIO]:
    """What is written takes the place of the file, readable by its owner alone, once all of it is
    on the disk. Until then it is `partial`, a name beside it that nothing else has.

    Raises OSError; `partial` is then gone, whatever ended the writing.
    """
    target = Path(os.path.realpath(path))
    handle = os.open(
        partial, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        with open(handle, "w+b") as stream:  # noqa: PTH123
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows has no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
