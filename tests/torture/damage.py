"""`python -m tests.torture.damage [FILES] [SEED]`: 220 damaged files; exits 1 on a loss.

A file of chats is damaged; what is brought back must hold 99 % of the messages whose bytes
survived, and be a whole database that the app opens. Nothing may crash, hang or grow.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from promptrun_desktop.store.aside import Stop
from promptrun_desktop.store.check import faults
from promptrun_desktop.store.files import open_file
from promptrun_desktop.store.mending import mend
from tests.torture.damaged_files import DAMAGES, Written, older_of, write
from tests.torture.survivors import Places

SHARE = 0.99
# Of the processor: others may use it too.
SECONDS = 20.0
GROWTH_MB = 256


@dataclass(frozen=True)
class Base:
    """A good file, with a log beside it or without."""

    path: Path
    written: Written
    places: Places
    older: bytes


@dataclass(frozen=True)
class Outcome:
    """`wrong`: rows that came back with a text that nobody wrote."""

    damage: str
    survived: int
    back: int
    wrong: int
    seconds: float
    opens: bool

    @property
    def is_good(self) -> bool:
        enough = self.back >= SHARE * self.survived
        return enough and not self.wrong and self.opens and self.seconds < SECONDS


def base(folder: Path, seed: int, chats: int = 40) -> Base:
    path = folder / f"chats-{seed}.sqlite3"
    written = write(path, seed, chats, in_log=seed % 2 == 1)
    return Base(path, written, Places(path, written), older_of(path).read_bytes())


def play(base: Base, folder: Path, seed: int) -> Outcome:
    """Damage a copy of the base as the seed says, and bring it back."""
    chance = random.Random(seed)
    damage = DAMAGES[seed % len(DAMAGES)]
    path = folder / "chats.sqlite3"
    damaged = bytes(damage(bytearray(base.places.file), chance, base.older))
    path.write_bytes(damaged)
    log = base.path.with_name(f"{base.path.name}-wal")
    log_is_whole = True
    if log.exists():
        shutil.copy(log, path.with_name(f"{path.name}-wal"))
        log_is_whole = chance.random() < 0.7
        if not log_is_whole:
            _damage_log(path.with_name(f"{path.name}-wal"), chance)
    began = time.process_time()
    mend(path, folder / "backups", "Recovered chat", lambda share: None, Stop())
    seconds = time.process_time() - began
    survived = base.places.survived(damaged, log_too=log_is_whole)
    texts, opens = _read(path)
    good = {id for id in survived if texts.get(id) == base.written.messages[id]}
    wrong = {id for id in survived if id in texts} - good
    return Outcome(damage.__name__, len(survived), len(good), len(wrong), seconds, opens)


def _damage_log(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(3):
        data[chance.randrange(32, len(data))] ^= 0xFF
    path.write_bytes(data[: chance.randrange(len(data) // 2, len(data))])


def _read(path: Path) -> tuple[dict[str, tuple[str, str, str]], bool]:
    connections = open_file(path)
    with closing(connections.reader) as reader:
        rows = reader.execute("SELECT id, conversation_id, text, reasoning FROM messages")
        texts = {id: (conversation, text, thought) for id, conversation, text, thought in rows}
        lost = reader.execute(
            "SELECT count(*) FROM messages"
            " WHERE conversation_id NOT IN (SELECT id FROM conversations)"
        ).fetchone()[0]
        opens = not faults(reader) and not lost and connections.writer is not None
    if connections.writer is not None:
        connections.writer.close()
    return texts, opens


def main(files: int = 220, seed: int = 1) -> int:
    print(f"seed {seed}")
    failed, survived, back = 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="promptrun-damage-") as folder:
        bases = [base(Path(folder), seed + number) for number in range(2)]
        before = _peak()
        for number in range(files):
            place = Path(folder, str(number))
            place.mkdir()
            outcome = play(bases[number // len(DAMAGES) % 2], place, seed * 1000 + number)
            shutil.rmtree(place)
            failed += not outcome.is_good
            survived += outcome.survived
            back += outcome.back
            print(
                f"{number + 1:3d}  {'ok' if outcome.is_good else 'LOST'}  {outcome.damage}: "
                f"{outcome.back} of {outcome.survived} messages in {outcome.seconds:.1f} s"
                f"{f', {outcome.wrong} wrong' if outcome.wrong else ''}"
                f"{'' if outcome.opens else ', and what came back is not whole'}",
                flush=True,
            )
        growth = _peak() - before
    print(f"{files} files, seed {seed}: {failed} losses; {back} of {survived} messages came back")
    print(f"memory grew by {growth:.0f} MiB")
    return 1 if failed or growth > GROWTH_MB else 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
