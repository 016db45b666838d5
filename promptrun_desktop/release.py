"""What this build of the app is: written into a bundle when it is packed, empty in a checkout."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache

from promptrun_desktop.assets import resource

# How desktops know the app: the names of its .desktop file, its icons and its bundle.
APP_ID = "ai.promptrun.Desktop"


@dataclass(frozen=True, slots=True)
class Release:
    """`kind` is how it came to this computer: "deb", "tarball", "windows", "macos", "flatpak",
    "appimage", or "" for a checkout.

    `update_address` is where the signed file with the newest version lies, `update_key` the
    Ed25519 key in base64 that must have signed it; without both there is no such notice.
    """

    kind: str = ""
    update_address: str = ""
    update_key: str = ""


@cache
def release() -> Release:
    """What cannot be read counts as not there: the app starts all the same."""
    try:
        with resource("build.toml").open("rb") as file:
            found = tomllib.load(file)
    except (OSError, ValueError):
        return Release()
    known = {each.name for each in fields(Release)}
    return Release(**{name: str(value) for name, value in found.items() if name in known})
