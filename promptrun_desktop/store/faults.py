"""What SQLite and the disk raise, in the words of the app."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from promptrun_desktop.domain.errors import ErrorKind, StoreError

# A quota, a size limit or a full network disk show up as a failed write, not as "full".
_NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ROOM_ERRNO = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DamagedError(Exception):
    """What we read is not what we wrote, though SQLite may see nothing wrong."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise StoreError for what sqlite3 and the file system raise; other errors pass.

    The detail names the fault and never a path: paths hold people's names.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_kind_of(error), _said_by_sqlite(error)) from error
    except OSError as error:
        full = error.errno in _NO_ROOM_ERRNO
        kind = ErrorKind.DISK_FULL if full else ErrorKind.STORE_FAULT
        name = errno.errorcode.get(error.errno or 0, "OSError")
        raise StoreError(kind, f"{name}: {error.strerror or 'unknown'}") from error
    except DamagedError as error:
        raise StoreError(ErrorKind.STORE_DAMAGED, str(error)) from error
    except (UnicodeEncodeError, OverflowError) as error:
        # The text in hand is part of a UnicodeEncodeError: only its name goes on.
        raise StoreError(ErrorKind.STORE_FAULT, type(error).__name__) from None


def is_no_room(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _NO_ROOM


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is not as SQLite left it. (The lower byte is the kind of an error.)"""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in _DAMAGE


def _kind_of(error: sqlite3.Error) -> ErrorKind:
    if is_damage(error):
        return ErrorKind.STORE_DAMAGED
    return ErrorKind.DISK_FULL if is_no_room(error) else ErrorKind.STORE_FAULT


def _said_by_sqlite(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return f"{name}: {' '.join(str(error).split())[:120]}"
