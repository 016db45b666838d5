"""Work in a copy of this process: as fast as a call, and a `kill -9` away from gone.

The parent must have one thread only, which is why it opens no database itself.
"""

import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from select import select
from typing import Any


class Child:
    """`work` gets the handle of a pipe to the parent."""

    def __init__(self, work: Callable[[int], object]) -> None:
        self._read, write = os.pipe()
        sys.stdout.flush()
        gc.freeze()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._read)
            _live(work, write)
        os.close(write)
        self._heard = bytearray()
        self._is_over = False

    def listen(self, seconds: float) -> bool:
        """Take what it says for so long; False once it has ended."""
        until = time.monotonic() + seconds
        while not self._is_over and (left := until - time.monotonic()) > 0:
            if select([self._read], [], [], left)[0]:
                self._take()
        return not self._is_over

    def kill(self) -> float:
        """When it died, on the monotonic clock."""
        died = time.monotonic()
        os.kill(self.pid, signal.SIGKILL)
        self.wait()
        return died

    def wait(self) -> int:
        """Its exit code, below zero for a signal."""
        while not self._is_over:
            self._take()
        os.close(self._read)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    @property
    def lines(self) -> list[bytes]:
        return bytes(self._heard).splitlines(keepends=True)

    def _take(self) -> None:
        said = os.read(self._read, 1 << 20)
        self._heard += said
        self._is_over = not said


class Gate:
    """A child waits at it until its parent opens it."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def wait(self) -> None:
        os.read(self._read, 1)

    def open(self) -> None:
        os.write(self._write, b".")
        os.close(self._write)
        os.close(self._read)


def result_of(work: Callable[[], object]) -> Any:
    """What `work` returns as JSON. Raises RuntimeError where it failed."""
    child = Child(lambda handle: _write_all(handle, json.dumps(work()).encode()))
    if child.wait() != 0:
        raise RuntimeError("the child failed, as it said above")
    return json.loads(b"".join(child.lines))


def _live(work: Callable[[int], object], handle: int) -> None:
    status = 1
    try:
        work(handle)
        status = 0
    except BaseException:  # noqa: BLE001  nothing of the parent's may run in the child
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]
