"""Portable mode: a folder beside the program keeps everything, once a person has made it there."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "Promptrun data"


def beside_program() -> Path | None:
    """The folder, where there is one. A checkout has none: it is no program to carry about."""
    if not getattr(sys, "frozen", False):
        return None
    places = places_of(Path(sys.executable).resolve(), os.environ)
    return next((each / NAME for each in places if (each / NAME).is_dir()), None)


def places_of(executable: Path, environment: Mapping[str, str]) -> list[Path]:
    """Where it may lie: beside what a person sees as the program."""
    image, mounted = environment.get("APPIMAGE"), environment.get("APPDIR")
    # Whatever an AppImage starts inherits both: this program is one only if it lies in there.
    if image and mounted and executable.is_relative_to(Path(mounted).resolve()):
        return [Path(image).parent]
    for folder in executable.parents:
        if folder.suffix == ".app":
            return [folder.parent]
    # A newer version takes the place of the program's folder: what lies beside that one stays.
    return [executable.parent, executable.parent.parent]
