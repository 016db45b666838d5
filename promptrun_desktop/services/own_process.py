"""Another process of this program: started in one way, with nothing of ours but its purpose."""

import os
import subprocess
import sys
from pathlib import Path

import promptrun_desktop

# What starting Python, here or in a packed program, and finding fonts, language and time zone may
# need; the rest is none of its business.
_PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MEASUREMENT",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "SYSTEMROOT",
    "WINDIR",
    "USERPROFILE",
    "LOCALAPPDATA",
    "TEMP",
    "TMP",
)


def command(purpose: str) -> list[str]:
    """`purpose` is an option that `__main__` knows."""
    if getattr(sys, "frozen", False):
        return [sys.executable, purpose]
    return [sys.executable, "-m", "promptrun_desktop", purpose]


def start(words: list[str], *, gently: bool = False) -> subprocess.Popen[bytes]:
    """With pipes for input and output. `gently`: everything else on the computer goes first, as
    far as that is decided from outside. Raises OSError."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    if gently:
        flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    return subprocess.Popen(  # noqa: S603  our own words, and no shell
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        # Where the package is found, however this program was started.
        cwd=Path(promptrun_desktop.__file__).parent.parent,
        creationflags=flags,
    )
