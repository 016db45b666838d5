"""A disk that forgets: what of a sequence of file operations may be left after a power cut.

The rules are POSIX's and no kinder: what a file held at its last fsync is there; of what was
written to it since, any 512 bytes may be there or not; a name that was made, moved or taken
away is so for certain only after an fsync of its folder. Names are lost from the newest on,
as file systems keep a journal of them.
"""

import random
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

# What is torn: a sector of an old disk, a page of the system.
SECTORS = (512, 4096)


class Op(NamedTuple):
    """`kind` and what it needs: write (path, offset, data), truncate (path, offset: the size),
    sync (path, a file's or a folder's), make, folder and unlink (path), rename (path, other),
    say (data: a line of the process' report)."""

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    other: str = ""


@dataclass
class _File:
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


class Disk:
    """Fed with operations in their order; `cut` may be called at any time."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """`files` by path; they and their folders are on the disk for certain."""
        self._files = [_File(bytearray(content)) for content in files.values()]
        self._names = dict(zip(files, range(len(files)), strict=True))
        self._certain = dict(self._names)
        self._waiting: list[tuple[Op, int]] = []

    def feed(self, op: Op) -> None:
        match op.kind:
            case "make":
                if op.path not in self._names:
                    self._files.append(_File())
                    self._names[op.path] = len(self._files) - 1
                    self._waiting.append((op, self._names[op.path]))
            case "folder":
                self._waiting.append((op, -1))
            case "unlink" | "rename":
                number = self._names.pop(op.path)
                if op.kind == "rename":
                    self._names[op.other] = number
                self._waiting.append((op, number))
            case "sync" if op.path in self._names:
                file = self._files[self._names[op.path]]
                for each in file.waiting:
                    _carry_out(each, file.synced)
                file.waiting.clear()
            case "sync":
                self._sync_folder(op.path)
            case "write" | "truncate":
                self._files[self._names[op.path]].waiting.append(op)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """What may be found afterwards: files by path."""
        names = dict(self._certain)
        folders = {op.path for op, _ in self._waiting if op.kind == "folder"}
        for op, number in self._waiting[: _how_many(len(self._waiting), chance)]:
            _rename(names, op, number)
            folders.discard(op.path)
        left = chance.choice((0.0, 0.5, 0.9, 1.0))
        return {
            path: _torn(self._files[number], left, chance)
            for path, number in names.items()
            if not any(str(parent) in folders for parent in PurePosixPath(path).parents)
        }

    def _sync_folder(self, folder: str) -> None:
        waiting, self._waiting = self._waiting, []
        for op, number in waiting:
            if str(PurePosixPath(op.path).parent) == folder:
                _rename(self._certain, op, number)
            else:
                self._waiting.append((op, number))


def _rename(names: dict[str, int], op: Op, number: int) -> None:
    match op.kind:
        case "make":
            names[op.path] = number
        case "unlink":
            names.pop(op.path, None)
        case "rename":
            names.pop(op.path, None)
            names[op.other] = number


def _carry_out(op: Op, content: bytearray) -> None:
    if op.kind == "truncate":
        del content[op.offset :]
        content.extend(bytes(op.offset - len(content)))
    else:
        content.extend(bytes(max(0, op.offset - len(content))))
        content[op.offset : op.offset + len(op.data)] = op.data


def _torn(file: _File, left: float, chance: random.Random) -> bytes:
    """`left` is how probably each write is there."""
    content = bytearray(file.synced)
    for op in file.waiting:
        luck = chance.random()
        if luck < left or left == 1.0:
            _carry_out(op, content)
        elif op.kind == "write" and luck < left + (1 - left) / 2 and left > 0:
            for piece in _pieces(op, chance.choice(SECTORS)):
                if chance.random() < 0.5:
                    _carry_out(piece, content)
    return bytes(content)


def _pieces(op: Op, sector: int) -> list[Op]:
    pieces, at, end = [], op.offset, op.offset + len(op.data)
    while at < end:
        until = min(end, (at // sector + 1) * sector)
        piece = op.data[at - op.offset : until - op.offset]
        pieces.append(op._replace(offset=at, data=piece))
        at = until
    return pieces


def _how_many(count: int, chance: random.Random) -> int:
    return chance.choice((0, count, chance.randint(0, count)))
