"""`python -m tests.torture.power_cut`: 5,000 ways a cut may leave the disk; exits 1 on a loss.

A process that works with the app's store is recorded; then the disk is made anew as it may be
after a cut at any moment, the file is opened as the app opens it, and all that the process had
been told of by then must be there.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.store import copies
from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.keeper import FOLDER as BACKUPS
from promptrun_desktop.store.migrations import MIGRATIONS
from tests.kill.migrating import prepare, troubles_after
from tests.torture import work
from tests.torture.disk import Disk, Op
from tests.torture.forks import Child, result_of
from tests.torture.ledger import lost, read_report
from tests.torture.recording import can_record, record
from tests.torture.reopening import damage, reopen
from tests.torture.reporting import Reporter

DATABASE = "chats.sqlite3"
# States that one process looks at, before the next is begun.
AT_ONCE = 50


@dataclass(frozen=True)
class Recording:
    """`check` gets the folder after the cut and the lines that were said before it."""

    name: str
    root: Path
    files: dict[str, bytes]
    ops: list[Op]
    check: Callable[[Path, list[bytes]], list[str]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.torture.power_cut", description=__doc__)
    parser.add_argument("--states", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    if not can_record():
        print("This needs strace, and the right to look at processes.")
        return 2
    with tempfile.TemporaryDirectory(prefix="promptrun-power-") as made:
        recordings = recorded(Path(made).resolve(), chosen.seed)
        return replay(recordings, Path(made), chosen.states, chosen.seed)


def recorded(folder: Path, seed: int) -> list[Recording]:
    """A first life, the life after a process was killed, and a migration from every version."""
    found = [
        _life("a first life", folder / "first", seed),
        _life("a life after a kill", _killed(folder / "second", seed), seed),
    ]
    for version in range(1, len(MIGRATIONS)):
        found.append(_migration(folder / f"from-{version}", version))
    return found


def replay(recordings: list[Recording], folder: Path, states: int, seed: int) -> int:
    """0, or 1 if anything was lost in any state; says how many."""
    started, failed = time.monotonic(), 0
    total = sum(len(each.ops) for each in recordings)
    for recording in recordings:
        # A short sequence has as many ways to go wrong at each of its operations.
        count = max(states // 12, round(states * len(recording.ops) / total))
        troubles = _replay(recording, folder, count, seed)
        failed += len(troubles)
        for trouble in troubles:
            print(f"  {recording.name}: {trouble}")
        print(
            f"{recording.name}: {count} states of {len(recording.ops)} operations, seed {seed}: "
            f"{len(troubles)} losses, {time.monotonic() - started:.0f} s",
            flush=True,
        )
    return 1 if failed else 0


def _replay(recording: Recording, folder: Path, count: int, seed: int) -> list[str]:
    chance = random.Random(f"{seed} {recording.name}")
    cuts = sorted(chance.randint(0, len(recording.ops)) for _ in range(count))
    disk, said, at = Disk(recording.files), b"", 0
    troubles: list[str] = []
    batch: list[tuple[int, dict[str, bytes], bytes]] = []
    for cut in cuts:
        for op in recording.ops[at:cut]:
            disk.feed(op)
            said += op.data if op.kind == "say" else b""
        at = cut
        batch.append((cut, disk.cut(chance), said))
        if len(batch) == AT_ONCE:
            troubles += _looked_at(recording, folder / "cut", batch)
            batch.clear()
    if batch:
        troubles += _looked_at(recording, folder / "cut", batch)
    return troubles


def _looked_at(
    recording: Recording, folder: Path, batch: list[tuple[int, dict[str, bytes], bytes]]
) -> list[str]:
    """In a process of its own, which opens the files."""

    def look() -> list[str]:
        troubles = []
        for cut, files, said in batch:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, content in files.items():
                place = folder / Path(name).relative_to(recording.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            try:
                wrong = recording.check(folder, said.splitlines(keepends=True))
            except Exception as error:  # noqa: BLE001  whatever it is, it is a loss
                wrong = [repr(error)]
            troubles += [f"cut after operation {cut}: {each}" for each in wrong]
        return troubles

    found: list[str] = result_of(look)
    return found


def _life(name: str, root: Path, seed: int) -> Recording:
    """Of a profile below `root`, which may be there already."""
    root.mkdir(exist_ok=True)
    profile = root / "profile"
    files = _content(root)
    copy = root.with_name(f"{root.name}-copy")
    shutil.copytree(root, copy)
    kept = copy / "profile" / DATABASE
    before = result_of(lambda: asyncio.run(reopen(kept)))[0] if kept.exists() else {}
    chance = random.Random(f"{seed} {name}")
    log = root.with_suffix(".strace")
    ops = record(root, log, lambda handle: work.live(profile, Reporter(handle), chance))

    def check(folder: Path, lines: list[bytes]) -> list[str]:
        found, _, troubles = asyncio.run(reopen(folder / "profile" / DATABASE))
        report = read_report(lines)
        must = "copied" in report.steps
        troubles += _copy_troubles(folder / "profile" / BACKUPS, must=must)
        return troubles + lost(report, before, found)

    return Recording(name, root, files, ops, check)


def _copy_troubles(folder: Path, *, must: bool) -> list[str]:
    """A copy under its name is a whole one."""
    found = copies.listed(folder)
    troubles = ["the daily copy is gone"] if must and not found else []
    for copy in found:
        target = folder / "unpacked"
        target.unlink(missing_ok=True)
        copies.unpack(copy.path, target, Stop())
        troubles += [f"copy: {each}" for each in damage(target)]
    return troubles


def _killed(root: Path, seed: int) -> Path:
    """A profile whose process ended without closing it."""
    root.mkdir()
    chance = random.Random(f"{seed} killed")
    child = Child(lambda handle: work.die(root / "profile", Reporter(handle), chance))
    if child.wait() != 0:
        raise RuntimeError("the process failed, as it said above")
    return root


def _migration(root: Path, version: int) -> Recording:
    root.mkdir()
    old = prepare(root, version, big=False)
    path = old.path.rename(root / DATABASE)
    for each in root.iterdir():
        if each != path:
            each.unlink()
    files = _content(root)
    log = root.with_suffix(".strace")
    ops = record(root, log, lambda handle: work.open_only(path, Reporter(handle)))

    def check(folder: Path, lines: list[bytes]) -> list[str]:
        return troubles_after(folder / DATABASE, old, migrated=bool(lines))

    return Recording(f"from version {version}", root, files, ops, check)


def _content(root: Path) -> dict[str, bytes]:
    files = [each for each in root.rglob("*") if each.is_file()]
    return {str(each): each.read_bytes() for each in files if not each.name.endswith("-shm")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
