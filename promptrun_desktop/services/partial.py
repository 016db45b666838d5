"""Names for what is not done yet, beside where it will be: who made them can remove them."""

import os
import secrets
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path

# Characters: a name with a long one in it may be longer than the disk takes.
_NAME = 30


def partial_of(target: Path) -> Path:
    """A name that nothing has, in the folder of the file, or of what that links to."""
    return beside(Path(os.path.realpath(target)))


def beside(target: Path) -> Path:
    """A name that nothing has, in the same folder."""
    return target.with_name(f".{target.name[:_NAME]}.{secrets.token_hex(6)}.new")


def remove_left_behind(target: Path) -> None:
    """What was not done when the computer went off; while nothing is made of that name. Blocks."""
    with suppress(OSError):
        for each in target.parent.glob(f".{escape(target.name[:_NAME])}.*.new"):
            remove(each)


def remove(partial: Path) -> None:
    """A file, a folder with all that is in it, or nothing. Blocks."""
    with suppress(OSError):
        if partial.is_dir() and not partial.is_symlink():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)
