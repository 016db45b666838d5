"""What can be made, by name; each is a module whose `build` makes it."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

PRODUCTS = ("deb", "tarball", "appimage", "windows", "macos", "flatpak")


class CannotBuildError(Exception):
    """This system cannot make that; the text says what would."""


def build(name: str) -> list[Path]:
    """The files in `dist/` that were made. Raises CannotBuildError."""
    module = importlib.import_module(f"installers.{name}")
    return cast(Callable[[], list[Path]], module.build)()
