"""The file operations of a real process, in their order, as strace saw them."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.disk import Op
from tests.torture.forks import Child, Gate

STRACE = shutil.which("strace")
_TRACED = (
    "openat,mkdir,write,pwrite64,lseek,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,"
    # None of these is modelled: a process that uses one is not recorded.
    "writev,pwritev,pwritev2,sync_file_range,truncate,fallocate,renameat,renameat2,link,linkat,"
    "symlink,symlinkat,copy_file_range,sendfile,creat,rmdir"
)
# Shared memory is made anew from the log, and what has no name any more is not found again.
_FORGOTTEN = ("-shm", " (deleted)")
_BEGUN = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"(?:AT_FDCWD|(\d+))<((?:[^>\\]|\\.)*)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


class StraceMissingError(RuntimeError):
    """There is no strace, or it may not look at processes here."""


def can_record() -> bool:
    if STRACE is None:
        return False
    return subprocess.run([STRACE, "-o", os.devnull, "true"], check=False).returncode == 0


def record(root: Path, log: Path, work: Callable[[int], object]) -> list[Op]:
    """What `work`, run in a copy of this process, does to files below `root`.

    `work` gets the handle it reports to; what it says is a part of the sequence.
    """
    gate = Gate()

    def wait_and_work(handle: int) -> None:
        gate.wait()
        work(handle)

    child = Child(wait_and_work)
    strace = Strace(child.pid, log, "-e", f"trace={_TRACED}")
    gate.open()
    if child.wait() != 0:
        raise RuntimeError("the recorded process failed, as it said above")
    strace.finish()
    with log.open(encoding="utf-8") as lines:
        return list(operations(lines, str(root)))


class Strace:
    """Looks at a process that waits, from now on. Raises StraceMissingError if it may not."""

    def __init__(self, pid: int, log: Path, *options: str) -> None:
        if STRACE is None:
            raise StraceMissingError
        command = [STRACE, "-f", "-y", "-x", "-s", "10000000", "-o", str(log), *options]
        self._process = subprocess.Popen(
            [*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        said = self._process.stderr.readline()
        if "attached" not in said:
            raise StraceMissingError(said)

    def detach(self) -> None:
        """The process goes on without."""
        self._process.terminate()
        self.finish()

    def finish(self) -> None:
        try:
            self._process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            # It waits for a process that ended while it let go; that one goes on without it.
            self._process.kill()
            self._process.communicate()


def _whole_calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result of each call that succeeded, in the order they returned."""
    begun: dict[str, str] = {}
    for line in lines:
        text = line.rstrip("\n")
        if found := _BEGUN.match(text):
            begun[found[1]] = found[3]
            continue
        if found := _RESUMED.match(text):
            text = f"{found[1]} {found[2]}({begun.pop(found[1])}{found[3]}"
        if (found := _CALL.match(text)) and int(found[4]) >= 0:
            yield found[2], found[3], int(found[4])


def operations(lines: Iterator[str], root: str) -> Iterator[Op]:
    """What the lines of a log say about files below `root`, in the order the calls returned.

    Raises NotImplementedError for a call whose effect is not modelled.
    """
    places: dict[int, int] = {}
    for name, arguments, result in _whole_calls(lines):
        handle = _HANDLE.match(arguments)
        path = handle[2] if handle and name != "openat" else ""
        texts = _TEXT.findall(_HANDLE.sub("", arguments))
        numbers = [int(each) for each in re.findall(r", (-?\d+)(?=,|$)", arguments)]
        if name == "write" and path.startswith("pipe:"):
            yield Op("say", data=_bytes(texts[0]))
            continue
        named = [_bytes(each).decode() for each in texts] if not path else []
        target = path or named[-1]
        if not target.startswith(root) or target.endswith(_FORGOTTEN):
            continue
        number = int(handle[1]) if handle and handle[1] else -1
        match name:
            case "openat":
                places[result] = 0
                if "O_CREAT" in arguments:
                    yield Op("make", target)
                if "O_TRUNC" in arguments:
                    yield Op("truncate", target, 0)
            case "pwrite64":
                data = _bytes(texts[0])[:result]
                yield Op("write", path, numbers[-1], data)
            case "write":
                data = _bytes(texts[0])[:result]
                yield Op("write", path, places[number], data)
                places[number] += result
            case "lseek":
                places[number] = result
            case "ftruncate":
                yield Op("truncate", path, numbers[-1])
            case "fsync" | "fdatasync":
                yield Op("sync", path)
            case "unlink" | "unlinkat":
                yield Op("unlink", named[-1])
            case "rename":
                yield Op("rename", named[0], other=named[1])
            case "mkdir":
                yield Op("folder", named[0])
            case _:
                raise NotImplementedError(f"{name} on {target}")


def _bytes(text: str) -> bytes:
    value = ast.literal_eval(f'b"{text}"')
    assert isinstance(value, bytes)
    return value
