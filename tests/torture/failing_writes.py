"""`python -m tests.torture.failing_writes`: the n-th write, fsync, open … fails, for every n.

Whatever fails: the store says so in one StoreError, what was stored before can be read, and
once the fault is gone what was refused is done. Exits 1 on a loss, a crash or a hang.
"""

import argparse
import asyncio
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.copies import PARTIAL, listed, unpack
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.keeper import FOLDER as BACKUPS
from promptrun_desktop.store.migrations import MIGRATIONS
from tests.kill.migrating import prepare
from tests.torture.deeds import COPY, DEEDS, OPEN, Deed, close, make_profile
from tests.torture.forks import Child, Gate, result_of
from tests.torture.ledger import Facts, difference, lost, read_report
from tests.torture.recording import Strace, can_record
from tests.torture.reopening import damage, facts_in, reopen
from tests.torture.reporting import Reporter, writing

DATABASE = "chats.sqlite3"
# Seconds after which a process that says nothing hangs.
PATIENCE = 30.0
# What a call can fail with; the first of each is the likeliest.
ERRORS = {
    "pwrite64": ("ENOSPC", "EIO"),
    "write": ("ENOSPC", "EIO"),
    "fdatasync": ("EIO",),
    "fsync": ("EIO",),
    "openat": ("EMFILE", "ENOSPC"),
    "ftruncate": ("EIO",),
    "rename": ("EIO", "ENOSPC"),
    "unlink": ("EIO",),
}
# Of a deed with more calls of a kind, not every one fails.
AT_MOST = 40
_CALL = re.compile(r"^\d+ +(\w+)\((.*)")
COPIED = Path(BACKUPS, COPY + PARTIAL)
AFTERWARDS = "draft afterwards"


@dataclass(frozen=True)
class Fault:
    """`lasting`: every such call from the n-th on, until the fault is gone. `path`: only to it."""

    call: str
    error: str
    number: int
    lasting: bool
    path: str = ""

    @property
    def options(self) -> list[str]:
        when = f"{self.number}{'+' if self.lasting else ''}"
        inject = f"inject={self.call}:error={self.error}:when={when}"
        only = ["-P", self.path] if self.path else []
        return ["-e", f"trace={self.call}", "-e", inject, *only]

    def __str__(self) -> str:
        until = " and all after it" if self.lasting else ""
        return f"{self.call} number {self.number}{until}: {self.error}"


@dataclass(frozen=True)
class Case:
    """What is done to a copy of `kept`, or to a new file; without a deed it is opened."""

    name: str
    kept: Path
    before: Facts
    deed: Deed | None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.torture.failing_writes", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of all faults, by chance")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    if not can_record():
        print("This needs strace, and the right to look at processes.")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="promptrun-failing-") as made:
        folder, started, total = Path(made).resolve(), time.monotonic(), 0
        chance = random.Random(chosen.seed)
        for case in cases(folder):
            faults = [each for each in faults_of(case, folder) if chance.random() < chosen.share]
            told = Counter[str]()
            for fault in faults:
                said, troubles = suffer(case, fault, folder)
                told[said] += 1
                failed += bool(troubles)
                for trouble in troubles:
                    print(f"  {case.name}, {fault}: {trouble}")
            total += len(faults)
            sayings = ", ".join(f"{count} {said}" for said, count in sorted(told.items()))
            print(f"{case.name}: {len(faults)} faults: {sayings}", flush=True)
    print(
        f"{total} faults, seed {chosen.seed}: {failed} losses, {time.monotonic() - started:.0f} s"
    )
    return 1 if failed else 0


def cases(folder: Path) -> Iterator[Case]:
    """Every deed on an open file, opening a new one, and migrating each older one."""
    kept = folder / "kept.sqlite3"

    async def make() -> Facts:
        await make_profile(kept)
        copy = kept.with_suffix(".looked-at")
        shutil.copy(kept, copy)
        return (await reopen(copy))[0]

    facts = result_of(lambda: asyncio.run(make()))
    for deed in DEEDS:
        yield Case(deed.name, kept, facts, deed)
    yield Case("opening a new file", folder / "missing", {}, None)
    yield Case("opening", kept, facts, None)
    for version in range(1, len(MIGRATIONS)):
        old = prepare(folder, version, big=False)
        yield Case(f"migrating from {version}", old.path, old.facts, None)


