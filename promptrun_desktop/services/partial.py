"""Names for what is not done yet, beside where it will be: who made them can remove them."""

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from promptrun_desktop.services.archive_staging import abandon


def partial_of(target: Path) -> Path:
    """A name in the folder of `target`, or of what that links to, that nothing has."""
    target = Path(os.path.realpath(target))
    # Short: a name with a long one in it may be longer than the disk takes.
    return target.with_name(f".{target.name[:30]}.{secrets.token_hex(6)}.new")


def partial_in(folder: Path) -> Path:
    """A name in a folder; beside it where it is not there yet."""
    return partial_of(folder / "chats" if folder.is_dir() else folder)


def remove(partial: Path) -> None:
    """A file, a folder with all that is in it, or nothing. Blocks."""
    with suppress(OSError):
        if partial.is_dir() and not partial.is_symlink():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)


def tidy(job: Mapping[str, Any]) -> None:
    """Remove what is left of a job that came to no good end. Blocks."""
    if job["do"] == "archive":
        with suppress(OSError):
            abandon(Path(job["target"]), made=job["made"])
    else:
        remove(Path(job["partial"]))
