"""A whole file takes the place of a damaged one, which is kept aside.

At any moment of it the process may be killed: as long as the new file waits beside the old one,
whoever opens the database lets it take the place. Before that nothing has changed.
"""

from datetime import UTC, datetime
from pathlib import Path

from promptrun_desktop.store.disk import private_folder, settle

FOLDER = "damaged"


def waiting(path: Path) -> Path:
    """The name of a file that is to take the place of `path`: only a whole one has it."""
    return path.with_name(f"{path.name}.salvaged")


def finish(path: Path) -> Path | None:
    """Let a file that waits take the place; returns where the one before is kept, if there is."""
    new = waiting(path)
    if not new.is_file():
        return None
    folder = path.parent / FOLDER
    private_folder(folder)
    kept = _free_name(folder, path)
    # Logs first: none must ever stand beside a file it does not belong to.
    for ending in ("-wal", "-journal", ""):
        old = path.with_name(path.name + ending)
        if old.is_file() and old.stat().st_size:
            old.replace(kept.with_name(kept.name + ending))
    for ending in ("-wal", "-journal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    settle(folder)
    new.replace(path)
    settle(path.parent)
    return kept


def _free_name(folder: Path, path: Path) -> Path:
    day = datetime.now(UTC).astimezone().strftime("%Y-%m-%d")
    number = 1
    while (name := folder / f"{path.stem}-{day}-{number}{path.suffix}").exists():
        number += 1
    return name