def faults_of(case: Case, folder: Path) -> Iterator[Fault]:
    """Each call that the deed makes where nothing fails, with each error, once and for good."""
    log = folder / "calls.strace"
    _live(case, folder / "profile", log, ["-e", f"trace={','.join(ERRORS)}"])
    found = Counter[tuple[str, str]]()
    for line in log.read_text(encoding="utf-8").splitlines():
        call = _CALL.match(line)
        # What is reported is written too, to a pipe.
        is_said = call and call[1] == "write" and str(COPIED) not in call[2]
        if call and not is_said and "resumed" not in line:
            # Faults are counted for each thread.
            found[line.split()[0], call[1]] += 1
    for call, errors in ERRORS.items():
        count = max((each for (_, name), each in found.items() if name == call), default=0)
        path = str(folder / "profile" / COPIED) if call == "write" else ""
        for number in range(1, count + 1, max(1, count // AT_MOST)):
            for error in errors:
                yield Fault(call, error, number, lasting=False, path=path)
                yield Fault(call, error, number, lasting=True, path=path)


def suffer(case: Case, fault: Fault, folder: Path) -> tuple[str, list[str]]:
    """What the store said, and what is wrong with that and with what is there."""
    profile = folder / "profile"
    child, status = _live(case, profile, folder / "fault.strace", fault.options)
    report = read_report(child.lines)
    said = next((each for each in report.steps if each.startswith(("done", "refused"))), "nothing")
    if status != 0:
        return said, [f"ended with {status}, having said {sorted(report.steps)}"]
    meanwhile = [json.loads(each[6:]) for each in report.steps if each.startswith("facts ")]
    found, _, troubles = result_of(lambda: asyncio.run(reopen(profile / DATABASE)))
    troubles += result_of(lambda: _copy_troubles(profile / BACKUPS, folder / "unpacked"))
    if found.pop(AFTERWARDS, None) is None:
        troubles.append("what was written afterwards is not there")
    report.asks = {number: each for number, each in report.asks.items() if not _is_last(each)}
    report.done &= report.asks.keys()
    troubles += lost(report, case.before, found)
    for facts in meanwhile:
        # It was begun, and nobody writes it any more.
        cut = {**facts, f"state {OPEN.id}": "cut_off"}
        troubles += [f"meanwhile: {each}" for each in difference(case.before, cut)]
    return said, troubles


def _copy_troubles(backups: Path, target: Path) -> list[str]:
    """Whatever failed, a copy is whole, and nothing half-made is beside it."""
    troubles = [f"left behind: {each.name}" for each in backups.glob(f"*{PARTIAL}*")]
    for copy in listed(backups):
        target.unlink(missing_ok=True)
        unpack(copy.path, target, Stop())
        troubles += [f"copy: {each}" for each in damage(target)]
    return troubles


def _is_last(change: dict[str, Facts]) -> bool:
    return AFTERWARDS in change.get("set", {})


def _live(case: Case, profile: Path, log: Path, options: list[str]) -> tuple[Child, int]:
    """One process that does the deed while strace lets calls fail, and once more without."""
    shutil.rmtree(profile, ignore_errors=True)
    profile.mkdir()
    if case.kept.exists():
        shutil.copy(case.kept, profile / DATABASE)
    begin, gone = Gate(), Gate()

    def work(handle: int) -> None:
        report = Reporter(handle)
        report.install()
        asyncio.run(_do(case, profile / DATABASE, report, begin, gone))

    child = Child(work)
    _until(child, b'"ready"')
    strace = Strace(child.pid, log, *options)
    begin.open()
    answered = _until(child, b'"answered"')
    strace.detach()
    gone.open()
    if not answered or child.listen(PATIENCE):
        child.kill()
        return child, -9
    return child, child.wait()


def _until(child: Child, word: bytes) -> bool:
    until = time.monotonic() + PATIENCE
    while not any(word in line for line in child.lines):
        if time.monotonic() > until or not child.listen(0.002):
            return any(word in line for line in child.lines)
    return True


async def _do(case: Case, path: Path, report: Reporter, begin: Gate, gone: Gate) -> None:
    database = None if case.deed is None else await Database.open(path)
    if database is not None:
        await database.read(facts_in)  # As in the running app: the file has been read.
    report.say("step", "ready")
    # As if it had been begun by this process: its pieces are not dropped.
    writing.add(OPEN.id)
    begin.wait()
    try:
        if database is None or case.deed is None:
            database = await Database.open(path)
        else:
            await case.deed.do(database)
        report.say("step", "done")
        refused = False
    except StoreError as error:
        report.say("step", f"refused as {error.kind.value}")
        refused = True
        if database is not None and case.deed is not None and case.deed.is_one_write:
            report.say("step", f"facts {json.dumps(await database.read(facts_in))}")
    is_open = database is not None and (case.deed is None or case.deed.do is not close)
    report.say("step", "answered")
    gone.wait()
    if database is None or not is_open:
        database = await Database.open(path)
    if refused and case.deed is not None and is_open:
        await case.deed.do(database)
    await Drafts(database).save("afterwards", "there is room again")
    await database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
