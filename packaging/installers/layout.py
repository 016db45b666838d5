"""Where things lie, and what they are called."""

import platform
import sys
from pathlib import Path

from promptrun_desktop import __version__
from promptrun_desktop.release import APP_ID

__all__ = ["APP_ID", "VERSION"]

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
RESOURCES = ROOT / "resources"
# What is made on the way, and what is handed out; both can be deleted at any time.
BUILD = ROOT / "build"
DIST = ROOT / "dist"

VERSION = __version__
# The program, the package, its folder and its command.
NAME = "promptrun-desktop"
# What a person reads.
TITLE = "Promptrun Desktop"
MIME_TYPE = "application/vnd.promptrun.backup"
SUFFIX = ".promptrun"


def machine() -> str:
    """As Debian names processors: amd64, arm64."""
    found = platform.machine().lower()
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(found, found)


def system() -> str:
    """linux, windows or macos."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
