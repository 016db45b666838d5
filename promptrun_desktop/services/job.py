"""A job of a worker, as both sides know it: plain values by name, `do` says what."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from promptrun_desktop.services.archive_staging import abandon
from promptrun_desktop.services.partial import remove

Job = dict[str, Any]


def is_long(job: Job) -> bool:
    """For a document of one chat somebody waits."""
    return bool(job["do"] != "document")


def tidy(job: Job) -> None:
    """Remove what is left of one that came to no good end. Blocks."""
    if job["do"] == "archive":
        with suppress(OSError):
            abandon(Path(job["target"]), made=job["made"])
    else:
        remove(Path(job["partial"]))
