"""What SQLite and the disk raise, in the words of the app."""

import errno
import os
import sqlite3

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.store.faults import translated


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_for_a_file_is_a_full_disk(number: int) -> None:
    with pytest.raises(StoreError) as caught, translated():
        raise OSError(number, os.strerror(number), "/home/somebody/chats.db")
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert "somebody" not in caught.value.detail


def test_other_faults_of_files_are_store_faults_without_a_path() -> None:
    with pytest.raises(StoreError) as caught, translated():
        raise PermissionError(errno.EACCES, "Permission denied", "/home/somebody/chats.db")
    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert caught.value.detail == "EACCES: Permission denied"


def test_a_failed_read_is_no_full_disk() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    error.sqlite_errorname = "SQLITE_IOERR_READ"
    with pytest.raises(StoreError) as caught, translated():
        raise error
    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert caught.value.detail == "SQLITE_IOERR_READ: disk I/O error"


def test_text_that_cannot_be_stored_is_not_repeated() -> None:
    with pytest.raises(StoreError) as caught, translated():
        "secret \ud800".encode()
    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert "secret" not in caught.value.detail
    assert caught.value.__cause__ is None


def test_faults_of_the_program_pass() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
