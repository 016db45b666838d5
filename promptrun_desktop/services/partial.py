"""Names for what is not done yet, beside where it will be: who made them can remove them."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path


def partial_of(target: Path) -> Path:
    """A name that nothing has, in the folder of the file, or of what that links to."""
    return beside(Path(os.path.realpath(target)))


def beside(target: Path) -> Path:
    """A name that nothing has, in the same folder."""
    # Short: a name with a long one in it may be longer than the disk takes.
    return target.with_name(f".{target.name[:30]}.{secrets.token_hex(6)}.new")


def remove(partial: Path) -> None:
    """A file, a folder with all that is in it, or nothing. Blocks."""
    with suppress(OSError):
        if partial.is_dir() and not partial.is_symlink():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)
