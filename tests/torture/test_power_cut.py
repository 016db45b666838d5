"""A sample of `python -m tests.torture.power_cut`, and how a recording is read."""

import subprocess
import sys

import pytest

from tests.torture.disk import Op
from tests.torture.recording import can_record, operations

LOG = r"""
12 openat(AT_FDCWD</home>, "/p/a.db", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3</p/a.db>
12 openat(AT_FDCWD</home>, "/p/none", O_RDONLY) = -1 ENOENT (No such file or directory)
13 openat(AT_FDCWD</home>, "/p/log", O_WRONLY) = 9</p/log>
12 pwrite64(3</p/a.db>, "\x00\x22\"a", 4, 512 <unfinished ...>
13 write(9</p/log>, "one", 3) = 3
12 <... pwrite64 resumed>) = 4
13 write(9</p/log>, "two", 3) = 3
13 write(4<pipe:[77]>, "[\"done\", 0]\n", 12) = 12
12 pwrite64(5</p/a.db-shm>, "\x00", 1, 4095) = 1
12 pwrite64(6</elsewhere/file>, "\x00", 1, 4095) = 1
12 fdatasync(3</p/a.db>)                = 0
12 ftruncate(3</p/a.db>, 8192)          = 0
12 rename("/p/a.partial", "/p/a")       = 0
12 unlink("/p/a.db-wal")                = 0
12 mkdir("/p/logs", 0700)               = 0
12 fsync(7</p>)                         = 0
12 +++ exited with 0 +++
"""


def test_a_recording_is_read_as_operations_in_the_order_they_ended():
    assert list(operations(iter(LOG.splitlines()), "/p")) == [
        Op("make", "/p/a.db"),
        Op("write", "/p/log", 0, b"one"),
        Op("write", "/p/a.db", 512, b'\0""a'),
        Op("write", "/p/log", 3, b"two"),
        Op("say", data=b'["done", 0]\n'),
        Op("sync", "/p/a.db"),
        Op("truncate", "/p/a.db", 8192),
        Op("rename", "/p/a.partial", other="/p/a"),
        Op("unlink", "/p/a.db-wal"),
        Op("folder", "/p/logs"),
        Op("sync", "/p"),
    ]


def test_what_is_not_modelled_is_not_taken_for_nothing():
    with pytest.raises(NotImplementedError):
        list(operations(iter(['1 truncate("/p/a", 5) = 0']), "/p"))


@pytest.mark.skipif(not can_record(), reason="needs strace, and the right to look at processes")
def test_no_cut_of_power_loses_what_was_told_of():
    command = [sys.executable, "-m", "tests.torture.power_cut", "--states", "72", "--seed", "7"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=200)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "a first life: " in run.stdout
